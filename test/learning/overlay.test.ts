import { expect } from "chai";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createCoverageTally } from "../../judge/index.ts";
import { loadContract } from "../../contract/index.ts";
import { Hearing, readRecording } from "../../traffic/index.ts";
import { folderWith } from "../config/folder.ts";
import { recordingOf, talks } from "./chat.ts";
import { learnedIn } from "./learned.ts";

/** Knows of asking and of pieces, not of their end, the pings, the session, or what follows what. */
const POOR = `
asyncapi: 3.0.0
info: { title: Poor, version: 1.0.0 }
defaultContentType: application/json
servers: { local: { host: "localhost:8080", protocol: ws } }
channels:
  chat:
    address: /chat/{room}
    parameters: { room: {} }
    messages:
      ask:
        payload: { type: object, required: [type], properties: { type: { const: ask }, id: { type: integer } } }
      piece:
        payload: { type: object, properties: { type: { const: piece }, state: {}, text: { type: string, maxLength: 99 } } }
operations:
  ask:
    action: receive
    channel: { $ref: "#/channels/chat" }
    messages: [{ $ref: "#/channels/chat/messages/ask" }]
`;

describe("an overlay, learned for a document that says too little", function () {
  this.timeout(60_000);
  let folder: ReturnType<typeof folderWith>;
  let text = "";
  before(async () => {
    folder = folderWith({ "poor.yaml": POOR, "one.ndjson": recordingOf(talks(30)) });
    ({ text } = await learnedIn(folder.path, ["one.ndjson"], { spec: "poor.yaml", out: "more.yaml" }));
  });
  after(() => folder.remove());

  async function verdicts(
    overlays: readonly string[],
  ): Promise<{ readonly kept: number; readonly rules: readonly string[] }> {
    const { contract } = await loadContract("poor.yaml", { cwd: folder.path, overlays });
    const rules: string[] = [];
    let kept = 0;
    const circumstances = { patienceMs: null, seesAll: false, redacted: false };
    const hearing = new Hearing(
      { contract, circumstances, coverage: createCoverageTally(contract), channel: "" },
      {
        began: () => undefined,
        verdict: (verdict) => void (verdict.kind === "violated" && rules.push(verdict.violation.rule)),
        ended: (story) => {
          if (story.kept && story.breaches === 0) kept += 1;
        },
      },
    );
    await readRecording(join(folder.path, "one.ndjson"), {
      began: () => undefined,
      event: (event) => void hearing.take(event),
      cutShort: () => undefined,
    });
    hearing.end();
    return { kept, rules };
  }

  it("lets frames be kept that the document had no words for", async () => {
    const before = await verdicts([]);
    expect([...new Set(before.rules)]).to.deep.equal(["SCHEMA", "CLIENT"]);
    expect(before.kept).to.equal(0);
    expect(await verdicts(["more.yaml"])).to.deep.equal({ kept: 30, rules: [] });
  });

  it("proposes what is missing, with what shows it", () => {
    expect(text)
      .to.include("overlay: 1.0.0")
      .and.to.match(/description: "?Proposed: /);
    for (const message of ["hello", "end", "ping", "pong", "error"])
      expect(text).to.match(new RegExp(`^ {8}${message}:$`, "m"));
    expect(text).to.include("sequence: piece+ end | piece* error").and.to.include("opening: hello");
    expect(text).to.match(/target: \$\.channels\.chat\.messages\.piece\.payload\n/);
    expect(text).to.include("enum: [ complete, queued, running ]");
  });

  it("repeats and changes nothing that the document says", () => {
    expect(text).not.to.include("maxLength").and.not.to.include("const: ask");
    expect(readFileSync(join(folder.path, "poor.yaml"), "utf8")).to.equal(POOR);
  });

  it("has nothing left to propose once it is applied", async () => {
    const config = JSON.stringify({ overlays: ["more.yaml"] });
    writeFileSync(join(folder.path, "asyncproof.config.json"), config);
    const again = await learnedIn(folder.path, ["one.ndjson"], { spec: "poor.yaml" });
    expect(again.value).to.have.deep.property("actions", []);
  });
});

/** As documents of AsyncAPI 2 have their messages: a list. */
const OLD = `
asyncapi: 2.6.0
info: { title: Old, version: 1.0.0 }
defaultContentType: application/json
servers: { local: { url: "localhost:8080", protocol: ws } }
channels:
  /chat/{room}:
    parameters: { room: {} }
    publish:
      message:
        oneOf:
          - { messageId: ping, payload: { type: object, required: [type], properties: { type: { const: ping } } } }
          - { messageId: ask, payload: { type: object, required: [type], properties: { type: { const: ask } } } }
    subscribe:
      message: { messageId: any, payload: { type: object } }
`;

describe("an overlay, learned for a document of AsyncAPI 2", function () {
  this.timeout(60_000);

  it("finds the messages of a list, and is kept by its recording", async () => {
    const folder = folderWith({ "old.yaml": OLD, "one.ndjson": recordingOf(talks(30)) });
    try {
      const { text, trial } = await learnedIn(folder.path, ["one.ndjson"], { spec: "old.yaml" });
      expect(text).to.include("target: $.channels['/chat/{room}'].publish.message.oneOf[1].payload\n");
      expect(trial).to.deep.include({ connections: 30, kept: 30 });
    } finally {
      folder.remove();
    }
  });
});
