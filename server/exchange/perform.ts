import type { Channel, ClientOperation } from "../../contract/model.ts";
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
  const thinking = world.pace(exchange.operation, mayEndAtOnce(exchange) ? 1 : exchange.position);
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

/** An interrupter's answer may be the first of all: then there has to be time for it, before the first item goes out. */
function mayEndAtOnce({ operation, position, connection: { channel } }: Exchange): boolean {
  if (position > 0) return false;
  const known = ENDS_AT_ONCE.get(operation);
  if (known !== undefined) return known;
  const ends = endsAtOnce(operation, channel);
  ENDS_AT_ONCE.set(operation, ends);
  return ends;
}

const ENDS_AT_ONCE = new WeakMap<ClientOperation, boolean>();

function endsAtOnce(operation: ClientOperation, channel: Channel): boolean {
  const { sequence } = operation;
  if (sequence.kind !== "sequence") return false;
  const first = sequence.sequence.states[0]?.steps ?? [];
  return channel.operations.some(
    (one) =>
      one.kind === "client" &&
      one.interrupts.includes(operation.name) &&
      first.some(
        ({ on }) => on.kind === "name" && one.replies.includes(on.name) && !isError(channel, on.name),
      ),
  );
}

function isError({ messages }: Channel, name: string): boolean {
  return messages.some((message) => message.name === name && message.error);
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
