import { expect } from "chai";
import { folderWith } from "../config/folder.ts";
import { type Line, recordingOf, talks } from "./chat.ts";
import { learnedIn, objectAt } from "./learned.ts";

const START = Date.parse("2026-11-22T10:00:00.000Z");

/** The same conversations as a browser's archive has them: seconds of the Unix epoch, and no closes. */
function archiveOf(all: readonly (readonly Line[])[]): string {
  const entries = all.map((lines, index) => ({
    startedDateTime: new Date(START + index * 1000).toISOString(),
    _resourceType: "websocket",
    request: { method: "GET", url: "wss://chat.example/chat/17?room=7&lang=en", headers: [] },
    response: { status: 101, headers: [] },
    _webSocketMessages: lines.map(([from, payload], step) => ({
      type: from === "client" ? "send" : "receive",
      time: (START + index * 1000 + step + 1) / 1000,
      opcode: 1,
      data: typeof payload === "string" ? payload : JSON.stringify(payload),
    })),
  }));
  return JSON.stringify({ log: { version: "1.2", entries } }, null, 2);
}

describe("a first document, learned from an HTTP archive", function () {
  this.timeout(60_000);
  let folder: ReturnType<typeof folderWith>;
  before(() => {
    const said = talks(30);
    folder = folderWith({ "one.ndjson": recordingOf(said), "one.har": archiveOf(said) });
  });
  after(() => folder.remove());

  it("has the messages and operations that our own recording of the same traffic has", async () => {
    const own = await learnedIn(folder.path, ["one.ndjson"], { out: "own.yaml" });
    const archived = await learnedIn(folder.path, ["one.har"], { out: "archived.yaml" });
    for (const part of ["/channels/chat/messages", "/operations"])
      expect(objectAt(archived.value, part)).to.deep.equal(objectAt(own.value, part));
    expect(archived.trial).to.deep.equal({ connections: 30, kept: 30, broken: [] });
  });
});
