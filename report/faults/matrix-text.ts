import type { Colours } from "../colours.ts";
import { commandless, oneLine } from "../../contract/plain-text.ts";
import { hang } from "../hang.ts";
import type { FaultMatrix, FaultRow, FaultState, Score, SiteRow } from "./matrix.ts";

export interface MatrixStyle {
  readonly width: number;
  readonly colours: Colours;
  /** `quiet`: what is not killed and the score; `verbose`: every place besides. */
  readonly detail: "quiet" | "normal" | "verbose";
}

const WORDS: { readonly [state in FaultState]: string } = {
  killed: "killed",
  survived: "SURVIVED",
  unsaid: "UNSAID",
  equivalent: "equivalent",
  notApplicable: "not here",
};
const NAME_COLUMN = 28;

/** The matrix for a terminal: families, faults and what became of them; the score last. */
export function matrixText(matrix: FaultMatrix, style: MatrixStyle): string {
  const families = [...new Set(matrix.faults.map(({ family }) => family))];
  const blocks = families
    .map((family) => familyText(family, matrix.faults, style))
    .filter((text) => text !== "");
  return `${[...blocks, scoreText(matrix, style)].join("\n")}`;
}

function familyText(family: string, all: readonly FaultRow[], style: MatrixStyle): string {
  const rows = all.filter((row) => row.family === family).filter((row) => isShown(row, style));
  if (rows.length === 0) return "";
  return `${style.colours.bold(commandless(oneLine(family)))}\n${rows.map((row) => rowText(row, style)).join("")}`;
}

function isShown({ state }: FaultRow, { detail }: MatrixStyle): boolean {
  return detail !== "quiet" || (state !== "killed" && state !== "notApplicable");
}

function rowText(row: FaultRow, style: MatrixStyle): string {
  const { state, name, sites, rules, why } = row;
  const head = `  ${name.padEnd(NAME_COLUMN)} ${coloured(state, WORDS[state], style)}`;
  const places = sites.length > 1 ? ` at ${sites.length} places` : "";
  const lines =
    state === "killed"
      ? [`${head}  ${oneLine(rules[0] ?? "")}${places}\n`]
      : [`${head}\n`, indented(why, style)];
  const shown = sites.filter((site) => style.detail === "verbose" || site.state !== "killed");
  return [...lines, ...shown.map((site) => siteText(site, style))].join("");
}

function siteText({ at, why, killedBy }: SiteRow, style: MatrixStyle): string {
  const [killer] = killedBy;
  return indented(`${at}: ${killer === undefined ? why : `${killer.rule}, ${killer.test}`}`, style);
}

const INDENT = 6;

function indented(text: string, { width }: MatrixStyle): string {
  return `${" ".repeat(INDENT)}${hang(INDENT, commandless(oneLine(text)), width)}\n`;
}

function coloured(state: FaultState, text: string, { colours }: MatrixStyle): string {
  if (state === "killed") return colours.green(text);
  return state === "survived" || state === "unsaid" ? colours.red(text) : colours.dim(text);
}

function scoreText(
  { score, faults, tests, durationMs, cpuMs }: FaultMatrix,
  { colours, width, detail }: MatrixStyle,
): string {
  const colour = score.percent === 100 ? colours.green : colours.red;
  const rest = hang(
    0,
    `${restText(score)}; ${tests} tests${detail === "quiet" ? "" : lonelyText(faults)}`,
    width,
  );
  return `${colour(killText(score))}${colours.dim(`  (${seconds(durationMs)}, ${seconds(cpuMs)} CPU)`)}\n${rest}\n`;
}

/** Where nothing stays green, a kill says only that something is broken. */
function lonelyText(faults: readonly FaultRow[]): string {
  const lonely = faults.filter(
    ({ state, sites }) => state === "killed" && sites.every(({ green }) => green === ""),
  );
  const names = lonely.map(({ name, sites }) => (sites.some(isSpoilt) ? `${name} (though it has to)` : name));
  return names.length === 0 ? "" : `; no test of another family stays green with ${names.join(", ")}`;
}

function isSpoilt({ spoilt }: SiteRow): boolean {
  return spoilt.length > 0;
}

/** `killed 61 of 62 faults (98 %)` */
export function killText({ killed, survived, unsaid, equivalent, percent }: Score): string {
  return `killed ${killed} of ${killed + survived + unsaid + equivalent} faults (${percent} %)`;
}

function restText({ survived, unsaid, equivalent, notApplicable, places, placesKilled }: Score): string {
  const parts = [
    `${survived} survived`,
    `${unsaid} can't be seen as the document says nothing of them`,
    ...(equivalent === 0 ? [] : [`${equivalent} change nothing`]),
    `${notApplicable} have no place here`,
    `${placesKilled} of ${places} places`,
  ];
  return parts.join(", ");
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
