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
import { isHarmless, isLeftOpen, isRefused } from "./refused.ts";

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
    const scope = originOf(subject)?.connection.scope;
    if (scope === undefined || !isLeftOpen(finding, subject)) return finding;
    scope.leftOpen ??= `the document declares no outcome for a frame that is ${kind}, and none came`;
    return null;
  });
  add("harmless", isHarmless);
  add("refusedWith", (subject, ...outcomes: ExpectedOutcome[]) => isRefusedWith(subject, outcomes));
  add("closedWith", isClosedWith);
  add("none", hasNone);
};

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
