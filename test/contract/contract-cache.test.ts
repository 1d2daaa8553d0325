import { expect } from "chai";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { loadContract } from "../../contract/index.ts";
import type { LoadedContract, LoadOptions } from "../../contract/load-contract.ts";
import { chat, faultOf, type Files, inFolder } from "./document-fixture.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const FILES: Files = {
  "asyncapi.yaml": chat({ question: '{ $ref: "parts.yaml#/question" }' }),
  "parts.yaml": "question: { title: First, payload: { type: object } }\n",
  "ours.yaml": "overlay: 1.0.0\nactions: [{ target: $.info, update: { title: Ours } }]\n",
};

/** Loads with a cache, and whether it was of use: nothing was written then. */
async function load(
  cwd: string,
  options: LoadOptions = {},
): Promise<{ loaded: LoadedContract; warm: boolean }> {
  const before = entries(cwd);
  const loaded = await loadContract("asyncapi.yaml", { cwd, cache: join(cwd, "cache"), ...options });
  return { loaded, warm: JSON.stringify(entries(cwd)) === JSON.stringify(before) };
}

function entries(cwd: string): string[] {
  const folder = join(cwd, "cache");
  return existsSync(folder)
    ? readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"))
    : [];
}

function entryOf(cwd: string): string {
  const name = readdirSync(join(cwd, "cache")).find((one) => one.startsWith("contract-")) ?? "";
  return join(cwd, "cache", name);
}

