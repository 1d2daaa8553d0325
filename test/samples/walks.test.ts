import { expect } from "chai";
import { assert, check, property } from "fast-check";
import {
  type Channel,
  createFrameReader,
  loadContract,
  pointerGet,
  stepSequence,
} from "../../contract/index.ts";
import { brokenFrames, jsonText, type WalkStep, walksOf } from "../../samples/public.ts";

const { contract } = await loadContract("asyncapi.yaml");
const reader = createFrameReader(contract);

/** Does every step follow from the one before it? */
function keepsTo({ conversation }: Channel, steps: readonly WalkStep[]): boolean {
  if (conversation.kind === "any") return true;
  let state: number | null = 0;
  for (const { operation } of steps)
    state = state === null ? null : stepSequence(conversation.sequence, state, operation);
  return state !== null;
}

function idsAt(channel: Channel, { message, payload }: WalkStep): string {
  const pointers = channel.messages.find(({ name }) => name === message)?.correlation ?? [];
  return JSON.stringify(pointers.map((pointer) => pointerGet(payload, pointer) ?? null));
}

describe("walks", () => {
  for (const channel of contract.channels.filter(({ operations }) =>
    operations.some(({ kind }) => kind === "client"),
  ))
    it(`keep to the conversation and say valid messages: ${channel.name}`, () => {
      assert(
        property(walksOf(contract, channel), (steps) => {
          for (const { message, payload } of steps) {
            const read = reader.read(channel, "client", { kind: "text", text: JSON.stringify(payload) });
            expect(read.kind, JSON.stringify([message, payload])).to.equal("message");
          }
          return steps.length > 0 && keepsTo(channel, steps);
        }),
        { numRuns: 20, seed: 4 },
      );
    });

  it("give each exchange ids of its own", () => {
    const channel = contract.channels.find(({ messages, operations }) =>
      operations.some(
        (one) =>
          one.kind === "client" &&
          one.interrupts.length === 0 &&
          messages.some(({ name, correlation }) => one.requests.includes(name) && correlation.length > 0),
      ),
    );
    if (channel === undefined) throw new Error("the reference document has correlated exchanges");
    const starts = new Set(
      channel.operations
        .filter((one) => one.kind === "client" && one.interrupts.length === 0)
        .map(({ name }) => name),
    );
    let compared = 0;
    assert(
      property(walksOf(contract, channel, { most: 12 }), (steps) => {
        const ids = steps
          .filter(({ operation }) => starts.has(operation))
          .map((step) => idsAt(channel, step))
          .filter((one) => !/^\[(null)?\]$/.test(one));
        compared += ids.length;
        return new Set(ids).size === ids.length;
      }),
      { numRuns: 40, seed: 9 },
    );
    expect(compared).to.be.above(40);
  });

  it("shrink to the fewest steps that still break the rule", () => {
    const channel =
      contract.channels.find(({ conversation }) => conversation.kind === "sequence") ?? contract.channels[0];
    if (channel === undefined) throw new Error("the reference document has channels");
    const failed = check(
      property(walksOf(contract, channel), (steps) => steps.length < 3),
      { seed: 1, numRuns: 200 },
    );
    expect(failed.counterexample?.[0]).to.have.length(3);
  });
});

describe("broken frames", () => {
  const frames = brokenFrames({ type: "hello", text: "hi" });
  const textOf = (label: string): string =>
    new TextDecoder().decode(frames.find((one) => one.label === label)?.bytes);

  it("are no JSON where they say so, and JSON where they are hostile", () => {
    for (const { bytes, why, label } of frames) {
      const parse = (): unknown => JSON.parse(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
      if (why === "malformed") expect(parse, label).to.throw(SyntaxError);
      if (why === "hostile") expect(parse, label).not.to.throw();
    }
  });

  it("are no UTF-8 where they say so", () => {
    for (const { bytes, why, label } of frames)
      if (why === "not UTF-8")
        expect(() => new TextDecoder("utf-8", { fatal: true }).decode(bytes), label).to.throw(TypeError);
  });

  it("read as what they are", () => {
    expect(textOf("a trailing comma")).to.equal('{"type":"hello","text":"hi",}');
    expect(textOf("NaN")).to.equal('{"type":NaN,"text":"hi"}');
    expect(textOf("the same key twice")).to.equal('{"type":"hello","type":"hello","text":"hi"}');
    expect(textOf("a __proto__ of its own")).to.contain('"__proto__":{"polluted":true}');
  });

  it("keep a negative zero", () => {
    expect(jsonText({ a: [-0, 0, "x"] })).to.equal('{"a":[-0,0,"x"]}');
  });
});
