import { expect } from "chai";
import { join } from "node:path";
import { loadContract } from "../../contract/index.ts";
import { readRecording } from "../../traffic/index.ts";
import { folderWith } from "../config/folder.ts";
import { hearingOf } from "../traffic/documents.ts";
import { Closing, type Line, recordingOf } from "./chat.ts";
import { learnedIn, objectAt } from "./learned.ts";

function client(payload: unknown): Line {
  return ["client", payload];
}

function server(payload: unknown): Line {
  return ["server", payload];
}

/** Of so many connections, each of so many rounds, what is said in each. */
function rounds(connections: number, count: number, say: (seed: number) => Line[]): Line[][] {
  return Array.from({ length: connections }, (_one, connection) =>
    Array.from({ length: count }, (_other, round) => say(connection * count + round)).flat(),
  );
}

function times(count: number, line: Line): Line[] {
  return Array.from({ length: count }, () => line);
}

/** Conversations as services really have them, with what goes wrong in them. */
const TALKS: { readonly [what: string]: readonly (readonly Line[])[] } = {
  "business errors, with ids": rounds(8, 5, (id) => [
    client({ type: "order", id, quantity: id % 7 }),
    server(id % 3 === 0 ? { type: "error", id, code: "NO_STOCK" } : { type: "accepted", id }),
  ]),
  "business errors, without ids": rounds(8, 5, (seed) => [
    client({ op: "order", quantity: seed % 7 }),
    server(seed % 3 === 0 ? { op: "failed", why: "no stock" } : { op: "accepted" }),
  ]),
  "errors in answer to what is no JSON": rounds(8, 1, () => [
    client({ type: "hi" }),
    server({ type: "hello" }),
    client("{oops"),
    server({ type: "error", message: "no JSON" }),
  ]),
  "what the service sends by itself": rounds(8, 5, (seed) => [
    server({ event: "news", n: seed }),
    client({ event: "say", text: "x" }),
    ...times(seed % 2, server({ event: "news", n: 0 })),
    server({ event: "said", text: "x" }),
  ]),
  "streams, some of which fail": rounds(8, 4, (id) => [
    client({ type: "prompt", id }),
    ...times(id % 4, server({ type: "token", id })),
    server(id % 5 === 0 ? { type: "failed", id, code: 3 } : { type: "done", id }),
  ]),
  "a login, some of which are turned away": rounds(10, 1, (seed) =>
    seed % 3 === 0
      ? [
          client({ type: "login", token: "***1" }),
          server({ type: "error", code: "BAD" }),
          server(new Closing(4401)),
        ]
      : [
          client({ type: "login", token: "***2" }),
          server({ type: "welcome", user: `u${seed}` }),
          client({ type: "list" }),
          server({ type: "items", items: times(seed % 3, server("")).map(() => ({ n: seed })) }),
        ],
  ),
  "pings of both sides": rounds(8, 4, (seed) =>
    seed % 2 === 0
      ? [client({ type: "ping" }), server({ type: "pong" })]
      : [server({ type: "ping", n: seed }), client({ type: "pong", n: seed })],
  ),
  "binary frames between others": rounds(8, 1, () => [
    client({ type: "start", rate: 16000 }),
    ...times(3, client(Buffer.from("audio"))),
    server({ type: "partial", text: "t" }),
    client({ type: "stop" }),
    server({ type: "final", text: "ttt" }),
    server(Buffer.from("audio")),
  ]),
  "calls of both sides in one form": rounds(8, 3, (seed) => [
    server({ id: seed, call: "screen", width: seed }),
    client({ id: seed, result: "ok" }),
    client({ id: 1000 + seed, call: "now" }),
    server({ id: 1000 + seed, result: 5 }),
  ]),
  "a goodbye, which the service answers by closing": rounds(8, 1, () => [
    client({ type: "ask" }),
    server({ type: "answer" }),
    client({ type: "bye" }),
    server(new Closing(1000)),
  ]),
  "a service that hangs up after each answer": rounds(8, 1, () => [
    client({ type: "ask" }),
    server({ type: "answer" }),
    server(new Closing(1000)),
  ]),
  "a service that hangs up after some answers": rounds(9, 1, (seed) => [
    client({ type: "ask" }),
    server({ type: "answer" }),
    ...(seed % 3 === 0 ? [server(new Closing(1000))] : []),
  ]),
  "a service that breaks in the middle of an answer": rounds(9, 1, (seed) => [
    client({ type: "prompt" }),
    server({ type: "token" }),
    seed % 3 === 0 ? server(new Closing(1011)) : server({ type: "done" }),
  ]),
  "a service that goes away": rounds(8, 1, () => [
    client({ type: "ask" }),
    server({ type: "answer" }),
    server(new Closing(1001)),
  ]),
};

