import type { Contract } from "../../contract/model.ts";
import { FAULT_FAMILIES } from "./list.ts";
import type { Fault, FaultPlace } from "./model.ts";
import { UNSAID } from "./unsaid.ts";

/** Where one fault can show in a contract, or why it can't. */
export type FaultSites = { readonly fault: Fault; readonly family: string } & (
  | {
      readonly kind: "shows";
      readonly places: readonly FaultPlace[];
      /** Rules that name it: its own, and those that may come first where it is a matter of time. */
      readonly rules: readonly string[];
      /** The keyword that tests of it cover; "" where AsyncAPI itself says it. */
      readonly keyword: string;
    }
  /** The service may do it, and nobody can tell: the document lacks the keyword on these. */
  | {
      readonly kind: "unsaid";
      readonly keyword: string;
      readonly unseen: string;
      readonly subjects: readonly (FaultPlace & { readonly name: string })[];
    }
  | { readonly kind: "none"; readonly why: string }
);

/** Faults that show only where the service is stopped, which generated tests do only to one that they started. */
const OUTSIDE: { readonly [fault: string]: string } = {
  "wrong-shutdown-code": "seen only by who stops the service: `run --start`",
};

/** Rules that name a fault too, beside its own: which one comes first is a matter of time, or of what a test is about. */
const ALSO: { readonly [fault: string]: readonly string[] } = {
  // What comes after an interrupter's end comes after an interruption.
  "message-after-end": ["AFTER-INTERRUPT"],
  // The refusal of what a case is about is not what the case expects.
  "valid-refused": ["CASE"],
  // Where the good answer is an error, it is another one than the refusal.
  "invalid-accepted": ["WRONG-REFUSAL"],
  "flood-accepted": ["NOT-REFUSED"],
  // What is said in two exchanges of one id is taken for one.
  "duplicate-accepted": ["ORDERED", "JOINS", "COUNTS"],
  // Where errors may come by themselves, one with another code is no refusal.
  "wrong-refusal-code": ["NO-REFUSAL"],
  // Where no reply is declared, nothing is cut short.
  "worn-out": ["UNEXPECTED-CLOSE", "NOT-ACCEPTED"],
  // By then nothing of the stream may have come.
  "slow-reader-holds-up": ["NO-REPLY"],
  // What the close would have stopped is answered.
  "no-close-after-refusal": ["NOT-REFUSED"],
};

/** Faults that let somebody in; where a close may still refuse them, what is sent to them is what must not be. */
const LETS_IN = [
  "no-token",
  "garbage-token",
  "expired-token",
  "foreign-token",
  "alg-none",
  "missing-scope",
  "bad-handshake",
];

function rulesOf({ name, rule }: Fault): readonly string[] {
  const leaks = LETS_IN.some((one) => name === `${one}-accepted`) ? ["LEAK"] : [];
  return [rule, ...leaks, ...(ALSO[name] ?? [])];
}

/** Bad input that shows a fault of no keyword, to know which tests send it. */
const SHOWN_BY: { readonly [fault: string]: string } = {
  "neighbour-killed": "rejects.malformed",
  "dies-on-malformed": "rejects.malformed",
  "dies-on-unknown": "rejects.unknown",
  "dies-on-binary": "rejects.binary",
  "deaf-after-refusal": "rejects.malformed",
  "good-refused-after-bad": "rejects.malformed",
};

/** Every fault, and where it can show in this contract. */
export function faultSites(contract: Contract): readonly FaultSites[] {
  return FAULT_FAMILIES.flatMap(({ name, faults }) => faults.map((fault) => sitesOf(fault, name, contract)));
}

function sitesOf(fault: Fault, family: string, contract: Contract): FaultSites {
  const outside = OUTSIDE[fault.name];
  if (outside !== undefined) return { kind: "none", fault, family, why: outside };
  const targets = fault.appliesTo(contract);
  const unsaid = UNSAID[fault.name];
  if (targets.kind === "places") {
    const keyword = unsaid?.keyword ?? SHOWN_BY[fault.name] ?? "";
    return { kind: "shows", fault, family, places: targets.places, rules: rulesOf(fault), keyword };
  }
  const subjects = unsaid?.subjects(contract) ?? [];
  if (unsaid === undefined || subjects.length === 0) return { kind: "none", fault, family, why: targets.why };
  const { keyword, unseen } = unsaid;
  return { kind: "unsaid", fault, family, keyword, unseen, subjects };
}
