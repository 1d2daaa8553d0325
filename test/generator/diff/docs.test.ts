import { expect } from "chai";
import { readFileSync } from "node:fs";
import { DIFF_RULES } from "../../../generator/diff/index.ts";
import { TOPICS } from "../../../generator/diff/schema-rules.ts";
import { DOCUMENT_PAIRS } from "./all-pairs.ts";
import { COMPOSED_PAIRS } from "./pairs/schemas-composed.ts";
import { SCALAR_PAIRS } from "./pairs/schemas-scalar.ts";
import { BASE, diff, read } from "./read.ts";

const text = readFileSync(new URL("../../../docs/diff-rules.md", import.meta.url), "utf8");
const sections = text.split(/^### /m).slice(1);
const documented = sections.map((section) => /^`([A-Z-]+)`$/m.exec(section)?.[1] ?? section);

function shown(): Set<string> {
  const schemas = [...SCALAR_PAIRS, ...COMPOSED_PAIRS].flatMap((pair) => [
    ...pair[3],
    ...pair[4],
    ...(pair[5] ?? []),
  ]);
  const reversed = Object.values(TOPICS).flatMap(({ narrowed, widened }) => [
    ...(schemas.includes(narrowed) ? [widened] : []),
    ...(schemas.includes(widened) ? [narrowed] : []),
  ]);
  const lines = DOCUMENT_PAIRS.flatMap(({ want, back }) => [...want, ...back]);
  return new Set([...lines.map((line) => line.split(" ").at(-1) ?? ""), ...schemas, ...reversed]);
}

describe("docs/diff-rules.md", () => {
  it("explains every rule, and no other", () => {
    expect([...documented].sort()).to.deep.equal([...DIFF_RULES].sort());
  });

  it("shows an example of each", () => {
    for (const section of sections) expect(section).to.match(/\n```diff\n[-+] [\s\S]+?\n```/);
  });

  it("has each rule in the table, but what can't be reached from its document", () => {
    const known = shown();
    expect(DIFF_RULES.filter((rule) => !known.has(rule))).to.deep.equal(["CONTENT-UNDECIDED"]);
  });

  it("tells CONTENT-UNDECIDED of two contents that nobody can check", async () => {
    const unchecked = (type: string): string =>
      BASE.replace("notice: { payload: {", `notice: { contentType: ${type}, payload: {`);
    const { contract: before } = await read(unchecked("application/x-one"));
    const { contract: after } = await read(unchecked("application/x-two"));
    expect(diff(before, after).map(({ rule, severity }) => [rule, severity])).to.deep.equal([
      ["CONTENT-UNDECIDED", "undecided"],
    ]);
  });
});
