import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FAULTS, FINDINGS } from "../../contract/finding-codes.ts";

const text = readFileSync(join(import.meta.dirname, "../../docs/asyncapi.md"), "utf8");

describe("docs/asyncapi.md", () => {
  it("says of every fault what it costs, and of nothing else", () => {
    const rows = [...text.slice(text.indexOf("## Mistakes")).matchAll(/^\| `([A-Z-]+)` +\|/gm)];
    expect(rows.map(([, code]) => code).sort()).to.deep.equal([...FAULTS].sort());
  });

  it("names no finding that there is not", () => {
    const errors = ["DOCUMENT-INVALID", "NO-WEBSOCKET"];
    const named = [...text.matchAll(/`([A-Z]+(?:-[A-Z]+)+|MIRRORED)`/g)].map(([, code = ""]) => code);
    expect(named.filter((code) => !(code in FINDINGS) && !errors.includes(code))).to.deep.equal([]);
  });
});
