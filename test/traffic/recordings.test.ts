import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { ToolError, type Contract } from "../../contract/index.ts";
import {
  createRecorder,
  eventLine,
  headerLine,
  type Recorder,
  SecretBook,
  type WireEvent,
} from "../../traffic/index.ts";
import { folderWith } from "../config/folder.ts";
import { AGENT, contractOf, conversation, hearingOf, PLAIN, ROOMS, TALK } from "./documents.ts";
import { failureOf, heardIn } from "./heard-in.ts";

type Folder = ReturnType<typeof folderWith>;

const HEADER = headerLine(PLAIN, new Date(0));

function recording(events: readonly WireEvent[]): string {
  return [HEADER, ...events.map(eventLine), ""].join("\n");
}

describe("a recording", () => {
  let folder: Folder | null = null;
  let agent: Contract;
  before(async () => {
    agent = await contractOf(AGENT);
  });
  afterEach(() => folder?.remove());

  it("is begun in a file that is empty or not there, and never over what somebody has", () => {
    folder = folderWith({ "there.ndjson": HEADER, "empty.ndjson": "" });
    const { path } = folder;
    const secrets = new SecretBook({ contract: agent, known: [], pointers: [] });
    const record = (name: string): void =>
      createRecorder({ path: join(path, name), circumstances: PLAIN, secrets, failed: () => {} }).close();
    expect(() => record("there.ndjson"))
      .to.throw(ToolError)
      .with.property("code", "RECORDING-EXISTS");
    expect(readFileSync(join(path, "there.ndjson"), "utf8")).to.equal(HEADER);
    for (const name of ["empty.ndjson", "new.ndjson"]) {
      record(name);
      expect(readFileSync(join(path, name), "utf8")).to.include('"asyncproof":"recording"');
      expect(() => record(name)).to.throw(ToolError);
    }
  });

  it("is nobody else's file from its first moment, before anything is heard", () => {
    folder = folderWith({});
    const path = join(folder.path, "new.ndjson");
    const secrets = new SecretBook({ contract: agent, known: [], pointers: [] });
    const record = (): Recorder => createRecorder({ path, circumstances: PLAIN, secrets, failed: () => {} });
    const recorder = record();
    try {
      expect(record).to.throw(ToolError).with.property("code", "RECORDING-EXISTS");
    } finally {
      recorder.close();
    }
    expect(readFileSync(path, "utf8").match(/\n/g)).to.have.length(1);
  });

  const EVERYTHING: readonly WireEvent[] = [
    { kind: "handshake", at: 0, connection: "a", url: "/agent?x=1", headers: { host: "h" }, midway: true },
    { kind: "open", at: 1, connection: "a", subprotocol: "p" },
    { kind: "frame", at: 2.125, connection: "a", from: "client", data: { kind: "text", text: 'ä\u2028\n"' } },
    {
      kind: "frame",
      at: 3,
      connection: "a",
      from: "server",
      data: { kind: "binary", bytes: Buffer.from([0, 255]) },
    },
    { kind: "close", at: 4, connection: "a", from: "server", code: 4001, reason: "so" },
    { kind: "gone", at: 5, connection: "a" },
    { kind: "refused", at: 6, connection: "b", status: 401 },
    { kind: "failed", at: 7, connection: "c", code: "ECONNRESET", message: "reset" },
  ];

  for (const [name, pack] of [
    ["plain", (text: string) => text],
    ["gzipped", (text: string) => gzipSync(text)],
    ["as an editor of Windows saves it", (text: string) => `\uFEFF${text.replaceAll("\n", "\r\n")}`],
  ] as const)
    it(`comes back as it was written, ${name}`, async () => {
      expect((await heardIn(pack(recording(EVERYTHING)))).events).to.deep.equal(EVERYTHING);
    });

  it("is read as far as it goes where its writer was stopped", async () => {
    const text = recording(EVERYTHING).trimEnd().slice(0, -5);
    const { events, cut } = await heardIn(text);
    expect(events).to.have.length(EVERYTHING.length - 1);
    expect(cut).to.deep.equal([EVERYTHING.length + 1]);
  });

  for (const [what, content, code, where] of [
    ["a line that is no JSON", `${HEADER}\n{"at":0,\n`, "RECORDING-LINE", 2],
    ["an event without a time", `${HEADER}\n{"connection":"1","kind":"open"}\n`, "RECORDING-LINE", 2],
    [
      "an event that there is not",
      `${HEADER}\n{"at":1,"connection":"1","kind":"opened"}\n`,
      "RECORDING-LINE",
      2,
    ],
    ["a second recording behind the first", `${HEADER}\n${HEADER}\n`, "RECORDING-LINE", 2],
    [
      "a frame without content",
      `${HEADER}\n{"at":1,"connection":"1","kind":"frame","from":"client"}\n`,
      "RECORDING-LINE",
      2,
    ],
    ["another version", '{"asyncproof":"recording","version":2}\n', "RECORDING-LINE", 1],
    ["something else", "hello\n", "RECORDING-FORMAT", null],
    ["nothing", "", "RECORDING-FORMAT", null],
    ["an archive without WebSockets", '{"log":{"entries":[]}}', "RECORDING-FORMAT", null],
    ["a gzip that is cut", gzipSync(recording(EVERYTHING)).subarray(0, 60), "RECORDING-UNREADABLE", null],
  ] as const)
    it(`refuses ${what}: ${code}`, async () => {
      const error = await failureOf(content);
      expect(error.code).to.equal(code);
      expect(typeof error.where === "object" ? error.where?.line : null).to.equal(where);
    });

  it("takes a refused upgrade of an archive for a refused handshake, whoever wrote it as plain HTTP", async () => {
    const entry = (status: number): object => ({
      startedDateTime: "2026-11-22T10:00:00.000Z",
      request: { url: "http://example.test/agent", headers: [{ name: "Upgrade", value: "WebSocket" }] },
      response: { status, headers: [] },
    });
    const { events } = await heardIn(JSON.stringify({ log: { entries: [entry(401)] } }));
    expect(events).to.deep.equal([
      {
        kind: "handshake",
        at: 0,
        connection: "1",
        url: "/agent",
        headers: { upgrade: "WebSocket" },
        midway: false,
      },
      { kind: "refused", at: 0, connection: "1", status: 401 },
    ]);
    // One that was accepted and has no messages was written by somebody who leaves them out.
    const error = await failureOf(JSON.stringify({ log: { entries: [entry(101)] } }));
    expect(error.hint).to.include("leaves them out");
  });

  it("takes HTTP archives: Chrome's seconds, Playwright's milliseconds, binary as base64", async () => {
    const entry = (time: (ms: number) => number): object => ({
      startedDateTime: "2026-11-22T10:00:00.000Z",
      request: { url: "wss://example.test/agent?a=b", headers: [{ name: "Origin", value: "null" }] },
      response: { status: 101, headers: [{ name: "Sec-WebSocket-Protocol", value: "p" }] },
      _webSocketMessages: [
        { type: "send", time: time(20), opcode: 1, data: "one" },
        { type: "receive", time: time(30), opcode: 2, data: "AP8=" },
        { type: "receive", time: time(31), data: "no opcode" },
        { type: "receive", time: time(32), opcode: "2", data: "AP8=" },
        { type: "error", time: time(40), opcode: -1, data: "broke" },
      ],
    });
    const start = Date.parse("2026-11-22T10:00:00.000Z");
    for (const time of [(ms: number) => (start + ms) / 1000, (ms: number) => start + ms]) {
      const { events } = await heardIn(
        JSON.stringify({ log: { entries: [entry(time), { request: { url: "http://x/" } }] } }),
      );
      expect(events.map(({ kind }) => kind)).to.deep.equal([
        "handshake",
        "open",
        ...["frame", "frame", "frame", "frame"],
      ]);
      expect(events[0]).to.include({ url: "/agent?a=b", midway: false });
      expect(events.map(({ at }) => Math.round(at))).to.deep.equal([0, 0, 20, 30, 31, 32]);
      expect(events[4]).to.deep.include({ data: { kind: "text", text: "no opcode" } });
      expect(events[5]).to.deep.include({ data: { kind: "binary", bytes: Buffer.from([0, 255]) } });
      expect(events[3]).to.deep.include({
        from: "server",
        data: { kind: "binary", bytes: Buffer.from([0, 255]) },
      });
    }
  });

  function verdictsOf(
    events: readonly WireEvent[],
    contract: Contract = agent,
  ): { rules: string[]; ended: string[] } {
    const { hearing, broken, ended } = hearingOf(contract);
    for (const event of events) hearing.take(event);
    hearing.end();
    return { rules: broken.map(({ rule }) => rule), ended };
  }

  it("of a conversation that keeps the document is kept, whole or from the middle on", () => {
    expect(verdictsOf(conversation(TALK))).to.deep.equal({ rules: [], ended: ["1 kept"] });
    const late = conversation([...TALK.slice(2), ...TALK], { midway: true });
    expect(verdictsOf(late)).to.deep.equal({ rules: [], ended: ["1 kept"] });
  });

  for (const [what, lines, rules] of [
    ["a token after done", [...TALK, '< {"type":"token","index":1,"text":"x"}'], ["AFTER-END"]],
    ["a wrong join", [...TALK.slice(0, 2), '< {"type":"done","text":"ho","token_count":1}'], ["JOINS"]],
    [
      "a broken schema of the service",
      ['> {"agent_id":"echo","prompt":"x"}', '< {"type":"token","index":"0","text":"x"}'],
      ["SCHEMA"],
    ],
    ["a broken schema of the client", ['> {"agent_id":7,"prompt":"x"}'], ["CLIENT"]],
    ["a message in the wrong direction", ['> {"type":"token","index":0,"text":"x"}'], ["CLIENT"]],
  ] as const)
    it(`shows ${what}: ${rules}`, () => {
      expect(verdictsOf(conversation(lines)).rules).to.deep.equal(rules);
    });

  it("from the middle on shows what is wrong whatever came before, and no more", () => {
    const wrong = conversation(['< {"type":"token","index":true,"text":"x"}'], { midway: true });
    expect(verdictsOf(wrong).rules).to.deep.equal(["SCHEMA"]);
    const unknown = conversation(['< {"type":"token","index":7,"text":"x"}'], { midway: true });
    expect(verdictsOf(unknown)).to.deep.equal({ rules: [], ended: ["1 unknown"] });
  });

  it("holds a service to deadlines by its own times, however late somebody looks", () => {
    const slow = conversation(TALK).map((event, index) =>
      index < 3 ? event : { ...event, at: 5000 + index },
    );
    expect(verdictsOf(slow).rules).to.include("NO-REPLY");
  });

  it("needs to be told the channel only where there are several", async () => {
    const rooms = await contractOf(ROOMS);
    const twice = {
      ...rooms,
      channels: [...rooms.channels, { ...(rooms.channels[0] as object), name: "more" }],
    } as Contract;
    const frame = conversation(['< {"type":"welcome","user":"ada"}'], { midway: true });
    expect(() => verdictsOf(frame, rooms)).not.to.throw();
    expect(() => verdictsOf(frame, twice))
      .to.throw(ToolError)
      .with.property("code", "RECORDING-CHANNEL");
  });

  it("of very many frames on one connection takes no more memory than of few", async () => {
    const round = TALK.map((line) => line);
    const { hearing, broken } = hearingOf(agent);
    for (const event of conversation([])) hearing.take(event);
    setFlagsFromString("--expose-gc");
    const gc: () => void = runInNewContext("gc");
    const used = (): number => {
      gc();
      return process.memoryUsage().heapUsed;
    };
    const play = (rounds: number): void => {
      for (let count = 0; count < rounds; count += 1)
        for (const event of conversation(round, { start: 10 }).slice(2)) hearing.take({ ...event, at: 10 });
    };
    play(1500);
    const before = used();
    play(8000);
    expect(broken).to.deep.equal([]);
    expect(used() - before).to.be.lessThan(2_000_000);
  });
});
