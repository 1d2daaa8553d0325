import { type Contract, type LineMap, lineOf } from "../../contract/index.ts";
import { allow, type Allowance, type Change, diffContracts, exitCodeOf } from "../../generator/index.ts";
import type { CheckFinding, CheckPart } from "../../report/index.ts";
import { unusedText } from "../diff.ts";
import { type BaseOptions, findBase } from "./base.ts";

/** The document as it is now. */
export interface Now {
  readonly contract: Contract;
  readonly lineMap: LineMap;
}

export interface Breaking {
  readonly part: CheckPart;
  readonly changes: readonly Change[];
  readonly findings: readonly CheckFinding[];
}

export interface BreakingOptions extends BaseOptions {
  readonly allowances: readonly Allowance[];
  talk(text: string): void;
}

/** Does the contract break clients that know its base? */
export async function breakingPart(options: BreakingOptions, now: Now): Promise<Breaking> {
  const base = await findBase(options, now.contract);
  if (base.kind === "none") {
    const text = `breaking changes not checked: ${base.why}; ${base.hint}`;
    return { part: { name: "breaking", state: "unchecked", text }, changes: [], findings: [] };
  }
  const { contract, lineMap } = base.side;
  const found = diffContracts(contract, now.contract, { lineMaps: { old: lineMap, new: now.lineMap } });
  const { changes, unused } = allow(found, options.allowances);
  options.talk(unusedText(unused));
  const state = (["passed", "failed", "unknown"] as const)[exitCodeOf(changes)];
  const text = `${countsOf(changes)}, compared with ${base.name}`;
  const findings = changes.filter(isOpen).map((change) => findingOf(change, now));
  return { part: { name: "breaking", state, text }, changes, findings };
}

function isOpen({ severity, allowed }: Change): boolean {
  return allowed === null && (severity === "breaking" || severity === "undecided");
}

function countsOf(changes: readonly Change[]): string {
  const count = (severity: Change["severity"]): number =>
    changes.filter((change) => change.severity === severity && change.allowed === null).length;
  const allowed = changes.filter((change) => change.allowed !== null).length;
  const parts = (["breaking", "undecided", "compatible", "cosmetic"] as const)
    .filter((severity) => count(severity) > 0)
    .map((severity) => `${count(severity)} ${severity}`);
  const all = allowed === 0 ? parts : [...parts, `${allowed} allowed`];
  return all.length === 0 ? "no change" : all.join(", ");
}

function findingOf(change: Change, now: Now): CheckFinding {
  const { rule, severity, why } = change;
  const title = `${rule}: ${severity === "breaking" ? "breaks clients" : "may break clients"}`;
  const level = severity === "breaking" ? "error" : "warning";
  return { level, title, text: why, ...placeOf(change, now) };
}

/** Where the change shows in the document; for what is gone, where it would stand. */
export function placeOf(
  { old, new: fresh }: Change,
  { contract: { document }, lineMap }: Now,
): Pick<CheckFinding, "file" | "line"> {
  const place = (fresh ?? old)?.place ?? "#";
  return lineOf(lineMap, document, place) ?? { file: document, line: 0 };
}
