import { expect } from "chai";
import type { Contract } from "../../../contract/model.ts";
import { DOCUMENT_PAIRS } from "./all-pairs.ts";
import { inTable } from "./pairs/pair.ts";
import { BASE, diff, edited, read } from "./read.ts";

const base = read(BASE).contract;

function got(before: Contract, after: Contract): string[] {
  return [...new Set(diff(before, after).map(inTable))].sort();
}

describe("diff of documents", () => {
  for (const { name, edits, want, back } of DOCUMENT_PAIRS) {
    let known: Contract | null = null;
    const other = (): Contract => (known ??= read(edited(edits)).contract);
    it(name, () => {
      expect(got(base, other())).to.deep.equal([...want].sort());
    });
    it(`${name}, and back`, () => {
      expect(got(other(), base)).to.deep.equal([...back].sort());
    });
  }
});
