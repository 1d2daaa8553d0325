import { expect } from "chai";
import { loadContract } from "../../contract/index.ts";
import type { Contract } from "../../contract/model.ts";
import { createFrameReader } from "../../contract/index.ts";
import {
  COVERAGE_REASONS,
  coverageOf,
  createCoverageTally,
  createJudge,
  declaredItems,
  type Coverage,
  NOT_REACHED,
  percentOf,
  type TrafficEvent,
} from "../../judge/index.ts";
import { folderWith } from "../config/folder.ts";

const DOCUMENT = `
asyncapi: 3.0.0
info: { title: T, version: '1' }
servers: { main: { host: 'localhost:1', protocol: ws } }
x-contract: { version: 1, rejects: { malformed: { reply: error }, tooFast: { close: 1008 } } }
channels:
  chat:
    address: /chat
    messages:
      ask: { payload: { type: object, required: [type, id, mood], properties: { type: { const: ask }, id: { type: string }, mood: { enum: [calm, angry] }, body: { oneOf: [{ type: string }, { type: integer }] } } }, correlationId: { location: '$message.payload#/id' } }
      part: { payload: { type: object, required: [type, id], properties: { type: { const: part }, id: { type: string }, level: { $ref: '#/components/schemas/Level' } } }, correlationId: { location: '$message.payload#/id' } }
      done: { payload: { type: object, required: [type, id], properties: { type: { const: done }, id: { type: string } } }, correlationId: { location: '$message.payload#/id' } }
      error: { payload: { type: object, required: [type], properties: { type: { const: error }, level: { $ref: '#/components/schemas/Level' } } } }
operations:
  ask:
    action: receive
    channel: { $ref: '#/channels/chat' }
    messages: [{ $ref: '#/channels/chat/messages/ask' }]
    reply: { channel: { $ref: '#/channels/chat' }, messages: [{ $ref: '#/channels/chat/messages/part' }, { $ref: '#/channels/chat/messages/done' }] }
    x-contract: { sequence: part* done, within: 1s }
components: { schemas: { Level: { enum: [low, high] } } }
`;

const BASE = { parameters: {}, query: {}, headers: {}, expects: { kind: "accepted" } } as const;

describe("contract coverage", () => {
  let contract: Contract;
  before(async () => {
    const folder = folderWith({ "asyncapi.yaml": DOCUMENT });
    try {
      ({ contract } = await loadContract("asyncapi.yaml", { cwd: folder.path }));
    } finally {
      folder.remove();
    }
  });

  /** What these frames exercise; `>` goes to the server. */
  function covered(frames: readonly string[]): {
    readonly coverage: Coverage;
    readonly ids: ReadonlySet<string>;
  } {
    const tally = createCoverageTally(contract);
    const judge = createJudge(contract, createFrameReader(contract), {
      patienceMs: 1000,
      seesAll: true,
      coverage: tally,
    });
    const ids = new Set<string>();
    const feed = (event: TrafficEvent): void => {
      judge.feed(event);
      for (const id of tally.drain()) ids.add(id);
    };
    feed({ kind: "handshake", at: 0, connection: "a", facts: { channel: "chat", path: "/chat", ...BASE } });
    feed({ kind: "open", at: 1, connection: "a", subprotocol: "" });
    for (const [index, line] of frames.entries()) {
      const from = line.startsWith(">") ? "client" : "server";
      feed({
        kind: "frame",
        at: index + 2,
        connection: "a",
        frame: index,
        from,
        data: { kind: "text", text: line.slice(1) },
      });
    }
    return {
      coverage: coverageOf(contract, { exercised: ids, passed: new Set(), unreached: new Map() }),
      ids,
    };
  }

  function done(coverage: Coverage): string[] {
    return coverage.items.filter(({ reason }) => reason === "").map(({ kind, label }) => `${kind} ${label}`);
  }

  it("declares connections, operations, promises, transitions, refusals, messages, values and branches", () => {
    expect(declaredItems(contract).map(({ kind, label }) => `${kind} ${label}`)).to.have.members([
      "connection opens /chat",
      "refusal refuses malformed",
      "operation ask is answered as declared",
      "transition start or part -> part",
      "transition start or part -> done",
      "promise within",
      "message message ask",
      'value mood = "calm"',
      'value mood = "angry"',
      "branch body: string",
      "branch body: integer",
      "message message part",
      'value level = "low"',
      'value level = "high"',
      "message message done",
      "message message error",
    ]);
  });

  it("counts what valid traffic shows, and nothing else", () => {
    const { coverage } = covered([
      '>{"type":"ask","id":"1","mood":"angry","body":7}',
      '<{"type":"part","id":"1","level":"high"}',
      '<{"type":"done","id":"1"}',
    ]);
    expect(done(coverage)).to.have.members([
      "connection opens /chat",
      "operation ask is answered as declared",
      "transition start or part -> part",
      "transition start or part -> done",
      "promise within",
      "message message ask",
      'value mood = "angry"',
      "branch body: integer",
      "message message part",
      'value level = "high"',
      "message message done",
    ]);
    expect([coverage.exercised, coverage.declared]).to.deep.equal([11, 16]);
  });

  it("does not count a value in a message that breaks its schema, nor a request that was refused", () => {
    const { coverage } = covered([
      '>{"type":"ask","id":"1","mood":"calm"}',
      '<{"type":"part","id":7,"level":"low"}',
      ">nonsense",
      '<{"type":"error","level":"low"}',
    ]);
    expect(done(coverage)).to.include("refusal refuses malformed");
    expect(done(coverage)).not.to.include("message message part");
    expect(done(coverage)).not.to.include('value mood = "calm"');
  });

  it("gives every open item a reason from a closed list, and none of them counts as exercised", () => {
    const { coverage } = covered([]);
    const open = coverage.items.filter(({ reason }) => reason !== "");
    expect(Object.values(coverage.reasons).reduce((sum, count) => sum + count, 0)).to.equal(open.length);
    expect(coverage.exercised + open.length).to.equal(coverage.declared);
    for (const { reason } of open) expect(COVERAGE_REASONS).to.include(reason);
    expect(COVERAGE_REASONS).to.include.members([...NOT_REACHED]);
  });

  it("takes the run's own reason where it has one; else what the service decides is not steerable", () => {
    const [place] = declaredItems(contract)
      .filter(({ kind }) => kind === "operation")
      .map((one) => one.place);
    const unreached = new Map([[place ?? "", "needs example" as const]]);
    const { items } = coverageOf(contract, { exercised: new Set(), passed: new Set(), unreached });
    const reasonOf = (label: string): string | undefined => items.find((one) => one.label === label)?.reason;
    expect(reasonOf("ask is answered as declared")).to.equal("needs example");
    expect(reasonOf('level = "low"')).to.equal("not steerable");
    expect(reasonOf('mood = "calm"')).to.equal("not tried");
  });

  it("is never 100 % where something is open", () => {
    expect(percentOf({ exercised: 9999, declared: 10_000 })).to.equal(99.9);
    expect(percentOf({ exercised: 10, declared: 10 })).to.equal(100);
  });
});
