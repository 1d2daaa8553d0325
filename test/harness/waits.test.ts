import { expect } from "chai";
import { Waits } from "../../harness/waits.ts";

describe("harness/waits", () => {
  const late = (): never => {
    throw new Error("late");
  };

  async function failure(promise: Promise<unknown>): Promise<string> {
    return promise.then(
      () => "kept",
      (error: Error) => error.message,
    );
  }

  it("is over at once where the condition holds already", async () => {
    const waits = new Waits();
    const value = await waits.add({ ready: () => 7, limitMs: 1000, owed: () => false, late }, 0);
    expect(value).to.equal(7);
    expect(waits.deadline()).to.equal(Number.POSITIVE_INFINITY);
  });

  it("asks again when it is woken, and not before", async () => {
    const waits = new Waits();
    let asked = 0;
    let value: number | undefined;
    const ready = (): number | undefined => {
      asked += 1;
      return value;
    };
    const promise = waits.add({ ready, limitMs: 1000, owed: () => false, late }, 0);
    waits.wake(1);
    value = 8;
    waits.wake(2);
    expect(await promise).to.equal(8);
    expect(asked).to.equal(3);
  });

  it("is late at its limit where nothing is owed", async () => {
    const waits = new Waits();
    const promise = waits.add({ ready: () => undefined, limitMs: 100, owed: () => false, late }, 50);
    expect(waits.deadline()).to.equal(150);
    waits.wake(149);
    waits.wake(150);
    expect(await failure(promise)).to.equal("late");
  });

  it("goes on past its limit while the judge will decide, but not for ever", async () => {
    const waits = new Waits();
    const promise = waits.add({ ready: () => undefined, limitMs: 100, owed: () => true, late }, 0);
    let rounds = 0;
    for (; waits.deadline() < Number.POSITIVE_INFINITY; rounds += 1) waits.wake(waits.deadline());
    expect(await failure(promise)).to.equal("late");
    expect(rounds).to.be.within(2, 20);
  });

  it("rejects what waits and what comes later with the same error, once the scenario is broken", async () => {
    const waits = new Waits();
    const before = waits.add({ ready: () => undefined, limitMs: 100, owed: () => false, late }, 0);
    waits.rejectAll(new Error("broken"));
    const after = waits.add({ ready: () => 1, limitMs: 100, owed: () => false, late }, 0);
    expect(await failure(before)).to.equal("broken");
    expect(await failure(after)).to.equal("broken");
  });

  it("rejects with what the condition throws", async () => {
    const waits = new Waits();
    const ready = (): never => {
      throw new Error("no such thing");
    };
    expect(await failure(waits.add({ ready, limitMs: 1, owed: () => false, late }, 0))).to.equal(
      "no such thing",
    );
  });
});
