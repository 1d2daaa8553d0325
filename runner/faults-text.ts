import { loadDocument, type Document } from "./document.ts";

/**
 * `asyncproof serve --list-faults`: every fault by families, with the rule that names it and what goes wrong; with a
 * document also where each can show in it, or why it can't.
 */
export async function faultsText(document: Document | null): Promise<string> {
  const { FAULT_FAMILIES, faultSites } = await import("../server/faults/index.ts");
  const sites = document === null ? [] : faultSites((await loadDocument(document)).contract);
  const width = Math.max(...FAULT_FAMILIES.flatMap(({ faults }) => faults.map(({ name }) => name.length)));
  const where = (name: string): string => {
    const found = sites.find(({ fault }) => fault.name === name);
    if (found === undefined) return "";
    if (found.kind === "none") return `${indent}not here: ${found.why}\n`;
    if (found.kind === "unsaid") return `${indent}not here: no \`${found.keyword}\`\n`;
    const names = found.places.map(({ channel, operation }) => operation || channel || "everywhere");
    return `${indent}at ${[...new Set(names)].join(", ")}\n`;
  };
  const indent = " ".repeat(width + 4);
  return FAULT_FAMILIES.map(({ name, faults }) => {
    const rows = faults.map(
      (fault) =>
        `  ${fault.name.padEnd(width)}  ${fault.rule.padEnd(19)}  ${fault.summary}\n${where(fault.name)}`,
    );
    return `${name}\n${rows.join("")}`;
  }).join("\n");
}
