import { expect } from "chai";
import { fairNow } from "../../harness/fair-clock.ts";

describe("harness/fair-clock", () => {
  const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 300));

  function stall(ms: number): void {
    const until = performance.now() + ms;
    while (performance.now() < until);
  }

  it("counts at most a second of a stall of this process, and never goes back", async () => {
    fairNow();
    await turn();
    const before = fairNow();
    stall(2000);
    const inside = fairNow();
    await turn();
    const after = fairNow();
    expect(inside - before).to.be.within(500, 1100);
    expect(after).to.be.at.least(inside);
    expect(after - before).to.be.below(1800);
  });

  it("goes with the wall's clock otherwise", async () => {
    const [fair, wall] = [fairNow(), performance.now()];
    await turn();
    expect(fairNow() - fair).to.be.closeTo(performance.now() - wall, 20);
  });
});