describe("the cache of contracts", function () {
  this.timeout(60_000);

  it("gives what was read, without YAML and the official parser", () =>
    inFolder(FILES, async (cwd) => {
      const cold = await load(cwd);
      expect(cold.warm).to.equal(false);
      const { contract, lineMap, warnings, operations } = (await load(cwd)).loaded;
      expect({ contract, lineMap, warnings, operations }).to.deep.equal(cold.loaded);
      // What changed since is told by comparing texts: members in another order would look like a change.
      expect(JSON.stringify(contract)).to.equal(JSON.stringify(cold.loaded.contract));
      const script = `import { createRequire } from "node:module";
const { loadContract } = await import(${JSON.stringify(pathToFileURL(join(root, "contract", "index.ts")).href)});
await loadContract("asyncapi.yaml", { cache: "cache" });
const loaded = Object.keys(createRequire(import.meta.url).cache);
process.stdout.write(loaded.filter((file) => /node_modules/.test(file)).join());`;
      const hook = pathToFileURL(join(root, "test", "ts-hook.mjs")).href;
      writeFileSync(join(cwd, "script.mjs"), script);
      // Here the cache folder is named otherwise, but what is in it is the same.
      const out = execFileSync(process.execPath, ["--import", hook, "script.mjs"], {
        cwd,
        encoding: "utf8",
        timeout: 20_000,
      });
      expect(out).to.equal("");
    }));

  const changes: [name: string, change: (cwd: string) => LoadOptions][] = [
    ["the document", (cwd) => written(cwd, "asyncapi.yaml", `${FILES["asyncapi.yaml"]}# more\n`)],
    [
      "a file that it refers to",
      (cwd) => written(cwd, "parts.yaml", "question: { title: Second, payload: {} }\n"),
    ],
    ["an overlay", (cwd) => written(cwd, "ours.yaml", `${FILES["ours.yaml"]}# more\n`)],
    ["the order of overlays", () => ({ overlays: ["ours.yaml", "ours.yaml"] })],
    ["the role", () => ({ role: "client" })],
    ["the root", () => ({ root: "." })],
  ];
  const written = (cwd: string, file: string, text: string): LoadOptions => {
    writeFileSync(join(cwd, file), text);
    return {};
  };
  for (const [name, change] of changes)
    it(`does not count when ${name} has changed`, () =>
      inFolder(FILES, async (cwd) => {
        await load(cwd, { overlays: ["ours.yaml"] });
        expect((await load(cwd, { overlays: ["ours.yaml"] })).warm).to.equal(true);
        expect((await load(cwd, { overlays: ["ours.yaml"], ...change(cwd) })).warm).to.equal(false);
      }));

  it("still says that a file is gone, and that it is back", () =>
    inFolder(FILES, async (cwd) => {
      await load(cwd);
      rmSync(join(cwd, "parts.yaml"));
      const lost = async (): Promise<readonly string[]> =>
        (await load(cwd)).loaded.warnings.map(({ code, message }) => `${code} ${message}`);
      const cold = await lost();
      expect(cold.join()).to.include("REFERENCE-LOST `parts.yaml#/question`: parts.yaml is not there");
      expect((await load(cwd)).warm).to.equal(true);
      expect(await lost()).to.deep.equal(cold);
      written(cwd, "parts.yaml", FILES["parts.yaml"] ?? "");
      expect(await lost()).to.deep.equal([]);
    }));

  it("keeps what is lost and left out with the contract", () =>
    inFolder(
      {
        "asyncapi.yaml": chat({ question: '{ payload: { $ref: "#/lost" } }' }).replace(
          "action: send",
          "action: sned",
        ),
      },
      async (cwd) => {
        const { loaded } = await load(cwd);
        expect(loaded.operations).to.deep.equal({ declared: 3, elsewhere: 0, leftOut: 1 });
        expect(loaded.warnings.map(({ code }) => code)).to.include.members([
          "REFERENCE-LOST",
          "OPERATION-LEFT-OUT",
        ]);
        const again = await load(cwd);
        expect(again.warm).to.equal(true);
        const { contract, warnings, operations } = again.loaded;
        expect({ contract, warnings, operations }).to.deep.equal({
          contract: loaded.contract,
          warnings: loaded.warnings,
          operations: loaded.operations,
        });
      },
    ));

  it("does not count when an overlay by a whole path has changed", () =>
    inFolder(FILES, async (cwd) => {
      const overlays = [join(cwd, "ours.yaml")];
      await load(cwd, { overlays });
      expect((await load(cwd, { overlays })).warm).to.equal(true);
      written(cwd, "ours.yaml", (FILES["ours.yaml"] ?? "").replace("Ours", "Mine"));
      expect((await load(cwd, { overlays })).loaded.contract.title).to.equal("Mine");
    }));

  const damages: [name: string, damage: (text: string) => string][] = [
    ["empty", () => ""],
    ["cut off", (text) => text.slice(0, text.length / 2)],
    ["changed by hand", (text) => text.replace('"title":"Chat"', '"title":"Trap"')],
    ["something else", () => '{"a": 1}\n{}\n{}'],
    ["of another key", (text) => text.replace(/"key":"./, '"key":"x')],
  ];
  for (const [name, damage] of damages)
    it(`is ignored where it is ${name}`, () =>
      inFolder(FILES, async (cwd) => {
        const { loaded } = await load(cwd);
        const good = readFileSync(entryOf(cwd), "utf8");
        expect(damage(good)).to.not.equal(good);
        writeFileSync(entryOf(cwd), damage(good));
        const again = await load(cwd);
        expect(again.loaded.contract).to.deep.equal(loaded.contract);
        expect(readFileSync(entryOf(cwd), "utf8")).to.equal(good);
      }));

  it("fails no run where it can't be written", () =>
    inFolder({ ...FILES, cache: "a file\n" }, async (cwd) => {
      const { contract } = await loadContract("asyncapi.yaml", { cwd, cache: join(cwd, "cache") });
      expect(contract.title).to.equal("Chat");
      expect(readFileSync(join(cwd, "cache"), "utf8")).to.equal("a file\n");
    }));

  it("is written by several at once, and whole", () =>
    inFolder(FILES, async (cwd) => {
      const all = await Promise.all(Array.from({ length: 5 }, () => load(cwd)));
      for (const { loaded } of all) expect(loaded.contract).to.deep.equal(all[0]?.loaded.contract);
      expect(readdirSync(join(cwd, "cache")).filter((name) => name !== ".gitignore")).to.have.lengthOf(1);
      expect((await load(cwd)).warm).to.equal(true);
    }));

  it("keeps nothing of a document with an error", () =>
    inFolder({ "asyncapi.yaml": chat({ channel: "{ idl: 1 }" }) }, async (cwd) => {
      await faultOf(load(cwd));
      expect(entries(cwd)).to.deep.equal([]);
    }));
});
