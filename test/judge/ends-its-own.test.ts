import { expect } from "chai";
import { client } from "./contract-parts.ts";
import { contractOf } from "./contract-builder.ts";
import { Traffic } from "./traffic.ts";

/** A prompt without an id ends the one that runs, as where somebody speaks into an answer. */
function room(): Traffic {
  const contract = contractOf({
    main: {
      messages: { prompt: {}, started: {}, token: {}, done: {} },
      operations: [client("prompt", "started token* done", { interrupts: ["prompt"] })],
    },
  });
  const t = new Traffic(contract);
  t.open();
  return t;
}

const say = (t: Traffic, ...types: readonly string[]): void => {
  for (const type of types) {
    if (type === "prompt") t.sends({ type });
    else t.gets({ type });
  }
};

describe("judge: a request that ends the one of its own kind", () => {
  const right: [what: string, types: readonly string[]][] = [
    ["while it is answered", ["prompt", "started", "token", "prompt", "token", "started", "token", "done"]],
    ["right behind it, both begun", ["prompt", "prompt", "started", "started", "token", "done"]],
    ["right behind it, before it was begun", ["prompt", "prompt", "started", "token", "done"]],
    ["twice", ["prompt", "prompt", "prompt", "started", "started", "done"]],
  ];
  for (const [what, types] of right)
    it(`may come ${what}`, () => {
      const t = room();
      say(t, ...types);
      t.wait(20_000);
      expect(t.rules).to.deep.equal([]);
    });

  it("is owed an answer all the same", () => {
    const t = room();
    say(t, "prompt", "started", "token", "prompt");
    t.wait(20_000);
    expect(t.rules).to.deep.equal(["NO-REPLY"]);
  });

  it("leaves nothing of the one that it has ended", () => {
    const t = room();
    say(t, "prompt", "started", "prompt", "started", "done", "token");
    expect(t.rules).to.deep.equal(["AFTER-INTERRUPT"]);
  });
});
