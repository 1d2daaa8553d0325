import { assumesOneOfSeveral } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import type { Message } from "../../contract/model.ts";
import { sequencePlace, sequenceText } from "./exchange.ts";
import type { Charge } from "../ledger.ts";
import type { FrameId } from "../model.ts";
import type { PastExchange } from "./past.ts";
import type { Moment } from "../state.ts";
import { duration, excerpt } from "../narrative/words.ts";

interface Late {
  readonly message: Message;
  readonly payload: Json;
  readonly frame: FrameId;
}

/** Who lists the messages of a stream as replies means another sequence. */
const ASSUMED = " (one of them, as the document says no more: `sequence` of x-contract would)";

/** What is wrong with a message of an exchange that is over. */
export function lateCharge(
  { at, connection }: Moment,
  past: PastExchange,
  { message, payload, frame }: Late,
): Charge {
  const { operation, phase, endedAt, lastName } = past;
  const assumed = assumesOneOfSeveral(connection.channel, operation);
  const interrupted = phase === "interrupted";
  const after = lastName === "" ? `\`${operation.name}\` had ended` : `\`${lastName}\``;
  return {
    rule: interrupted ? "AFTER-INTERRUPT" : "AFTER-END",
    place: sequencePlace(operation),
    frame,
    summary: `a \`${message.name}\` came ${duration(at - endedAt)} after ${after}${interrupted ? ` had interrupted \`${operation.name}\`` : ""}`,
    promised: interrupted
      ? `interrupts: ${operation.name} (nothing more of it comes)`
      : `${sequenceText(operation)}${assumed ? ASSUMED : ""}`,
    got: excerpt(message, payload),
  };
}
