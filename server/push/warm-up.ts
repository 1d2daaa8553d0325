import { messageNamed } from "../../contract/index.ts";
import { ToolError } from "../../contract/tool-error.ts";
import type { World } from "../world.ts";
import { MOST_UNASKED } from "./fire.ts";

/** More than this is left to the first connections. */
const MOST_WARM = 256;

/**
 * Makes what every connection is told unasked once ahead, one message a turn of the event loop: schemas are compiled
 * for that, which the first client would wait for.
 */
export function warmUp(world: World): void {
  if (!world.unsolicited) return;
  const names = world.contract.channels.flatMap((channel) =>
    world.pushes
      .unsolicited(channel.name)
      .flatMap(({ operation }) => operation.messages.slice(0, MOST_UNASKED))
      .map((name) => messageNamed(channel, name)),
  );
  const messages = names.slice(0, MOST_WARM).values();
  const next = (): void => {
    const { value: message, done } = messages.next();
    if (done === true) return;
    try {
      world.composer.compose(message, 0, () => []);
    } catch (error) {
      // Whoever needs it is told.
      if (!(error instanceof ToolError)) throw error;
    }
    world.timers.after(0, next);
  };
  world.timers.after(0, next);
}