/** Messages that are larger than the service takes. */
const TOO_LARGE: readonly (readonly Line[])[] = rounds(9, 1, (seed) => [
  client({ type: "ask", text: "x".repeat(seed) }),
  server({ type: "answer" }),
  ...(seed % 3 === 0
    ? [client({ type: "ask", text: "x".repeat(100 + seed) }), server(new Closing(1009))]
    : []),
]);

describe("a document learned from a recording", function () {
  this.timeout(60_000);
  let folder: ReturnType<typeof folderWith>;
  before(() => {
    const files = Object.values(TALKS).map((talks, index) => [`${index}.ndjson`, recordingOf(talks, "/ws")]);
    folder = folderWith(Object.fromEntries([...files, ["large.ndjson", recordingOf(TOO_LARGE, "/ws")]]));
  });
  after(() => folder.remove());

  for (const [index, what] of Object.keys(TALKS).entries())
    it(`is kept by the same recording: ${what}`, async () => {
      const { trial } = await learnedIn(folder.path, [`${index}.ndjson`], { out: `${index}.yaml` });
      const { contract } = await loadContract(`${index}.yaml`, { cwd: folder.path });
      const { hearing, broken, ended } = hearingOf(contract);
      await readRecording(join(folder.path, `${index}.ndjson`), {
        began: () => undefined,
        event: (event) => void hearing.take(event),
        cutShort: () => undefined,
      });
      hearing.end();
      expect(broken.map(({ rule, summary }) => `${rule}: ${summary}`)).to.deep.equal([]);
      expect(ended.filter((end) => !end.endsWith("kept"))).to.deep.equal([]);
      expect(trial.kept).to.equal(trial.connections);
    });

  it("blames what is too large on the client that sent it, and not on the service that closed", async () => {
    const { trial, value } = await learnedIn(folder.path, ["large.ndjson"]);
    const size = JSON.stringify({ type: "ask", text: "x".repeat(100) }).length;
    expect(objectAt(value, "/channels/ws/x-contract")).to.deep.equal({ limits: { messageBytes: size - 1 } });
    expect(trial.broken.map(({ rule, count }) => `${rule} ${count}`)).to.deep.equal(["CLIENT 3"]);
  });

  it("says with which close an exchange ends, and that the service goes away", async () => {
    const files = Object.keys(TALKS).map((what, index) => ({ what, file: `${index}.ndjson` }));
    const termsOf = async (start: string, pointer: string): Promise<object> => {
      const file = files.find(({ what }) => what.startsWith(start))?.file ?? "";
      const { value } = await learnedIn(folder.path, [file]);
      return objectAt(value, pointer);
    };
    expect(await termsOf("a goodbye", "/operations/bye/x-contract")).to.deep.equal({
      sequence: "close(1000)",
    });
    expect(await termsOf("a service that hangs up after each", "/operations/ask/x-contract")).to.deep.equal({
      sequence: "answer close(1000)",
    });
    expect(await termsOf("a service that hangs up after some", "/operations/ask/x-contract")).to.deep.equal({
      sequence: "answer close(1000)?",
    });
    expect(await termsOf("a service that goes away", "/x-contract")).to.deep.equal({
      shutdown: { close: 1001 },
    });
  });
});
