import type { FaultSites } from "../server/faults/index.ts";
import { visibleJson } from "../contract/plain-text.ts";
import { loadDocument, type Document } from "./document.ts";

interface FaultLine {
  readonly family: string;
  readonly name: string;
  /** The rule that names it. */
  readonly rule: string;
  readonly summary: string;
  /** Where it can show, or why it can't; "" without a document. */
  readonly where: string;
}

/**
 * `asyncproof serve --list-faults`: every fault by families, with the rule that names it and what goes wrong; with a
 * document also where each can show in it, or why it can't.
 */
export async function faultsText(document: Document | null, json: boolean = false): Promise<string> {
  const lines = await linesOf(document);
  if (json) return `${visibleJson({ faults: lines }, 2)}\n`;
  const width = Math.max(...lines.map(({ name }) => name.length));
  const families = [...new Set(lines.map(({ family }) => family))];
  return families
    .map((family) => {
      const rows = lines.filter((line) => line.family === family).map((line) => rowOf(line, width));
      return `${family}\n${rows.join("")}`;
    })
    .join("\n");
}

function rowOf({ name, rule, summary, where }: FaultLine, width: number): string {
  const below = where === "" ? "" : `${" ".repeat(width + 4)}${where}\n`;
  return `  ${name.padEnd(width)}  ${rule.padEnd(19)}  ${summary}\n${below}`;
}

async function linesOf(document: Document | null): Promise<FaultLine[]> {
  const { FAULT_FAMILIES, faultSites } = await import("../server/faults/index.ts");
  const sites = document === null ? [] : faultSites((await loadDocument(document)).contract);
  return FAULT_FAMILIES.flatMap(({ name: family, faults }) =>
    faults.map(({ name, rule, summary }) => {
      const found = sites.find(({ fault }) => fault.name === name);
      return { family, name, rule, summary, where: found === undefined ? "" : whereOf(found) };
    }),
  );
}

function whereOf(found: FaultSites): string {
  if (found.kind === "none") return `not here: ${found.why}`;
  if (found.kind === "unsaid") return `not here: no \`${found.keyword}\``;
  const names = found.places.map(({ channel, operation }) => operation || channel || "everywhere");
  return `at ${[...new Set(names)].join(", ")}`;
}
