import { expect } from "chai";
import { loadContract } from "../../contract/index.ts";
import type { Contract } from "../../contract/model.ts";
import { declaredItems } from "../../judge/index.ts";
import type { RunEvent } from "../../report/index.ts";
import { coverageBook } from "../../runner/coverage-book.ts";
import { folderWith } from "../config/folder.ts";

const DOCUMENT = `
asyncapi: 3.0.0
info: { title: T, version: '1' }
x-contract: { version: 1 }
channels:
  chat:
    address: /chat
    messages:
      ask: { payload: { type: object, required: [type], properties: { type: { const: ask } } } }
      done: { payload: { type: object, required: [type], properties: { type: { const: done } } } }
operations:
  ask:
    action: receive
    channel: { $ref: '#/channels/chat' }
    messages: [{ $ref: '#/channels/chat/messages/ask' }]
    reply: { channel: { $ref: '#/channels/chat' }, messages: [{ $ref: '#/channels/chat/messages/done' }] }
    x-contract: { sequence: done, within: 1s }
`;
const WITHIN = "#/operations/ask/x-contract/within";
const SEQUENCE = "#/operations/ask/x-contract/sequence";

describe("runner/coverage-book", () => {
  let contract: Contract;
  before(async () => {
    const folder = folderWith({ "asyncapi.yaml": DOCUMENT });
    try {
      ({ contract } = await loadContract("asyncapi.yaml", { cwd: folder.path }));
    } finally {
      folder.remove();
    }
  });

  /** The reasons at a place after these events. */
  function reasonsAt(place: string, events: readonly RunEvent[]): string[] {
    const book = coverageBook(contract, null);
    for (const event of events) book.take(event);
    const { items } = book.close().coverage;
    const found = items.filter((one) => one.place === place).map(({ reason }) => reason);
    expect(found, `nothing is declared at ${place}`).not.to.be.empty;
    return [...new Set(found)];
  }

  it("says of what was broken each time that it was broken", () => {
    expect(reasonsAt(WITHIN, [violated(WITHIN)])).to.deep.equal(["broken"]);
    expect(reasonsAt(SEQUENCE, [violated(WITHIN)])).to.deep.equal(["not steerable"]);
  });

  it("says it too where all tests of a promise failed by a violation, not by a fault of the test's own", () => {
    expect(reasonsAt(SEQUENCE, [finished("failed", "SCHEMA")])).to.deep.equal(["broken"]);
    expect(reasonsAt(SEQUENCE, [finished("failed", "")])).to.deep.equal(["not steerable"]);
  });

  it("counts as exercised what was kept at another time", () => {
    const items = declaredItems(contract)
      .filter(({ place }) => place === WITHIN)
      .map(({ id }) => id);
    const events = [violated(WITHIN), { kind: "covered", test: "t", items } as const, violated(WITHIN)];
    expect(reasonsAt(WITHIN, events)).to.deep.equal([""]);
  });

  it("says rather that it was broken than that it could not be reached", () => {
    const verdict = {
      kind: "notReached",
      place: WITHIN,
      reason: "ended before",
      at: 1,
      connection: "a",
    } as const;
    const unreached = { kind: "verdict", test: "t", verdict } as const;
    expect(reasonsAt(WITHIN, [unreached])).to.deep.equal(["ended before"]);
    expect(reasonsAt(WITHIN, [violated(WITHIN), unreached])).to.deep.equal(["broken"]);
  });
});

function violated(place: string): RunEvent {
  const said = { summary: "", promised: "", got: "", faults: [] };
  const violation = { rule: "SCHEMA", place, connection: "a", at: 1, frame: null, ...said } as const;
  return { kind: "verdict", test: "t", verdict: { kind: "violated", violation } };
}

function finished(state: "failed", rule: string): RunEvent {
  const said = {
    title: ["t"],
    durationMs: 1,
    error: rule === "" ? "EXCEPTION" : "",
    pending: "",
    text: "",
  } as const;
  return { kind: "testFinished", id: "t", state, rule, covers: [SEQUENCE], ...said };
}
