import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { folderWith } from "../config/folder.ts";

/** The module hook as Node calls it. */
interface Hooks {
  load(url: string, context: object, next: () => never): Promise<{ format: string; source: string | Buffer }>;
}

const TYPED = "const one: number = 1;\n";

describe("the hook for TypeScript", () => {
  let folder: ReturnType<typeof folderWith>;
  let hooks: Hooks;
  const source = async (name: string): Promise<string> => {
    const url = pathToFileURL(`${folder.path}/${name}`).href;
    const loaded = await hooks.load(url, {}, () => expect.fail("left to Node"));
    expect(loaded.format).to.equal("module");
    return String(loaded.source);
  };

  before(async () => {
    folder = folderWith({ "typed.test.ts": TYPED });
    // An instance of this test's own: the one of the process is in use.
    hooks = await import(new URL("../../harness/ts/hooks.mjs?own", import.meta.url).href);
  });
  after(() => folder.remove());

  it("takes the types out of a file", async () => {
    expect(await source("typed.test.ts")).to.include("const one = 1;");
  });

  it("keeps the lines of what is thrown: those of the file, not of what was made of it", () => {
    const file = join(folder.path, "throws.test.ts");
    writeFileSync(file, "interface One {\n  one: number;\n}\n\nthrow new Error(String(1 as One['one']));\n");
    const loader = import.meta.resolve("asyncproof/ts");
    const env = { ...process.env, ASYNCPROOF_HOOKS: "1" };
    const { stderr } = spawnSync(process.execPath, [`--import=${loader}`, file], { env, encoding: "utf8" });
    expect(stderr).to.match(/throws\.test\.ts:5:7\)?\n/);
  });
});
