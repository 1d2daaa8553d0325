import type { Side } from "../../contract/frame.ts";
import type { ConnectionId, FrameId } from "../model.ts";
import { cut } from "./words.ts";

/** One line of a sequence chart: a frame, or (`frame: null`) an open, a close, a refusal. */
export interface ChartFrame {
  readonly frame: FrameId | null;
  /** Milliseconds on any clock; shown since the first frame of the chart. */
  readonly at: number;
  readonly connection: ConnectionId;
  readonly from: Side;
  /** Message name, or what it is: `text`, `binary`, `open`, `close 1000`, `refused 401`. */
  readonly label: string;
}

/** Where in the chart something happened, or should have. */
export interface ChartMark {
  readonly connection: ConnectionId;
  readonly at: number;
  readonly frame: FrameId | null;
}

interface Row extends ChartFrame {
  readonly here: boolean;
  /** How many more of the same followed. */
  more: number;
}

const LONGEST_LABEL = 28;
const LONGEST_NAME = 16;
const SHORTEST_ARROW = 17;
/** Of a long chart, the first and the last rows. */
const FIRST = 4;
const LAST = 16;

/**
 * Draws frames as arrows between client and server, in order, with times; equal neighbours are folded. The client is
 * named by its connection where there are several. `mark` gets `<-- here`, as a row of its own where nothing came.
 */
export function chart(frames: readonly ChartFrame[], mark: ChartMark | null = null): string {
  const rows = fold(withMark(frames, mark));
  const start = rows[0]?.at ?? 0;
  const several = new Set(rows.map(({ connection }) => connection)).size > 1;
  const name = (row: Row): string => (several ? cut(row.connection, LONGEST_NAME) : "client");
  const widths = {
    name: Math.max(0, ...rows.map((row) => name(row).length)),
    arrow: Math.max(SHORTEST_ARROW, ...rows.map(({ label }) => cut(label, LONGEST_LABEL).length + 6)),
  };
  return shortened(rows)
    .map((row) =>
      typeof row === "string"
        ? row
        : `${name(row).padEnd(widths.name)} ${arrow(row, widths.arrow)} server${time(row.at - start)}${notes(row)}`,
    )
    .join("\n");
}

function withMark(frames: readonly ChartFrame[], mark: ChartMark | null): Row[] {
  const index = mark === null ? -1 : markedIndex(frames, mark);
  const rows = frames.map((frame, at): Row => ({ ...frame, here: at === index, more: 0 }));
  if (mark === null || index >= 0) return rows;
  const later = rows.findIndex(({ at }) => at > mark.at);
  const { connection, at } = mark;
  const nothing: Row = {
    frame: null,
    at,
    connection,
    from: "server",
    label: "(nothing)",
    here: true,
    more: 0,
  };
  rows.splice(later < 0 ? rows.length : later, 0, nothing);
  return rows;
}

/** The frame itself; without one, what happened on the connection at just that time. */
function markedIndex(frames: readonly ChartFrame[], { frame, connection, at }: ChartMark): number {
  if (frame !== null) return frames.findIndex((one) => one.frame === frame);
  return frames.findIndex(
    (one) => one.frame === null && one.connection === connection && one.at === at && one.from === "server",
  );
}

function fold(rows: readonly Row[]): Row[] {
  const folded: Row[] = [];
  for (const row of rows) {
    const last = folded.at(-1);
    if (last !== undefined && !row.here && !last.here && isSame(last, row)) last.more += 1;
    else folded.push({ ...row });
  }
  return folded;
}

function isSame(one: Row, other: Row): boolean {
  return (
    one.frame !== null &&
    other.frame !== null &&
    one.connection === other.connection &&
    one.from === other.from &&
    one.label === other.label
  );
}

function shortened(rows: readonly Row[]): (Row | string)[] {
  const here = rows.findIndex((row) => row.here);
  const shown = here < 0 ? rows : rows.slice(0, here + 3);
  const left = shown.length - FIRST - LAST;
  if (left <= 1) return [...shown];
  return [...shown.slice(0, FIRST), `  ... ${left} more`, ...shown.slice(-LAST)];
}

function arrow({ label, from }: Row, width: number): string {
  const text = cut(label, LONGEST_LABEL);
  return from === "client"
    ? `--${text}${"-".repeat(width - text.length - 3)}>`
    : `<${"-".repeat(width - text.length - 3)}${text}--`;
}

function time(ms: number): string {
  return ` ${String(Math.round(ms)).padStart(4)} ms`;
}

function notes({ more, here }: Row): string {
  return `${more > 0 ? `   (${more} more)` : ""}${here ? "   <-- here" : ""}`;
}
