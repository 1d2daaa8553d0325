import { guarded } from "../guard.ts";
import { close } from "../transmit.ts";
import type { Cancel } from "../timers.ts";
import type { World } from "../world.ts";
import type { Exchange } from "./exchange.ts";
import type { PathStep } from "./path.ts";
import { nextMessage, say } from "./say.ts";

/**
 * Goes through an exchange's script: paced, until it is through or the exchange
 * ends otherwise. `interrupted`: what its first message ends besides. Calls `done` once, in either case.
 */
export function perform(
  world: World,
  exchange: Exchange,
  about: { readonly interrupted: Exchange | null; readonly done: () => void },
): void {
  const { script } = exchange;
  const steps = script.kind === "messages" ? script.steps : NO_STEPS;
  const thinking = world.pace(exchange.operation, exchange.position);
  const [only] = steps;
  // Most operations have one reply, said at once: nothing has to be kept for later.
  if (steps.length < 2 && thinking === 0 && exchange.position === 0) {
    if (only !== undefined && exchange.phase === "running")
      doStep(world, exchange, { step: only, interrupted: about.interrupted });
    about.done();
    return;
  }
  let pause: Cancel = () => undefined;
  let isDone = false;
  const finish = (): void => {
    pause();
    if (!isDone) about.done();
    isDone = true;
  };
  const doNext = (): void => {
    const step = steps[exchange.position];
    if (exchange.phase !== "running" || step === undefined) {
      finish();
      return;
    }
    doStep(world, exchange, { step, interrupted: exchange.position === 0 ? about.interrupted : null });
    if (exchange.position >= steps.length || exchange.connection.phase !== "open") finish();
    else later(world.pace(exchange.operation, exchange.position));
  };
  const later = (ms: number): void => {
    pause = world.timers.after(ms, () => guarded(world, exchange.connection, doNext));
  };
  exchange.whenEnded(finish);
  if (thinking === 0) doNext();
  else later(thinking);
}

const NO_STEPS: readonly PathStep[] = [];

function doStep(
  world: World,
  exchange: Exchange,
  { step, interrupted }: { readonly step: PathStep; readonly interrupted: Exchange | null },
): void {
  if (step.kind === "close") {
    exchange.position += 1;
    close(world, exchange.connection, { code: step.code, reason: "sequence" });
    return;
  }
  const { message, payload } = nextMessage(world, exchange, step.name);
  exchange.position += 1;
  // Written out: a spread here took an eighth of the time of a message.
  say(world, exchange, { message, payload, interrupted });
}
