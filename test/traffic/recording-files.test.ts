import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { ToolError } from "../../contract/index.ts";
import { eventLine, filesOf, headerLine, readRecording, type WireEvent } from "../../traffic/index.ts";
import { folderWith } from "../config/folder.ts";
import { PLAIN } from "./documents.ts";
import { failureOf, heardIn } from "./heard-in.ts";

describe("the file of a recording", () => {
  let folder: ReturnType<typeof folderWith> | null = null;
  afterEach(() => folder?.remove());

  it("is heard once, however often and in whichever way it is named", async () => {
    folder = folderWith({ "a.ndjson": "", "deep/b.ndjson": "" });
    symlinkSync("a.ndjson", join(folder.path, "z.ndjson"));
    const named = [
      "*.ndjson",
      "./a.ndjson",
      join(folder.path, "a.ndjson"),
      "deep/../deep/b.ndjson",
      "**/b.*",
    ];
    expect(await filesOf(named, folder.path)).to.deep.equal(["a.ndjson", "deep/../deep/b.ndjson"]);
  });

  it("is a file: a folder is told as one", async () => {
    folder = folderWith({ "deep/b.ndjson": "" });
    const error = await filesOf(["deep/"], folder.path).catch((one: unknown) => one);
    expect(error).to.be.instanceOf(ToolError).with.property("message", "deep/ is a folder");
    expect(error).to.have.property("hint", "name the recordings in it: 'deep/*.ndjson'");
  });

  it("may be a pipe, plain or gzipped, which is read once", async () => {
    folder = folderWith({});
    const path = join(folder.path, "pipe");
    execFileSync("mkfifo", [path]);
    const event: WireEvent = { kind: "gone", at: 1, connection: "a" };
    const text = [headerLine(PLAIN, new Date(0)), ...Array<string>(20_000).fill(eventLine(event)), ""].join(
      "\n",
    );
    for (const content of [text, gzipSync(text)]) {
      const heard: WireEvent[] = [];
      const listener = {
        began: () => {},
        event: (one: WireEvent) => void heard.push(one),
        cutShort: () => {},
      };
      await Promise.all([readRecording(path, listener), writeFile(path, content)]);
      expect(heard).to.have.length(20_000);
    }
  });

  const archive = (message: object): string => {
    const time = 1_795_600_000;
    const request = { url: "ws://localhost/agent", headers: [] };
    const messages = [{ type: "send", opcode: 1, data: "{}", time }, message];
    return JSON.stringify({ log: { entries: [{ request, response: {}, _webSocketMessages: messages }] } });
  };

  for (const [what, message] of [
    ["says of no side that it sent it", { type: "outgoing", opcode: 1, data: "x" }],
    ["has no `data`", { type: "receive", opcode: 1, data: {} }],
    ["has an `opcode` that is no number", { type: "receive", opcode: "text", data: "x" }],
    ["is a fragment of one, and nobody says where that ends", { type: "send", opcode: 0, data: "x" }],
    ["is binary, and no base64", { type: "receive", opcode: 2, data: '{"a":1}' }],
  ] as const)
    it(`leaves out no message of an archive in silence: one that ${what}`, async () => {
      const { code, message: told } = await failureOf(archive(message));
      expect([code, told]).to.deep.equal(["RECORDING-FORMAT", `message 2 of connection 1 ${what}`]);
    });

  it("may be an archive with pings, closes and errors of connections, which are no messages", async () => {
    for (const message of [
      { type: "error", data: "x" },
      { type: "receive", opcode: -1 },
      { type: "receive", opcode: 8 },
    ])
      expect((await heardIn(archive(message))).events.map(({ kind }) => kind)).to.deep.equal([
        "handshake",
        "frame",
      ]);
  });

  it("is told as cut short where JSON ends in its middle", async () => {
    expect((await failureOf(archive({}).slice(0, -9))).message).to.equal("the file is no whole JSON");
  });
});
