import { stepAnswer, unanswered } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import type { Message, ServerOperation } from "../../contract/model.ts";
import { type Correlation, correlationOf, sameCorrelation } from "../compose/correlation.ts";
import type { Connection } from "../connection.ts";
import type { Refused } from "../decisions.ts";
import { guarded } from "../guard.ts";
import { refuse } from "../refusal/refuse.ts";
import type { Cancel } from "../timers.ts";
import type { World } from "../world.ts";

/** An answer that a client owes for something the server asked. */
export interface OwedAnswer {
  readonly operation: ServerOperation;
  readonly correlation: Correlation;
  /** How far the client has got with it. */
  state: number;
  /** Stops waiting. */
  forget: Cancel;
  /** Waits anew for what has to come next. */
  readonly wait: () => Cancel;
}

/** Notes that the client owes an answer, where the operation declares one; without it comes what `noReply` says. */
export function expectAnswer(
  world: World,
  connection: Connection,
  asked: { readonly operation: ServerOperation; readonly message: Message; readonly payload: Json },
): void {
  const { operation, message, payload } = asked;
  if (operation.answer.kind === "none") return;
  const { state, owes } = unanswered(operation.answer);
  const wait = (): Cancel =>
    world.timers.after(world.config.patienceMs, () => {
      takeOut(connection, owed);
      const refusal = connection.channel.rejects.noReply;
      const refused: Refused = { reject: "noReply", refusal, operation: null, message, payload };
      guarded(world, connection, () => refuse(world, connection, refused));
    });
  const correlation = correlationOf(message, payload);
  const owed: OwedAnswer = { operation, correlation, state, wait, forget: owes ? wait() : NOTHING };
  connection.owed.push(owed);
  // Open-ended ones never leave by themselves.
  if (connection.owed.length > MOST_OWED) connection.owed.shift()?.forget();
}

const MOST_OWED = 10_000;
const NOTHING: Cancel = () => undefined;

/** Takes the message as the next of an answer that is owed; false where none like it is. */
export function takeAnswer(connection: Connection, message: Message, payload: Json): boolean {
  if (connection.owed.length === 0) return false;
  const correlation = correlationOf(message, payload);
  for (const owed of connection.owed) {
    const { operation, correlation: asked, state } = owed;
    if (asked !== null && correlation !== null && !sameCorrelation(asked, correlation)) continue;
    const next = operation.answer.kind === "owed" ? stepAnswer(operation.answer, state, message.name) : null;
    if (next === null) continue;
    owed.forget();
    owed.state = next.state;
    owed.forget = next.owes ? owed.wait() : NOTHING;
    if (!next.takes) takeOut(connection, owed);
    return true;
  }
  return false;
}

function takeOut(connection: Connection, owed: OwedAnswer): void {
  const at = connection.owed.indexOf(owed);
  if (at >= 0) connection.owed.splice(at, 1);
}
