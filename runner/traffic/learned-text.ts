import { type Doubt, shownSeen } from "../../learning/index.ts";
import type { Learned } from "./learn.ts";

const MOST = 20;

/** What a person should know of a proposal, besides what stands in it. */
export function learnedText({
  kind,
  frames,
  text,
  connections,
  channels,
  doubts,
  trial,
  left,
}: Learned): string {
  const { kept, broken } = trial;
  const head = `${kind === "overlay" ? "an overlay" : "a document"} learned from ${of(frames, "frame")} of ${of(connections, "connection")} on ${of(channels, "channel")}`;
  const own = `tried on the same recordings: ${kept} of ${of(trial.connections, "connection")} ${kept === 1 ? "keeps" : "keep"} it`;
  const lines = [
    head,
    own,
    ...(text === "" ? ["nothing is proposed, and nothing written: the document says all of it"] : []),
    ...(left > 0 ? [`left out: ${of(left, "connection")}, on more paths than are looked at`] : []),
    ...some("set aside, too rare to be a rule or refused as the document says", doubts.map(doubtText)),
    ...some(
      "still broken",
      broken.map(({ rule, place, count, summary }) => `${rule} ${of(count, "time")}: ${summary} (${place})`),
    ),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** So many of a thing, in words. */
function of(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}

function doubtText({ what, count, of: all, first }: Doubt): string {
  return `${what}: ${count} of ${all}${first === null ? "" : `, first in ${shownSeen(first)}`}`;
}

function some(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length > MOST ? [`  ... and ${lines.length - MOST} more`] : [];
  return [`${title}:`, ...lines.slice(0, MOST).map((line) => `  ${line}`), ...more];
}
