import { expect } from "chai";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { folderWith } from "../config/folder.ts";
import { type Line, recordingOf } from "./chat.ts";
import { learnedIn, objectAt } from "./learned.ts";

const SPEC = `
asyncapi: 3.0.0
info: { title: Strict, version: 1.0.0 }
defaultContentType: application/json
servers: { local: { host: "localhost:8080", protocol: ws } }
channels:
  desk:
    address: /desk
    x-contract:
      rejects:
        malformed: { reply: error, where: { /code: GARBLED } }
        unknown: { reply: error, where: { /code: UNKNOWN } }
    messages:
      ask: { payload: { type: object, required: [type], properties: { type: { const: ask } } } }
      done: { payload: { type: object, required: [type], properties: { type: { const: done } } } }
      error: { payload: { type: object, required: [type, code], properties: { type: { const: error }, code: { type: string } } } }
operations:
  ask:
    action: receive
    channel: { $ref: "#/channels/desk" }
    messages: [{ $ref: "#/channels/desk/messages/ask" }]
    reply: { messages: [{ $ref: "#/channels/desk/messages/done" }] }
`;

function desk(): Line[] {
  return [
    ["client", { type: "ask" }],
    ["server", { type: "done" }],
    ["client", "{broken"],
    ["server", { type: "error", code: "GARBLED" }],
    ["client", { type: "dance" }],
    ["server", { type: "error", code: "UNKNOWN" }],
    ["client", { type: "wave" }],
    ["server", { type: "waved" }],
  ];
}

/** A subscription whose items still come when it is being ended, now and then. */
function items(seed: number): Line[] {
  const id = `s-${seed}`;
  const item: Line = ["server", { type: "item", id }];
  const late = Array.from({ length: seed % 3 }, () => item);
  return [
    ["client", { type: "start", id }],
    ["server", { type: "started", id }],
    item,
    item,
    ["client", { type: "stop", id }],
    ...late,
    ["server", { type: "stopped", id }],
  ];
}

/** A document in which the order of what clients say is said, and what is out of it is refused. */
const ORDERLY = SPEC.replace("      rejects:", "      conversation: ask+\n      rejects:").replace(
  "unknown: {",
  "outOfOrder: { reply: error, where: { /code: ORDER } }\n        unknown: {",
);

/** Something new, before and after the first request that is declared. */
function waving(early: boolean, answer: object): Line[] {
  const wave: Line[] = [
    ["client", { type: "wave" }],
    ["server", answer],
  ];
  const ask: Line[] = [
    ["client", { type: "ask" }],
    ["server", { type: "done" }],
  ];
  return [...(early ? wave : []), ...ask, ...wave, ...ask];
}

describe("what learning does not take for a message, nor for an answer", function () {
  this.timeout(60_000);
  let folder: ReturnType<typeof folderWith>;
  before(() => {
    const talks = (make: (seed: number) => Line[]): Line[][] =>
      Array.from({ length: 12 }, (_one, seed) => make(seed));
    folder = folderWith({
      "spec.yaml": SPEC,
      "orderly.yaml": ORDERLY,
      "late.ndjson": recordingOf(
        talks(() => waving(false, { type: "waved" })),
        "/desk",
      ),
      "early.ndjson": recordingOf(
        talks(() => waving(true, { type: "waved" })),
        "/desk",
      ),
      "order.ndjson": recordingOf(
        talks(() => waving(false, { type: "error", code: "ORDER" })),
        "/desk",
      ),
      "desk.ndjson": recordingOf(talks(desk), "/desk"),
      "items.ndjson": recordingOf(talks(items), "/items"),
    });
  });
  after(() => folder.remove());

  it("sets aside what is refused as the document says, and tells of it", async () => {
    const { text, doubts } = await learnedIn(folder.path, ["desk.ndjson"], { spec: "spec.yaml" });
    expect(text)
      .to.match(/^ {8}wave:$/m)
      .and.to.match(/^ {8}waved:$/m);
    expect(text).not.to.match(/dance|text\/plain/);
    expect(doubts.map(({ what, count, of }) => `${what}: ${count} of ${of}`)).to.deep.equal([
      "the client says text, which is refused: 12 of 48",
      "the client says dance, which is refused: 12 of 48",
    ]);
  });

  for (const [name, conversation] of [
    ["late", "(ask wave*)+"],
    ["early", "wave* ((ask wave*)+)"],
  ] as const)
    it(`gives what is new its place in the conversation, or that would be refused: ${name}`, async () => {
      const { value, trial } = await learnedIn(folder.path, [`${name}.ndjson`], { spec: "orderly.yaml" });
      expect(JSON.stringify(value)).to.include(JSON.stringify({ conversation }));
      expect(trial).to.deep.equal({ connections: 12, kept: 12, broken: [] });
    });

  it("proposes nothing of what is refused as out of order, neither it nor what refuses it", async () => {
    const { doubts, kind, value } = await learnedIn(folder.path, ["order.ndjson"], {
      spec: "orderly.yaml",
      out: "nothing.yaml",
    });
    expect(doubts.map(({ what }) => what)).to.deep.equal(["the client says wave, which is refused"]);
    expect(kind).to.equal("overlay");
    expect(value).to.have.deep.property("actions", []);
    // An overlay without actions can't be read.
    expect(existsSync(join(folder.path, "nothing.yaml"))).to.equal(false);
  });

  it("takes what still comes of an exchange for no answer to what ends it", async () => {
    const { value, trial } = await learnedIn(folder.path, ["items.ndjson"]);
    expect(objectAt(value, "/operations/stop/x-contract")).to.deep.equal({
      sequence: "stopped",
      interrupts: "start",
    });
    expect(trial).to.deep.equal({ connections: 12, kept: 12, broken: [] });
  });
});
