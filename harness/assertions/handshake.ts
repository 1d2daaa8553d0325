import { assertNever } from "../../contract/assert-never.ts";
import type { ReceivedMessage } from "../../judge/model.ts";
import type { ExpectedOutcome, HandshakeResult } from "../model.ts";
import type { Finding } from "./finding.ts";
import { codeFits, outcomeText, replyFits } from "./outcome.ts";
import { isHandshake, wrongSubject } from "./subjects.ts";
import { shown } from "./words.ts";

/** Was the handshake refused, and with one of these outcomes? Without any, every refusal will do. */
export function isRefusedWith(subject: unknown, outcomes: readonly ExpectedOutcome[]): Finding {
  if (!isHandshake(subject)) throw wrongSubject("refusedWith", "what `handshake()` gives");
  if (subject.kind === "accepted")
    return outcomes.some((outcome) => isOnOpen(subject, outcome))
      ? null
      : {
          rule: "HANDSHAKE-ACCEPTED",
          summary: "a handshake that the document refuses was accepted",
          promised: promisedText(outcomes),
          got: "an open connection",
        };
  if (outcomes.length === 0 || outcomes.some((outcome) => fits(subject, outcome))) return null;
  return {
    rule: "WRONG-STATUS",
    summary: `the handshake was refused with ${refusalText(subject)}`,
    promised: promisedText(outcomes),
    got: refusalText(subject),
  };
}

type Accepted = Extract<HandshakeResult, { readonly kind: "accepted" }>;
type Refused = Exclude<HandshakeResult, Accepted>;

/** Is it an outcome that leaves the connection open: a reply without a close, or nothing at all? */
function isOnOpen({ client: { received } }: Accepted, outcome: ExpectedOutcome): boolean {
  if (outcome.close !== undefined || outcome.status !== undefined) return false;
  if (outcome.reply === undefined) return outcome.ignored === true && received.length === 0;
  return received.some((message) => replyFits(message, outcome));
}

function fits(result: Refused, outcome: ExpectedOutcome): boolean {
  switch (result.kind) {
    case "refused":
      return outcome.status !== undefined && codeFits(result.status, outcome.status);
    case "closed":
      return (
        outcome.close !== undefined &&
        codeFits(result.code, outcome.close) &&
        (outcome.reply === undefined || result.received.some((message) => replyFits(message, outcome)))
      );
    default:
      return assertNever(result);
  }
}

function promisedText(outcomes: readonly ExpectedOutcome[]): string {
  return outcomes.length === 0 ? "the handshake is refused" : outcomeText(outcomes);
}

function refusalText(result: Refused): string {
  if (result.kind === "refused") return `status ${result.status}`;
  const last: ReceivedMessage | undefined = result.received.at(-1);
  return `close ${result.code}${last === undefined ? "" : ` after ${shown(last)}`}`;
}
