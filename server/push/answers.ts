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
  /** Stops waiting. */
  readonly forget: Cancel;
}

/** Notes that the client owes an answer, where the operation declares one; without it comes what `noReply` says. */
export function expectAnswer(
  world: World,
  connection: Connection,
  asked: { readonly operation: ServerOperation; readonly message: Message; readonly payload: Json },
): void {
  const { operation, message, payload } = asked;
  if (operation.answer.kind === "none") return;
  const forget = world.timers.after(world.config.patienceMs, () => {
    takeOut(connection, owed);
    const refusal = connection.channel.rejects.noReply;
    const refused: Refused = { reject: "noReply", refusal, operation: null, message, payload };
    guarded(world, connection, () => refuse(world, connection, refused));
  });
  const owed: OwedAnswer = { operation, correlation: correlationOf(message, payload), forget };
  connection.owed.push(owed);
}

/** Takes the message as the answer that it is; false where none like it is owed. */
export function takeAnswer(connection: Connection, message: Message, payload: Json): boolean {
  if (connection.owed.length === 0) return false;
  const correlation = correlationOf(message, payload);
  const owed = connection.owed.find(
    (one) =>
      one.operation.answer.kind === "owed" &&
      one.operation.answer.messages.includes(message.name) &&
      (one.correlation === null || correlation === null || sameCorrelation(one.correlation, correlation)),
  );
  if (owed === undefined) return false;
  owed.forget();
  takeOut(connection, owed);
  return true;
}

function takeOut(connection: Connection, owed: OwedAnswer): void {
  const at = connection.owed.indexOf(owed);
  if (at >= 0) connection.owed.splice(at, 1);
}
