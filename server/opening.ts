import { messageNamed } from "../contract/index.ts";
import { createRandom } from "../samples/index.ts";
import { identityEdits, learnIdentity } from "./identity.ts";
import type { Connection } from "./connection.ts";
import { walk, wayThrough } from "./exchange/path.ts";
import { errorNames } from "./exchange/script.ts";
import { fireConnected } from "./push/fire.ts";
import { close, send } from "./transmit.ts";
import type { World } from "./world.ts";

/** Says what the channel's opening promises, then what a new connection triggers. */
export function open(world: World, connection: Connection): void {
  sayOpening(world, connection);
  if (connection.phase !== "opening") return;
  connection.phase = "open";
  fireConnected(world, connection);
}

/** The shortest opening, at once: the client waits for it. */
export function sayOpening(world: World, connection: Connection): void {
  const { channel } = connection;
  if (channel.opening.kind === "none") return;
  const { sequence } = channel.opening;
  const errors = errorNames(channel.messages);
  const way =
    wayThrough(sequence, (on) => on.kind === "name" && errors.has(on.name)) ??
    wayThrough(sequence, () => false);
  const random = createRandom(world.seed, channel.name, "opening");
  const steps = way === null ? [] : walk(way, { repeats: 0, random });
  for (const [index, on] of steps.entries()) {
    if (on.kind === "close") {
      close(world, connection, { code: on.code, reason: "sequence" });
      return;
    }
    const message = messageNamed(channel, on.name);
    const payload = world.composer.compose(message, 0, () => identityEdits(connection, message));
    learnIdentity(connection, message, payload);
    send(world, connection, {
      message,
      payload,
      cause: { kind: "opening", ends: index === steps.length - 1 },
    });
  }
}
