import { expect } from "chai";
import { arbitraryOf, checkProperty, type Shown } from "../../samples/public.ts";

const OPTIONS = { seed: 3, runs: 50, path: "", budgetMs: 5000 };
const anyNumber = arbitraryOf({ type: "integer", minimum: 0, maximum: 1000 });
const broken = (as: string): Promise<Shown> => Promise.resolve({ kind: "broken", as });
const held: Promise<Shown> = Promise.resolve({ kind: "held" });

describe("checkProperty", () => {
  it("holds after all runs", async () => {
    expect(await checkProperty(anyNumber, () => held, OPTIONS)).to.deep.equal({ kind: "held", runs: 50 });
  });

  it("gives the smallest value that breaks in the same way, not one that breaks in another", async () => {
    const attempt = (value: unknown): Promise<Shown> =>
      Number(value) > 100 ? broken("large") : Number(value) === 0 ? held : broken("small");
    const end = await checkProperty(anyNumber, (value) => (Number(value) > 0 ? attempt(value) : held), {
      ...OPTIONS,
      path: "",
    });
    expect(end.kind).to.equal("broken");
    expect([1, 101]).to.include(end.kind === "broken" ? end.value : null);
  });

  it("begins no value after its budget, and says how many it tried", async () => {
    const slow = (): Promise<Shown> =>
      new Promise((resolve) => setTimeout(() => resolve({ kind: "held" }), 30));
    const end = await checkProperty(anyNumber, slow, { ...OPTIONS, runs: 1000, budgetMs: 100 });
    expect(end.kind).to.equal("held");
    expect(end.runs).to.be.within(1, 6);
  });

  it("stops making a value smaller after the same time again, and keeps what it has", async () => {
    const slow = (): Promise<Shown> =>
      new Promise((resolve) => setTimeout(() => resolve({ kind: "broken", as: "always" }), 60));
    const end = await checkProperty(anyNumber, slow, { ...OPTIONS, budgetMs: 50 });
    expect(end).to.include({ kind: "broken", runs: 1 });
  });

  it("throws what is no fault of the value, at once", async () => {
    let tried = 0;
    const failing = (): Promise<Shown> => {
      tried += 1;
      return Promise.reject(new RangeError("not mine"));
    };
    const error: unknown = await checkProperty(anyNumber, failing, OPTIONS).catch((one: unknown) => one);
    expect(error).to.be.instanceOf(RangeError);
    expect(tried).to.equal(1);
  });
});
