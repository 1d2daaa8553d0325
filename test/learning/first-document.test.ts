import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadContract, ToolError } from "../../contract/index.ts";
import type { Learned } from "../../runner/traffic/learn.ts";
import { folderWith } from "../config/folder.ts";
import { FREE_TEXT, recordingOf, SECRET, talks } from "./chat.ts";
import { learnedIn, objectAt } from "./learned.ts";

type Folder = ReturnType<typeof folderWith>;
const MESSAGES = "/channels/chat/messages";

describe("a first document, learned from a recording", function () {
  this.timeout(60_000);
  let folder: Folder;
  let learned: Learned;
  before(async () => {
    folder = folderWith({
      "one.ndjson": recordingOf(talks(30)),
      "empty.ndjson": recordingOf([[]]),
      "there.yaml": "mine",
    });
    learned = await learnedIn(folder.path, ["one.ndjson"], { out: "learned.yaml" });
  });
  after(() => folder.remove());

  const propertiesOf = (message: string): { readonly [name: string]: unknown } =>
    objectAt(learned.value, `${MESSAGES}/${message}/payload/properties`);

  it("is read by the official parser, and no connection of the recording breaks it", async () => {
    const { contract } = await loadContract("learned.yaml", { cwd: folder.path });
    expect(contract.channels.map(({ path }) => path)).to.deep.equal(["/chat/{chatId}"]);
    expect(learned.trial).to.deep.equal({ connections: 30, kept: 30, broken: [] });
    expect(learned.doubts).to.deep.equal([]);
  });

  it("tells messages by their tag, and who sends them", () => {
    const messages = objectAt(learned.value, MESSAGES);
    const said = Object.keys(messages).map((name) => [
      name,
      objectAt(learned.value, `${MESSAGES}/${name}/x-learned`)["from"],
    ]);
    expect(Object.fromEntries(said)).to.deep.equal({
      hello: "server",
      ask: "client",
      piece: "server",
      end: "server",
      ping: "client",
      pong: "server",
      error: "server",
    });
  });

  it("finds types, formats, null, enumerations, bounds and what is always there, with how often", () => {
    expect(propertiesOf("hello")).to.deep.equal({
      type: { const: "hello" },
      session: { type: "string", format: "uuid" },
      password: { type: "string" },
      at: { type: "string", format: "date-time" },
    });
    expect(propertiesOf("piece")["state"]).to.deep.equal({
      type: "string",
      enum: ["complete", "queued", "running"],
    });
    expect(propertiesOf("piece")["index"]).to.deep.equal({ type: "integer", minimum: 0 });
    expect(propertiesOf("end")["next"]).to.deep.equal({ type: ["null", "string"], format: "uuid" });
    expect(propertiesOf("error")["mail"]).to.deep.equal({ type: "string", format: "email" });
    expect(learned.text).to.match(/state: .+ # \d+ of \d+\n/);
    expect(objectAt(learned.value, `${MESSAGES}/ask/x-learned`)).to.include({
      frames: 180,
      of: 360,
      connections: 30,
    });
  });

  it("takes members whose names are data for what they are", () => {
    expect(propertiesOf("end")["users"]).to.deep.equal({
      type: "object",
      additionalProperties: { type: "integer", minimum: 0 },
    });
  });

  it("finds the id that comes back, the order of answers, what comes first, and queries", () => {
    const { value } = learned;
    for (const name of ["ask", "piece", "end", "error"])
      expect(objectAt(value, `${MESSAGES}/${name}/correlationId`)["location"]).to.equal(
        "$message.payload#/id",
      );
    expect(objectAt(value, "/operations/ask/x-contract")["sequence"]).to.equal("piece+ end | piece* error");
    expect(objectAt(value, "/operations/ping/x-contract")["sequence"]).to.equal("pong");
    expect(objectAt(value, "/channels/chat/x-contract")["opening"]).to.equal("hello");
    const query = objectAt(value, "/channels/chat/bindings/ws/query");
    expect(query["required"]).to.deep.equal(["room", "lang"]);
    expect(objectAt(query, "/properties/room")).to.deep.equal({ type: "integer" });
  });

  it("holds no text, no secret, no address, no id of anybody", () => {
    const all = JSON.stringify(learned);
    for (const text of [SECRET, FREE_TEXT, "example.org", "ada.", "x.org", "hunter"])
      expect(all).not.to.include(text);
    expect(all).not.to.match(/[0-9a-f]{8}-[0-9a-f]{4}/);
  });

  it("says on its face that it is a proposal", () => {
    expect(readFileSync(join(folder.path, "learned.yaml"), "utf8")).to.match(
      /^# A proposal of `asyncproof learn`/,
    );
  });

  it("never writes over a file, but where the user insists", async () => {
    expect(await failureOf(learnedIn(folder.path, ["one.ndjson"], { out: "there.yaml" }))).to.equal(
      "LEARN-EXISTS",
    );
    expect(readFileSync(join(folder.path, "there.yaml"), "utf8")).to.equal("mine");
    expect(await failureOf(learnedIn(folder.path, ["one.ndjson"], { out: "no/such/folder.yaml" }))).to.equal(
      "LEARN-UNWRITABLE",
    );
    await learnedIn(folder.path, ["one.ndjson"], { out: "there.yaml", force: true });
    expect(readFileSync(join(folder.path, "there.yaml"), "utf8")).to.include("asyncapi: 3.0.0");
  });

  it("has paths as people write them, and keeps what they mean", async () => {
    for (const [asked, path, file] of [
      ["/r%C3%A4ume/%E5%A4%A7%E5%8E%85", "/räume/大厅", "own.yaml"],
      ["/a%2Fb/c%20d/%7Be%7D", "/a%2Fb/c%20d/%7Be%7D", "kept.yaml"],
    ] as const) {
      const own = folderWith({ "one.ndjson": recordingOf(talks(3), asked) });
      const { trial } = await learnedIn(own.path, ["one.ndjson"], { out: file });
      const { contract } = await loadContract(file, { cwd: own.path });
      own.remove();
      expect(contract.channels.map((channel) => channel.path)).to.deep.equal([path]);
      expect(trial).to.include({ connections: 3, kept: 3 });
    }
  });

  it("can't be made of nothing", async () => {
    expect(await failureOf(learnedIn(folder.path, ["empty.ndjson"]))).to.equal("LEARN-NOTHING");
    expect(await failureOf(learnedIn(folder.path, ["none*.ndjson"]))).to.equal("RECORDING-MISSING");
    expect(await failureOf(learnedIn(folder.path, ["/dev/null"])), "read once").to.equal(
      "RECORDING-UNREADABLE",
    );
  });
});

async function failureOf(doing: Promise<unknown>): Promise<string> {
  try {
    await doing;
  } catch (error) {
    if (error instanceof ToolError) return error.code;
    throw error;
  }
  throw new Error("it did not fail");
}
