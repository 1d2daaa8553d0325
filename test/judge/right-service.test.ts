import { expect } from "chai";
import { streaming } from "./contracts.ts";
import { RightService, randomFrom } from "./right-service.ts";
import { Traffic } from "./traffic.ts";

const RUNS = 100;
const STEPS = 120;

describe("judge: a right service at the end of a slow line", () => {
  it(`is never accused, whatever its client does (${RUNS} runs)`, () => {
    const contract = streaming();
    for (let seed = 1; seed <= RUNS; seed++) {
      const traffic = new Traffic(contract);
      traffic.open();
      const service = new RightService(traffic, randomFrom(seed));
      for (let step = 0; step < STEPS; step++) service.step();
      service.settle();
      traffic.wait(60_000);
      expect(traffic.violations, `seed ${seed}`).to.deep.equal([]);
    }
  });
});
