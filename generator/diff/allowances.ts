import { ToolError } from "../../contract/index.ts";
import { wordHint } from "../../contract/nearest-word.ts";
import type { Change } from "./change.ts";
import { DIFF_RULES } from "./rules.ts";

/** A change that is accepted: `RULE@pointer`, and why. */
export interface Allowance {
  readonly rule: string;
  /** The place in the old or in the new document. */
  readonly place: string;
  readonly reason: string;
}

/** Reads `RULE@pointer=reason`. Throws a `ToolError` for another form, an unknown rule and a missing reason. */
export function parseAllowance(text: string): Allowance {
  const [, rule = "", pointer = "", reason = ""] = /^([^@=]*)@([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
  const form = "write RULE@pointer=reason, as in CASE-REMOVED@#/operations/ask=nobody relied on it";
  if (rule === "" || pointer === "")
    throw new ToolError("ALLOW", `\`${text}\` names no change`, { hint: form });
  if (!DIFF_RULES.some((known) => known === rule))
    throw new ToolError("ALLOW", `there is no rule ${rule}`, { hint: wordHint(rule, DIFF_RULES) });
  if (reason.trim() === "")
    throw new ToolError("ALLOW", `${rule}@${pointer} is allowed without a reason`, { hint: form });
  return { rule, place: pointer.includes("#") ? pointer : `#${pointer}`, reason: reason.trim() };
}

/** The changes with what is allowed marked, and the allowances that no change needs. */
export function allow(
  changes: readonly Change[],
  allowances: readonly Allowance[],
): { readonly changes: readonly Change[]; readonly unused: readonly Allowance[] } {
  const covers = ({ rule, place }: Allowance, change: Change): boolean =>
    rule === change.rule && [change.old?.place, change.new?.place].includes(place);
  return {
    changes: changes.map((change) => {
      const found = allowances.find((one) => covers(one, change));
      return found === undefined || !isHarm(change) ? change : { ...change, allowed: found.reason };
    }),
    unused: allowances.filter((one) => !changes.some((change) => isHarm(change) && covers(one, change))),
  };
}

function isHarm({ severity }: Change): boolean {
  return severity === "breaking" || severity === "undecided";
}

/** 1: something breaks; 2: nobody can tell; 0: nothing breaks, or all that does is allowed. */
export function exitCodeOf(changes: readonly Change[]): 0 | 1 | 2 {
  const open = changes.filter(({ allowed }) => allowed === null);
  if (open.some(({ severity }) => severity === "breaking")) return 1;
  return open.some(({ severity }) => severity === "undecided") ? 2 : 0;
}
