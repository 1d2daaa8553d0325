import { expect } from "chai";
import type { Coverage } from "../../judge/index.ts";
import { EMPTY_TALLY } from "../../report/index.ts";
import { exitCodeOf } from "../../runner/exit-code.ts";
import { type Gates, unmetGates } from "../../runner/gates.ts";
import { ToolError } from "../../contract/tool-error.ts";

const NONE: Gates = { minContractCoverage: null, maxUnspecified: null };
const REASONS: Coverage["reasons"] = {
  broken: 0,
  "needs trigger": 0,
  "needs example": 0,
  "longer than max-wait": 0,
  "not steerable": 1,
  "format unchecked": 0,
  "ended before": 0,
  "not tried": 0,
};
const END = {
  coverage: { exercised: 899, declared: 1000, reasons: REASONS, groups: [], items: [] },
  tally: { ...EMPTY_TALLY, kept: 1, unspecified: 3 },
};

describe("gates", () => {
  it("are met where nobody asks for them", () => expect(unmetGates(NONE, END)).to.deep.equal([]));

  it("say by how much contract coverage falls short, compared exactly", () => {
    expect(unmetGates({ ...NONE, minContractCoverage: 89.95 }, END)).to.deep.equal([
      "contract coverage 89.9 % is below 89.95 %",
    ]);
    expect(unmetGates({ ...NONE, minContractCoverage: 89.9 }, END)).to.deep.equal([]);
  });

  it("count unspecified tests", () => {
    expect(unmetGates({ ...NONE, maxUnspecified: 2 }, END)).to.deep.equal([
      "3 tests are unspecified, at most 2 may be",
    ]);
    expect(unmetGates({ ...NONE, maxUnspecified: 3 }, END)).to.deep.equal([]);
  });

  it("turn a green run red, and no run that could not be judged", () => {
    expect(exitCodeOf(END.tally, null, ["short"])).to.equal(1);
    expect(exitCodeOf(END.tally, null, [])).to.equal(0);
    expect(exitCodeOf(END.tally, new ToolError("X", "x"), ["short"])).to.equal(2);
  });
});
