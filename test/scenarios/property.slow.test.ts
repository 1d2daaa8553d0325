import { expect } from "chai";
import { planOf, testsOf } from "../generator/planned.ts";
import { referenceArena, runAgainst } from "./arena.ts";

/** The property row of the scenarios, and everything else that talks to that channel. */
const FAULT = "worn-out@agentExecute";
const PROPERTY = "property - agentExecute > walk > keeps to any walk through its operations";

describe("a fault that only a property test sees", function () {
  this.timeout(300_000);

  it(`is ${FAULT}: every other test of the channel stays green`, async () => {
    const titles = testsOf(await planOf("asyncapi.yaml"))
      .filter(
        ({ name, test }) => name.split(" > ")[0]?.endsWith(" - agentExecute") && test.kind === "scenario",
      )
      .map(({ name }) => name);
    expect(titles).to.include(PROPERTY).and.to.have.length.above(100);
    await using ground = await referenceArena();
    const outcomes = await runAgainst(ground.arena, { fault: FAULT, titles, patience: "long" });
    const red = [...outcomes].filter(([, { state }]) => state !== "passed").map(([title]) => title);
    expect(red).to.deep.equal([PROPERTY]);
  });
});
