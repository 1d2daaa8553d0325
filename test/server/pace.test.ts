import { expect } from "chai";
import type { ClientOperation, Deadline } from "../../contract/model.ts";
import { paceOf } from "../../server/pace.ts";
import { WORKSHOP } from "./workshop.ts";

function operationWith(within: Deadline, gap: Deadline): ClientOperation {
  const found = WORKSHOP.channels[0]?.operations.find(({ kind }) => kind === "client");
  if (found?.kind !== "client") throw new Error("the workshop has no operation");
  return { ...found, within, gap };
}

const FREE = operationWith({ kind: "patience" }, { kind: "patience" });

describe("the pace of a stream", () => {
  it("is as long as asked between two messages, and begins at once", () => {
    const pace = paceOf(40, 1);
    expect([0, 1, 2].map((index) => pace(FREE, index))).to.deep.equal([0, 40, 40]);
  });

  it("is uneven where it is real, thinks first, and is the same for the same seed", () => {
    const times = (seed: number): number[] => {
      const pace = paceOf("real", seed);
      return Array.from({ length: 20 }, (_, index) => pace(FREE, index));
    };
    const [first = 0, ...others] = times(7);
    expect(first).to.be.within(150, 450);
    for (const ms of others) expect(ms).to.be.within(20, 120);
    expect(new Set(others).size).to.be.greaterThan(5);
    expect(times(7)).to.deep.equal([first, ...others]);
    expect(times(8)).not.to.deep.equal(times(7));
  });

  it("keeps within half of a declared deadline", () => {
    const deadline = (ms: number): Deadline => ({ kind: "declared", ms, place: "#" });
    const pace = paceOf("real", 1);
    expect(pace(operationWith(deadline(100), deadline(10)), 0)).to.equal(50);
    expect(pace(operationWith(deadline(100), deadline(10)), 1)).to.equal(5);
  });
});
