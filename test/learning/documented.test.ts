import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bin/cli.ts";
import { folderWith } from "../config/folder.ts";
import { learnedIn } from "./learned.ts";

describe("docs/learn.md", function () {
  this.timeout(60_000);
  it("shows what the recording in it really leads to", async () => {
    const text = readFileSync(join(root, "docs/learn.md"), "utf8");
    const block = (language: string): string =>
      new RegExp(`\`\`\`${language}\\n([\\s\\S]+?)\`\`\``).exec(text)?.[1] ?? "";
    expect(block("yaml")).to.include("sequence: token+ done");
    const folder = folderWith({ "one.ndjson": block("json") });
    const learned = await learnedIn(folder.path, ["one.ndjson"]);
    folder.remove();
    expect(learned.text).to.include(block("yaml"));
    expect(learned.trial.kept).to.equal(1);
  });
});
