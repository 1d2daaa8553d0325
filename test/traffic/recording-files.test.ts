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
});
