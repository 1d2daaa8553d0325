import { expect } from "chai";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { loadConfig } from "../../config/index.ts";
import type { Document } from "../../runner/document.ts";
import { isFresh } from "../../runner/fresh.ts";
import { check, generate, generateTests } from "../../runner/generate.ts";
import { readyTests } from "../../runner/ready-tests.ts";
import { folderWith } from "../config/folder.ts";

const SPEC = `asyncapi: 3.0.0
info: { title: Echo, version: 1.0.0 }
servers: { here: { host: "localhost:1", protocol: ws } }
channels:
  echo:
    address: /
    messages: { say: { payload: { $ref: "./say.yaml" } } }
operations:
  say: { action: receive, channel: { $ref: "#/channels/echo" } }
`;

describe("a look at generated tests", () => {
  let folder: ReturnType<typeof folderWith>;
  const told: string[] = [];

  beforeEach(async () => {
    folder = folderWith({
      "echo.yaml": SPEC,
      "say.yaml": "{ type: object, required: [text], properties: { text: { type: string } } }\n",
      "overlay.yaml":
        "overlay: 1.0.0\ninfo: { title: o, version: '1' }\nactions: [{ target: $.info, update: { description: an echo } }]\n",
      "asyncproof.config.yaml": "overlays: [overlay.yaml]\ncache: cache\n",
    });
    told.length = 0;
    await generate(await document(), false);
  });
  afterEach(() => folder.remove());

  async function document(flags: object = {}): Promise<Document> {
    const config = await loadConfig({ cwd: folder.path, flags, env: {} });
    return { spec: "echo.yaml", cwd: folder.path, config, role: null, talk: (text) => told.push(text) };
  }
  const file = (...path: readonly string[]): string => join(folder.path, ...path);

  it("is short after what was written lies there, and says the same", async () => {
    const written = told.splice(0);
    expect(written.join("")).to.include("CONTENT-TYPE-ASSUMED");
    expect(await isFresh(await document())).to.equal(true);
    expect(told).to.deep.equal(written);
  });

  it("is a whole one where a file was kept that is not as we wrote it", async () => {
    appendFileSync(file("say.yaml"), "# more\n");
    appendFileSync(file("generated-tests", "contract.lock.json"), " ");
    await generate(await document(), false);
    expect(await isFresh(await document())).to.equal(false);
    await generate(await document(), true);
    expect(await isFresh(await document())).to.equal(true);
  });

  it("is short when nothing was stale the last time, and says the same", async () => {
    rmSync(file("cache"), { recursive: true });
    expect(await isFresh(await document())).to.equal(false);
    told.length = 0;
    expect((await check(await document())).stale).to.deep.equal([]);
    const whole = told.splice(0);
    expect(whole.join("")).to.include("CONTENT-TYPE-ASSUMED");
    expect(await isFresh(await document())).to.equal(true);
    expect(told).to.deep.equal(whole);
  });

  const changes: { readonly [what: string]: () => void } = {
    "the document": () => appendFileSync(file("echo.yaml"), "# more\n"),
    "a file that it refers to": () => appendFileSync(file("say.yaml"), "# more\n"),
    "an overlay": () => appendFileSync(file("overlay.yaml"), "# more\n"),
    "the config": () => appendFileSync(file("asyncproof.config.yaml"), "seed: 7\n"),
    "a generated file": () => appendFileSync(file("generated-tests", "contract.lock.json"), " "),
    "the time of a generated file": () =>
      utimesSync(file("generated-tests", "contract.lock.json"), new Date(0), new Date(0)),
    "the manifest, which is gone": () => rmSync(file("generated-tests", ".manifest.json")),
    "a template": () => {
      mkdirSync(file("own"));
      const ours = new URL("../../templates/file.hbs", import.meta.url);
      writeFileSync(file("own", "file.hbs"), `${readFileSync(ours, "utf8")}// mine\n`);
      appendFileSync(file("asyncproof.config.yaml"), "templates: own\n");
    },
    "what was kept, which nobody can read": () => {
      rmSync(file("cache"), { recursive: true });
      writeFileSync(file("cache"), "");
    },
  };
  for (const [what, change] of Object.entries(changes))
    it(`is a whole one after a change of ${what}`, async () => {
      await check(await document());
      expect(await isFresh(await document())).to.equal(true);
      change();
      expect(await isFresh(await document())).to.equal(false);
    });

  it("stays a whole one while something is stale", async () => {
    writeFileSync(
      file("say.yaml"),
      "{ type: object, properties: { text: { type: string, enum: [a, b] } } }\n",
    );
    expect((await check(await document())).stale).not.to.deep.equal([]);
    expect(await isFresh(await document())).to.equal(false);
  });

  it("takes the settings of the command line into account", async () => {
    await check(await document());
    expect(await isFresh(await document({ seed: 9 }))).to.equal(false);
  });

  describe("of a run", () => {
    const planned = async (): Promise<boolean> => "plan" in (await readyTests(await document()));

    it("is short while nothing has changed since the run before, and gives the same", async () => {
      told.length = 0;
      const { plan, ...whole } = await generateTests(await document());
      const warnings = told.splice(0);
      expect(await planned()).to.equal(false);
      expect(told).to.deep.equal(warnings);
      const again = await readyTests(await document());
      expect({ ...again, readMs: whole.readMs }).to.deep.equal(whole);
      expect(plan.files).to.have.length(whole.planned);
    });

    for (const [what, change] of Object.entries(changes))
      it(`makes the tests anew after a change of ${what}`, async () => {
        await generateTests(await document());
        expect(await planned()).to.equal(false);
        change();
        expect(await planned()).to.equal(true);
      });

    it("writes the lines anew where they are gone, whatever a look without them has found", async () => {
      await check(await document());
      rmSync(file("generated-tests", ".cache"), { recursive: true });
      expect(await planned()).to.equal(true);
      expect(existsSync(file("generated-tests", ".cache", "lines.json"))).to.equal(true);
    });

    it("is never short beside a file that somebody has changed", async () => {
      appendFileSync(file("generated-tests", "message", "echo.test.ts"), "// mine\n");
      await generateTests(await document());
      expect(await planned()).to.equal(true);
    });
  });
});

describe("the first look in a folder that was empty", () => {
  const folders: ReturnType<typeof folderWith>[] = [];
  after(() => {
    for (const folder of folders) folder.remove();
  });

  async function firstOf(config: string): Promise<Document> {
    const folder = folderWith({
      "echo.yaml": SPEC,
      "say.yaml": "{ type: object }\n",
      "asyncproof.config.yaml": config,
    });
    folders.push(folder);
    return {
      spec: "echo.yaml",
      cwd: folder.path,
      config: await loadConfig({ cwd: folder.path, flags: {}, env: {} }),
      role: null,
      talk: () => {},
    };
  }

  it("keeps the contract, so that the second is short", async () => {
    const document = await firstOf("seed: 1\n");
    await generate(document, false);
    expect(await isFresh(document)).to.equal(true);
  });

  it("keeps nothing where nothing is to be kept, and where the tests could not be written", async () => {
    const off = await firstOf("cache: off\n");
    await generate(off, false);
    expect(existsSync(join(off.cwd, "generated-tests", ".cache", "contracts"))).to.equal(false);
    const useless = await firstOf("values: { 'say#/text': hi, 'nothing#/at': all }\n");
    const refused = await generate(useless, false).catch((error: Error) => error);
    expect(refused).to.be.instanceOf(Error);
    expect(existsSync(join(useless.cwd, "generated-tests"))).to.equal(false);
  });
});
