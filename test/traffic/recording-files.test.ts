import { expect } from "chai";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { ToolError } from "../../contract/index.ts";
import { filesOf } from "../../traffic/index.ts";
import { folderWith } from "../config/folder.ts";

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
});
