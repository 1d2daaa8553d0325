import { expect } from "chai";
import type { Contract } from "../../../contract/model.ts";
import { DOCUMENT_PAIRS } from "./all-pairs.ts";
import { inTable } from "./pairs/pair.ts";
import { BASE, diff, edited, read } from "./read.ts";

const { contract: base } = await read(BASE);

function got(before: Contract, after: Contract): string[] {
  return [...new Set(diff(before, after).map(inTable))].sort();
}

describe("diff of documents", () => {
  for (const { name, edits, want, back } of DOCUMENT_PAIRS) {
    let known: Contract | null = null;
    const other = async (): Promise<Contract> => {
      known ??= (await read(edited(edits))).contract;
      return known;
    };
    it(name, async () => {
      expect(got(base, await other())).to.deep.equal([...want].sort());
    });
    it(`${name}, and back`, async () => {
      expect(got(await other(), base)).to.deep.equal([...back].sort());
    });
  }
});
