import { expect } from "chai";
import type { Contract } from "../../contract/model.ts";
import { affectedTests, type PlanMemory, planTests, renderTests } from "../../generator/index.ts";
import { read as readText } from "../contract/document-fixture.ts";

const OPTIONS = { values: {}, seed: 1, maxWaitMs: 5000 };

/** Two channels; on the first a request with one reply, one with items, and refusals that name an error. */
const DOCUMENT = `
asyncapi: 3.1.0
info: { title: rooms, version: 1.0.0 }
x-contract: { version: 1 }
channels:
  room:
    address: /room
    x-contract: { rejects: { invalid: { reply: error } } }
    messages:
      ask: { payload: { type: object, required: [type], properties: { type: { const: ask }, text: { type: string, maxLength: 40 } } } }
      answer: { payload: { type: object, required: [type], properties: { type: { const: answer }, text: { type: string, maxLength: 41 } } } }
      count: { payload: { type: object, required: [type], properties: { type: { const: count } } } }
      number: { payload: { type: object, required: [type], properties: { type: { const: number }, is: { type: integer, maximum: 42 } } } }
      error: { x-contract: { error: true }, payload: { type: object, required: [type], properties: { type: { const: error }, code: { type: string, maxLength: 43 } } } }
  yard:
    address: /yard
    messages:
      call: { payload: { type: object, required: [type], properties: { type: { const: call }, text: { type: string, maxLength: 44 } } } }
      echo: { payload: { type: object, required: [type], properties: { type: { const: echo }, text: { type: string, maxLength: 45 } } } }
operations:
  ask: { action: receive, channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/ask' }], reply: { messages: [{ $ref: '#/channels/room/messages/answer' }] } }
  count: { action: receive, channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/count' }], reply: { messages: [{ $ref: '#/channels/room/messages/number' }] }, x-contract: { sequence: number+ } }
  call: { action: receive, channel: { $ref: '#/channels/yard' }, messages: [{ $ref: '#/channels/yard/messages/call' }], reply: { messages: [{ $ref: '#/channels/yard/messages/echo' }] } }
`;

async function contractOf(from = "", to = ""): Promise<Contract> {
  if (from !== "" && DOCUMENT.split(from).length < 2) throw new Error(`the document has no ${from}`);
  return (await readText(DOCUMENT.replace(from, to))).contract;
}

/** Titles of all tests that a change of the text affects, and how many there are. */
async function affectedBy(
  from: string,
  to: string,
): Promise<{ readonly titles: readonly string[]; readonly all: number; readonly promises: boolean }> {
  const sides = [await contractOf(), await contractOf(from, to)].map((contract) => ({
    contract,
    plan: planTests(contract, OPTIONS),
  }));
  const [before, after] = sides;
  if (before === undefined || after === undefined) throw new Error("there are two");
  const { tests, promises } = affectedTests(before, after);
  const all = after.plan.files.flatMap(({ groups }) => groups.flatMap((group) => group.tests)).length;
  return { titles: [...tests.values()].flat().map((title) => title.join(" > ")), all, promises };
}

describe("which tests a change concerns", () => {
  it("none for what nobody hears: a title", async () => {
    const { titles, promises } = await affectedBy("title: rooms", "title: chambers");
    expect(titles).to.deep.equal([]);
    expect(promises).to.equal(false);
  });

  it("of a request: those that send it otherwise, or make it when they run, on its channel alone", async () => {
    const { titles, all, promises } = await affectedBy("maxLength: 40", "maxLength: 30");
    expect(titles.filter((title) => !title.includes("- room"))).to.deep.equal([]);
    expect(titles).to.include("message - room > ask > accepts text of 30 characters (maxLength 30)");
    expect(titles).to.include("property - room > ask > accepts any valid ask");
    expect(titles.some((title) => title.startsWith("property - room > walk"))).to.equal(true);
    expect(titles.length).to.be.lessThan(all / 3);
    expect(promises).to.equal(true);
  });

  it("of a reply: every test that asks for it, though not one byte of the tests is another", async () => {
    const { titles } = await affectedBy("maximum: 42", "maximum: 7");
    const texts = await Promise.all(
      [contractOf(), contractOf("maximum: 42", "maximum: 7")].map(async (contract) =>
        renderTests(planTests(await contract, OPTIONS)),
      ),
    );
    expect(texts[1]).to.deep.equal(texts[0]);
    expect(titles).to.include.members([
      "message - room > count > accepts only what is required",
      "property - room > count > accepts any valid count",
    ]);
    expect(titles.filter((title) => title.includes("- yard"))).to.deep.equal([]);
    expect(titles.some((title) => title.startsWith("message - room > ask"))).to.equal(false);
  });

  it("of what may come at any time: every test of the channel that runs", async () => {
    const { titles } = await affectedBy("maxLength: 43", "maxLength: 7");
    const plan = planTests(await contractOf(), OPTIONS);
    const onRoom = plan.files
      .filter(({ channel }) => channel === "room")
      .flatMap(({ groups }) => groups.flatMap(({ tests }) => tests))
      .filter(({ kind }) => kind === "scenario");
    expect(titles.length).to.equal(onRoom.length);
  });

  it("of what concerns every connection: all that run", async () => {
    const { titles, all } = await affectedBy(
      "x-contract: { version: 1 }",
      "x-contract: { version: 1, rejects: { unknownChannel: { status: 404 } } }",
    );
    expect(titles.length).to.be.greaterThan(all / 2);
  });
});

describe("planning with a memory", () => {
  it("plans the channel anew that has changed, and no other", async () => {
    const memory: PlanMemory = new Map();
    const before = planTests(await contractOf(), OPTIONS, memory);
    const after = planTests(await contractOf("maxLength: 40", "maxLength: 30"), OPTIONS, memory);
    const same = after.files.filter((file) => before.files.includes(file));
    expect(new Set(same.map(({ channel }) => channel))).to.deep.equal(new Set(["yard"]));
    expect(
      planTests(await contractOf("maxLength: 40", "maxLength: 30"), { ...OPTIONS, seed: 2 }, memory),
    ).to.have.property("seed", 2);
  });
});
