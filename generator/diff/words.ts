import type { Change, Severity } from "./change.ts";

export const SEVERITIES: readonly Severity[] = ["breaking", "undecided", "compatible", "cosmetic"];

const PARTIES = {
  senders: "clients that send",
  receivers: "clients that receive",
  both: "all clients",
  nobody: "nobody",
} as const;

/** `breaking for clients that send`. */
export function headline({ severity, breaks }: Change): string {
  if (severity === "breaking") return `breaking for ${PARTIES[breaks]}`;
  return severity === "undecided" ? `undecided for ${PARTIES[breaks]}` : severity;
}

/** `2 breaking (1 allowed), 3 compatible`. */
export function countsText(changes: readonly Change[]): string {
  if (changes.length === 0) return "no change";
  return SEVERITIES.flatMap((severity) => {
    const all = changes.filter((change) => change.severity === severity);
    if (all.length === 0) return [];
    const allowed = all.filter((change) => change.allowed !== null).length;
    return [`${all.length} ${severity}${allowed === 0 ? "" : ` (${allowed} allowed)`}`];
  }).join(", ");
}

const LONGEST_VALUE = 200;

/** The value that shows a change, on one line and not too long; null where there is none. */
export function exampleText({ example }: Change): string | null {
  if (example === null) return null;
  const text = JSON.stringify(example.value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}...` : text;
}

/** What to give `--allow` for a change. */
export function allowanceText({ rule, old, new: now }: Change): string {
  return `${rule}@${(now ?? old)?.place ?? "#"}`;
}
