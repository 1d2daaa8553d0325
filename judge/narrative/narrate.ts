import type { SchemaFault } from "../../contract/frame.ts";
import { type LineMap, locate } from "../../contract/line-map.ts";
import type { Contract } from "../../contract/model.ts";
import { type ChartFrame, chart } from "./chart.ts";
import type { Violation } from "../model.ts";

export interface NarrateOptions {
  /** Family and channel, operation, title: what leads to the test. */
  readonly title: readonly string[];
  readonly contract: Contract;
  readonly lineMap: LineMap | null;
  /** What was said around it, in order, of all connections that matter. */
  readonly frames: readonly ChartFrame[];
  /** Address that the handshake asked for, where that is what it is about; "" for none. */
  readonly asked: string;
  /** Command that runs this again; "" for none. */
  readonly replay: string;
}

const WIDTH = 80;
const KEY_WIDTH = 11;
const MOST_FAULTS = 8;

/** A violation as a person reads it; no line feed at the end. */
export function narrate(
  violation: Violation,
  { title, contract, lineMap, frames, asked, replay }: NarrateOptions,
): string {
  const place = locate(lineMap, contract.document, violation.place);
  return [
    heading(title.join(" > "), violation.rule),
    ...wrapped(violation.summary, "", 2),
    ...wrapped(`${place}   ${violation.promised}`, "promised", 2 + KEY_WIDTH),
    ...wrapped(violation.got, "got", 2 + KEY_WIDTH),
    ...violation.faults.slice(0, MOST_FAULTS).flatMap((fault) => faultLines(fault, { contract, lineMap })),
    ...more(violation.faults.length - MOST_FAULTS),
    ...(asked === "" ? [] : [`  ${"asked".padEnd(KEY_WIDTH)}${asked}`]),
    ...(frames.length === 0
      ? []
      : chart(frames, violation)
          .split("\n")
          .map((line) => `  ${line}`)),
    ...(replay === "" ? [] : [`  ${"replay".padEnd(KEY_WIDTH)}${replay}`]),
  ].join("\n");
}

/** The rule's id at the right margin, or behind a title that is too long for it. */
function heading(title: string, rule: string): string {
  const room = WIDTH - title.length - rule.length;
  return `${title}${" ".repeat(room >= 2 ? room : 8)}${rule}`;
}

function faultLines(
  { at, message, place }: SchemaFault,
  { contract, lineMap }: Pick<NarrateOptions, "contract" | "lineMap">,
): string[] {
  const where = at === "" ? "(whole)" : at;
  return wrapped(`${where} ${message}   ${locate(lineMap, contract.document, place)}`, "", 2 + KEY_WIDTH);
}

function more(count: number): string[] {
  return count > 0 ? [`${" ".repeat(2 + KEY_WIDTH)}... ${count} more`] : [];
}

/** Text at an indentation, its key before the first line, broken between words at the right margin. */
function wrapped(text: string, key: string, indent: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.replaceAll("\n", " ").split(/(?<=\S)(?= )/)) {
    const fits = indent + line.length + word.length <= WIDTH;
    if (line === "" || fits) line += word;
    else {
      lines.push(line);
      line = word.trimStart();
    }
  }
  lines.push(line);
  return lines.map((one, index) => `${(index === 0 ? `  ${key}` : "").padEnd(indent)}${one}`);
}
