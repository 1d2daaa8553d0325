import { unmet } from "../broken-promise.ts";
import type { ExpectedOutcome } from "../model.ts";
import { originOf } from "../origin.ts";
import { succeeded } from "./accepted.ts";
import { carries, type Expected } from "./carry.ts";
import { isClosedWith } from "./closed.ts";
import { acceptedOrDeclined, succeededIfTaken } from "./declined.ts";
import type { Finding } from "./finding.ts";
import { follows } from "./follow.ts";
import { isRefusedWith } from "./handshake.ts";
import { hasNone } from "./none.ts";
import type { Connection } from "../connection.ts";
import { NotReached } from "../not-reached.ts";
import { pushesAt } from "../push-candidates.ts";
import { isGoodByItself, isHarmless, isRefused, leftOpen } from "./refused.ts";

/** Adds the contract's assertions to chai. */
export const contractAssertions: Chai.ChaiPlugin = ({ Assertion }, { flag }) => {
  const add = <A extends readonly unknown[]>(
    name: string,
    find: (subject: unknown, ...args: A) => Finding,
  ): void => {
    Assertion.addMethod(name, function (this: Chai.AssertionStatic, ...args: A) {
      const subject: unknown = flag(this, "object");
      conclude(this, find(subject, ...args), { name, subject, negated: flag(this, "negate") === true });
    });
  };
  add("follow", (subject, sequence: string) => follows(subject, sequence));
  add("succeed", succeeded);
  add("succeedIfTaken", succeededIfTaken);
  add("accepted", acceptedOrDeclined);
  add("carry", (subject, values: Expected) => carries(subject, values, "CASE"));
  add("echo", (subject, values: Expected) => carries(subject, values, "ECHO"));
  add("refused", (subject, kind: string, ...outcomes: ExpectedOutcome[]) => {
    const finding = isRefused(subject, kind, outcomes);
    const connection = originOf(subject)?.connection;
    const open = leftOpen(finding, subject, kind);
    if (connection !== undefined && open === null) checkCrossed(connection, finding, kind);
    if (connection === undefined || open === null) return finding;
    const also = finding?.rule === "NO-REFUSAL" ? insteadOf(connection) : "";
    connection.scope.leftOpen ??= `the document declares no outcome for a frame that is ${kind}, and ${open}${also}`;
    return null;
  });
  add("harmless", (subject, kind?: string) => isHarmless(subject, kind));
  add("refusedWith", (subject, ...outcomes: ExpectedOutcome[]) => isRefusedWith(subject, outcomes));
  add("closedWith", isClosedWith);
  add("none", hasNone);
};

/**
 * Throws NotReached where a second request with an id that ran was answered, and the judge finds no fault with it: what
 * ran was over by then, and the service may have come to the second one only when it was.
 */
function checkCrossed({ scope }: Connection, finding: Finding, kind: string): void {
  if (finding?.rule !== "NOT-REFUSED" || !isGoodByItself(kind) || scope.broken !== null) return;
  throw new NotReached(
    "not steerable",
    "the first request with this id was answered to its end before anything came for the second: the service may have read that one only then",
  );
}

/** What came by itself meanwhile may be a refusal that the document does not call one. */
function insteadOf(connection: Connection): string {
  const last = pushesAt(connection).at(-1);
  return last === undefined
    ? ""
    : ` that it calls one (\`${last.name}\` came; if it is: x-contract: {error: true} on the message)`;
}

interface About {
  readonly name: string;
  readonly subject: unknown;
  readonly negated: boolean;
}

/** Throws what fits: the violation where the subject came from a scenario, else chai's own assertion error. */
function conclude(
  assertion: Chai.AssertionStatic,
  finding: Finding,
  { name, subject, negated }: About,
): void {
  const origin = originOf(subject);
  if (finding !== null && !negated && origin !== null)
    throw unmet(origin.connection, { place: origin.place, ...finding });
  const text = finding === null ? "" : `${finding.summary}: promised ${finding.promised}, got ${finding.got}`;
  // chai turns the condition round itself where the assertion is negated.
  assertion.assert(finding === null, text, `expected the subject not to satisfy \`${name}\``, undefined);
}
