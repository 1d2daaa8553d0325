import { expect } from "chai";
import { loadConfig } from "../../config/index.ts";
import type { Config, ConfigFile } from "../../config/model.ts";
import { type SourcePlace, ToolError } from "../../contract/tool-error.ts";
import { folderWith } from "./folder.ts";

type Given = { file?: string; flags?: ConfigFile; env?: { [name: string]: string } };

/** Loads the config from a folder that holds just these files. */
async function load(files: { [name: string]: string }, given: Given = {}): Promise<Config> {
  const folder = folderWith(files);
  try {
    return await loadConfig({ cwd: folder.path, flags: {}, env: {}, ...given });
  } finally {
    folder.remove();
  }
}

async function failure(files: { [name: string]: string }, given: Given = {}): Promise<ToolError> {
  try {
    await load(files, given);
  } catch (error) {
    if (error instanceof ToolError) return error;
    throw error;
  }
  throw new Error("the config was accepted");
}

function placeText(where: SourcePlace | string | null): string {
  if (where === null || typeof where === "string") return String(where);
  return `${where.file}:${where.line}:${where.column}`;
}

const YAML = "asyncproof.config.yaml";

describe("loadConfig", () => {
  it("has a default for everything", async () => {
    const config = await load({});
    expect(config).to.deep.include({
      url: null,
      start: null,
      port: null,
      out: "generated-tests",
      seed: 1,
      patienceMs: 10_000,
      quietMs: 100,
      maxWaitMs: 5000,
      file: null,
    });
    expect(config.origins["seed"]).to.deep.equal({ kind: "default", name: "default" });
  });

  it("lets flags win over the environment, that over the file, that over defaults", async () => {
    const files = { [YAML]: "seed: 3\nout: file\nquiet: 3ms\npatience: 3s\n" };
    const env = { ASYNCPROOF_SEED: "2", ASYNCPROOF_OUT: "env", ASYNCPROOF_QUIET: "2ms" };
    const config = await load(files, { env, flags: { seed: 1, out: "flag" } });
    expect(config).to.deep.include({ seed: 1, out: "flag", quietMs: 2, patienceMs: 3000, maxWaitMs: 5000 });
    expect(config.origins["out"]).to.deep.equal({ kind: "flag", name: "--out" });
    expect(config.origins["quiet"]).to.deep.equal({ kind: "env", name: "ASYNCPROOF_QUIET" });
    expect(config.origins["patience"]).to.deep.equal({ kind: "file", name: `${YAML}:4` });
    expect(config.origins["maxWait"]?.kind).to.equal("default");
  });

  it("takes the flags that a run hands to its child", async () => {
    const env = { ASYNCPROOF_FLAGS: '{"seed": 7, "credentials": {"key": {"value": "k"}}}' };
    const config = await load({ [YAML]: "seed: 3\ncredentials: {other: {env: OTHER}}" }, { env });
    expect(config.seed).to.equal(7);
    expect(config.credentials).to.deep.equal({ other: { env: "OTHER" }, key: { value: "k" } });
  });

  it("drops a flag that was not given", async () => {
    const flags: ConfigFile = JSON.parse("{}");
    const config = await load({ [YAML]: "url: ws://localhost:1" }, { flags: { ...flags } });
    expect(config.url).to.equal("ws://localhost:1");
  });

  const same: { readonly [name: string]: string } = {
    [YAML]: "seed: 9\nport: 4000",
    "asyncproof.config.json": '{\n\t"seed": 9,\n\t"port": 4000\n}',
    "asyncproof.config.mjs": "export default { seed: 9, port: 4000 };",
    "asyncproof.config.ts": "const seed: number = 9; export default { seed, port: 4000 };",
  };
  for (const [name, text] of Object.entries(same))
    it(`reads ${name}`, async () =>
      expect(await load({ [name]: text })).to.deep.include({ seed: 9, port: 4000, file: name }));

  it("reads the file that --config names, and says when it is not there", async () => {
    expect((await load({ "here/my.yaml": "seed: 5" }, { file: "here/my.yaml" })).seed).to.equal(5);
    expect((await failure({}, { file: "gone.yaml" })).code).to.equal("CONFIG-NOT-FOUND");
    expect((await failure({ "my.toml": "" }, { file: "my.toml" })).code).to.equal("CONFIG-FORMAT");
  });

  it("refuses two config files in one folder", async () => {
    const error = await failure({ [YAML]: "", "asyncproof.config.json": "{}" });
    expect(error.code).to.equal("CONFIG-TWICE");
  });

  it("shows a misspelt key with line and column, and what was meant", async () => {
    const error = await failure({ [YAML]: "seed: 1\npatiense: 2s\n" });
    expect(error).to.include({ code: "CONFIG-INVALID", hint: "did you mean `patience`?" });
    expect(error.where).to.deep.equal({ file: YAML, line: 2, column: 1 });
  });

  it("shows a misspelt key deep inside", async () => {
    const error = await failure({ [YAML]: "credentials:\n  key:\n    jwt: {secretenv: X}\n" });
    expect(error.message).to.equal("`credentials.key.jwt.secretenv` is no setting");
    expect(error.hint).to.equal("did you mean `secretEnv`?");
    expect(error.where).to.deep.include({ line: 3, column: 11 });
  });

  it("says what a duration, a URL and a credential look like", async () => {
    expect(await failure({ [YAML]: "quiet: 2 sec" })).to.include({
      message: "`quiet` must be a duration",
      hint: "write 250ms, 2s or 1m",
    });
    expect((await failure({ [YAML]: "url: http://localhost" })).hint).to.include("ws://");
    const both = await failure({ [YAML]: "credentials: {key: {value: a, env: B}}" });
    expect(both.message).to.include("exactly one of `value`, `env`, `command`, `jwt`");
  });

  it("names the variable or the flag that is wrong", async () => {
    expect((await failure({}, { env: { ASYNCPROOF_SEED: "many" } })).where).to.equal("ASYNCPROOF_SEED");
    expect((await failure({}, { flags: { maxWait: "soon" } })).where).to.equal("--max-wait");
    expect((await failure({}, { env: { ASYNCPROOF_FLAGS: "[" } })).where).to.equal("ASYNCPROOF_FLAGS");
  });

  it("shows where YAML and JSON cannot be read", async () => {
    const yaml = await failure({ [YAML]: "seed: 1\n  out: [\n" });
    expect(yaml.code).to.equal("YAML-SYNTAX");
    expect(yaml.where).to.include({ file: YAML });
    const json = await failure({ "asyncproof.config.json": '{\n  "seed": 1,\n}' });
    expect([json.code, json.where]).to.deep.equal([
      "CONFIG-SYNTAX",
      { file: "asyncproof.config.json", line: 3, column: 1 },
    ]);
  });

  it("refuses a module without a default export, one that throws, and one with functions", async () => {
    const name = "asyncproof.config.mjs";
    expect((await failure({ [name]: "export const seed = 1;" })).code).to.equal("CONFIG-SYNTAX");
    expect((await failure({ [name]: "throw new Error('no');" })).message).to.equal("no");
    expect((await failure({ [name]: "export default { seed: () => 1 };" })).code).to.equal("CONFIG-INVALID");
  });

  it("shows where a module throws, and where TypeScript cannot be read", async () => {
    const thrown = await failure({
      "asyncproof.config.mjs": "const a = 'no';\nthrow new Error(a);\n",
    });
    expect([thrown.message, thrown.where]).to.deep.equal([
      "no",
      { file: "asyncproof.config.mjs", line: 2, column: 7 },
    ]);
    const unread = await failure({ "asyncproof.config.ts": "export default {\n  seed: = 3,\n};\n" });
    expect([unread.message, unread.where]).to.deep.equal([
      'Unexpected "="',
      { file: "asyncproof.config.ts", line: 2, column: 9 },
    ]);
  });

  const MODULE = "asyncproof.config.mjs";
  for (const [what, files, message, place] of [
    [
      "JavaScript has no syntax",
      { [MODULE]: "export default {\n  seed: = 3,\n};\n" },
      'Unexpected "="',
      `${MODULE}:2:9`,
    ],
    [
      "a name is declared twice",
      { [MODULE]: "export default {};\nlet a; let a;\n" },
      "already been declared",
      `${MODULE}:2:12`,
    ],
    [
      "a file that it imports has no syntax",
      { [MODULE]: 'import "./more/a.mjs";\nexport default {};\n', "more/a.mjs": "\nlet a = ;\n" },
      'Unexpected ";"',
      "more/a.mjs:2:9",
    ],
    [
      "TypeScript that it imports has no syntax",
      { "asyncproof.config.ts": 'import "./b.ts";\nexport default {};\n', "b.ts": "let a: = 1;\n" },
      'Unexpected "="',
      "b.ts:1:8",
    ],
    [
      "a file that it imports is not there",
      { [MODULE]: '\n  import "./gone.mjs";\nexport default {};\n' },
      '"./gone.mjs"',
      `${MODULE}:2:10`,
    ],
    [
      "what it imports is not exported",
      {
        [MODULE]: 'import { b } from "./a.mjs";\nexport default { seed: b };\n',
        "a.mjs": "export const a = 1;\n",
      },
      'import "b"',
      `${MODULE}:1:10`,
    ],
    [
      "a regular expression can't be read",
      { [MODULE]: "// no /(/\nexport default {\n  a: 'no /(/', seed: /(/u.source,\n};\n" },
      "Invalid regular expression: /(/",
      `${MODULE}:3:22`,
    ],
    [
      "a regular expression of TypeScript that it imports can't be read",
      {
        "asyncproof.config.ts": 'import "./b.ts";\nexport default {};\n',
        "b.ts": "let a: string;\nconst b = /[b-a]\\/x/;\n",
      },
      "Range out of order",
      "b.ts:2:11",
    ],
  ] as const)
    it(`shows where ${what}`, async () => {
      const error = await failure(files);
      expect([error.code, placeText(error.where)]).to.deep.equal(["CONFIG-SYNTAX", place]);
      expect(error.message).to.include(message);
    });

  it("says that a config is an object, and no function that makes one", async () => {
    const error = await failure({ [MODULE]: "export default () => ({ seed: 1 });\n" });
    expect([error.code, error.message]).to.deep.equal([
      "CONFIG-INVALID",
      "the default export must be a plain value, not a function",
    ]);
    expect(error.hint).to.include("export default");
  });

  it("refuses what can't be copied, as the module's mistake", async () => {
    const itself = await failure({ [MODULE]: "const tls = {};\ntls.ca = tls;\nexport default { tls };\n" });
    expect([itself.code, placeText(itself.where)]).to.deep.equal(["CONFIG-INVALID", MODULE]);
    const getter = await failure({
      [MODULE]: "export default {\n  get seed() { throw Error('no seed') },\n};\n",
    });
    expect([getter.code, placeText(getter.where)]).to.deep.equal(["CONFIG-INVALID", `${MODULE}:2:22`]);
    expect(getter.message).to.include("no seed");
  });

  for (const url of ["ws://127.0.0.1:99999", "ws://[::1", "ws://%zz", "ws://ada:%zz@127.0.0.1"])
    it(`refuses ${url}, which nobody can read, as a URL and as a proxy's`, async () => {
      const wrong = await failure({ [YAML]: `seed: 1\nurl: "${url}"\n` });
      expect([wrong.code, placeText(wrong.where)]).to.deep.equal(["CONFIG-INVALID", `${YAML}:2:1`]);
      expect(wrong.hint).to.equal("write ws://host:port or wss://host:port");
      const proxy = await failure({ [YAML]: `proxy: "${url.replace("ws:", "http:")}"\n` });
      expect([proxy.code, placeText(proxy.where)]).to.deep.equal(["CONFIG-INVALID", `${YAML}:1:1`]);
    });

  it("refuses an empty file: it was meant to say something", async () => {
    expect((await failure({ [YAML]: "" })).code).to.equal("CONFIG-INVALID");
  });

  it("has three identities, the file's first", async () => {
    const names = async (text: string): Promise<string[]> =>
      (await load({ [YAML]: text })).identities.map(({ name }) => name);
    expect(await names("seed: 1")).to.deep.equal(["alice", "bob", "carol"]);
    expect(await names("identities: {bob: {}, zoe: {}}")).to.deep.equal(["bob", "zoe", "alice"]);
    expect(await names("identities: {a: {}, b: {}, c: {}, d: {}}")).to.deep.equal(["a", "b", "c", "d"]);
  });

  it("takes key files relative to the config file", async () => {
    const files = { "here/my.yaml": "credentials: {key: {jwt: {keyFile: key.pem}}}" };
    const config = await load(files, { file: "here/my.yaml" });
    expect(JSON.stringify(config.credentials)).to.match(/"keyFile":"[^"]+here.key\.pem"/);
  });
});
