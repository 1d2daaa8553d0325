import { type Doubt, shownSeen } from "../../learning/index.ts";
import type { Learned } from "./learn.ts";

const MOST = 20;

/** What a person should know of a proposal, besides what stands in it. */
export function learnedText({ kind, frames, connections, channels, doubts, trial, left }: Learned): string {
  const { kept, broken } = trial;
  const head = `${kind === "overlay" ? "an overlay" : "a document"} learned from ${frames} frames of ${connections} connections on ${channels} channels`;
  const own = `tried on the same recordings: ${kept} of ${trial.connections} connections keep it`;
  const lines = [
    head,
    own,
    ...(left > 0 ? [`left out: ${left} connections, on more paths than are looked at`] : []),
    ...some("set aside, too rare to be a rule", doubts.map(doubtText)),
    ...some(
      "still broken",
      broken.map(({ rule, place, count, summary }) => `${rule} ${count} times: ${summary} (${place})`),
    ),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function doubtText({ what, count, of, first }: Doubt): string {
  return `${what}: ${count} of ${of}${first === null ? "" : `, first in ${shownSeen(first)}`}`;
}

function some(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length > MOST ? [`  ... and ${lines.length - MOST} more`] : [];
  return [`${title}:`, ...lines.slice(0, MOST).map((line) => `  ${line}`), ...more];
}
