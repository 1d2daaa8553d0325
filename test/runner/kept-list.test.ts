import { expect } from "chai";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadConfig } from "../../config/index.ts";
import { EVERYTHING } from "../../runner/filter.ts";
import { generate, generateTests } from "../../runner/generate.ts";
import { list, type ListOptions } from "../../runner/list.ts";
import { folderWith } from "../config/folder.ts";

const SPEC = `asyncapi: 3.0.0
info: { title: Echo, version: 1.0.0 }
servers: { here: { host: "localhost:1", protocol: ws } }
channels:
  echo: { address: /, messages: { say: { payload: { $ref: "./say.yaml" } }, said: {} } }
operations:
  say: { action: receive, channel: { $ref: "#/channels/echo" }, messages: [{ $ref: "#/channels/echo/messages/say" }] }
  said: { action: send, channel: { $ref: "#/channels/echo" }, messages: [{ $ref: "#/channels/echo/messages/said" }] }
`;

describe("a list of tests", () => {
  let folder: ReturnType<typeof folderWith>;
  let told: string[];

  beforeEach(() => {
    folder = folderWith({
      "echo.yaml": SPEC,
      "say.yaml": "{ type: object, required: [text], properties: { text: { type: string } } }\n",
      "asyncproof.config.yaml": "cache: cache\n",
    });
    told = [];
  });
  afterEach(() => folder.remove());

  async function options(flags: object = {}): Promise<ListOptions> {
    const config = await loadConfig({ cwd: folder.path, flags, env: {} });
    const document = { spec: "echo.yaml", cwd: folder.path, config, role: null };
    const talk = (text: string): number => told.push(text);
    return { ...document, talk, filter: EVERYTHING, env: {}, failed: false, hostile: false };
  }
  const at = (name: string): string => join(folder.path, name);

  /** Path of what was kept. */
  function kept(): string {
    const [name = ""] = readdirSync(at("cache")).filter((one) => one.startsWith("list-"));
    return join(at("cache"), name);
  }

  /** What is kept with a test that no plan has: where it is listed, nothing was planned. */
  function mark(): void {
    const known = JSON.parse(readFileSync(kept(), "utf8"));
    known.tests.push({ title: ["a mark"], sends: [], skipped: "" });
    writeFileSync(kept(), JSON.stringify(known));
  }

  it("names the test files of the user's own, and takes their families for possible", async () => {
    const mine = { ...EVERYTHING, families: ["mine"] };
    const refused: unknown = await list({ ...(await options()), filter: mine }, false).catch((one) => one);
    expect(refused).to.include({ code: "UNKNOWN-NAME" });
    mkdirSync(at("generated-tests/more"), { recursive: true });
    writeFileSync(at("generated-tests/more/mine.test.ts"), "// mine\n");
    await generateTests(await options());
    expect(await list({ ...(await options()), filter: mine }, false)).to.equal(
      "generated-tests/more/mine.test.ts: yours; what is in it shows when it runs\n0 tests\n",
    );
    const { ownTestFiles } = JSON.parse(await list(await options(), true));
    expect(ownTestFiles).to.deep.equal(["generated-tests/more/mine.test.ts"]);
  });

  it("takes no test for the user's that was generated for what the document was before", async () => {
    await generateTests(await options());
    writeFileSync(at("echo.yaml"), SPEC.replace(/^ {2}said: .*\n/m, ""));
    const { ownTestFiles } = JSON.parse(await list(await options(), true));
    expect(readdirSync(at("generated-tests"))).to.include("push");
    expect(ownTestFiles).to.deep.equal([]);
  });

  it("is the same when it was planned before, with the same warnings, filtered or not", async () => {
    const first = [await list(await options(), false), await list(await options(), true)];
    const warned = told.splice(0);
    expect(warned.join("")).to.include("CONTENT-TYPE-ASSUMED");
    const filter = { ...EVERYTHING, families: ["message"] };
    const some = await list({ ...(await options()), filter }, false);
    expect(some.split("\n").length).to.be.within(3, (first[0] ?? "").split("\n").length - 1);
    rmSync(at("cache"), { recursive: true });
    told.length = 0;
    expect([await list(await options(), false), await list(await options(), true)]).to.deep.equal(first);
    expect(told).to.deep.equal(warned);
    expect(await list({ ...(await options()), filter }, false)).to.equal(some);
  });

  it("is not planned again while nothing has changed, and was planned with the tests", async () => {
    await generate(await options(), false);
    mark();
    expect(await list(await options(), false)).to.include("a mark\n");
  });

  const changes: { readonly [what: string]: () => void } = {
    "the document": () => writeFileSync(at("echo.yaml"), `${SPEC}# more\n`),
    "a file that it refers to": () => writeFileSync(at("say.yaml"), "{ type: string }\n"),
    "the config": () => writeFileSync(at("asyncproof.config.yaml"), "cache: cache\nseed: 2\n"),
    "what was kept, which nobody can read": () => writeFileSync(kept(), "{"),
    "what was kept, which is something else": () => {
      const known = JSON.parse(readFileSync(kept(), "utf8"));
      writeFileSync(kept(), JSON.stringify({ ...known, tests: [...known.tests, { title: "a mark" }] }));
    },
  };
  for (const [what, change] of Object.entries(changes))
    it(`is planned anew after a change of ${what}`, async () => {
      await list(await options(), false);
      mark();
      change();
      expect(await list(await options(), false)).not.to.include("a mark");
    });

  it("is planned anew for other settings", async () => {
    await list(await options(), false);
    mark();
    expect(await list(await options({ seed: 7 }), false)).not.to.include("a mark");
  });

  it("is not kept where nothing is, nor by who generates again and again", async () => {
    await generateTests(await options(), { memory: new Map() });
    expect(readdirSync(at("cache")).filter((name) => name.startsWith("list-"))).to.deep.equal([]);
    rmSync(at("cache"), { recursive: true });
    writeFileSync(at("asyncproof.config.yaml"), "cache: off\n");
    await list(await options(), false);
    expect(existsSync(at("cache"))).to.equal(false);
  });

  it("is refused by a name that the document has not, and by none that has no tests", async () => {
    const given = await options();
    const by = (families: readonly string[]): Promise<unknown> =>
      list({ ...given, filter: { ...EVERYTHING, families } }, false).catch((error: unknown) => error);
    expect(await by(["mesage"])).to.include({ code: "UNKNOWN-NAME", hint: "did you mean `message`?" });
    expect(await by(["idle"])).to.equal("0 tests\n");
  });
});
