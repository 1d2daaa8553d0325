import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { ToolError } from "../../contract/index.ts";
import { checkTests, type Output, type TestPlan, writeTests } from "../../generator/index.ts";
import { contractOf, planOf } from "./planned.ts";

const AGENT = "examples/python-agent/asyncapi.yaml";

describe("writing tests", function () {
  this.timeout(60_000);
  let cwd = "";
  let output: Output;
  const read = (path: string): Promise<string> => readFile(join(cwd, "out", path), "utf8");
  const withoutFamily = (plan: TestPlan, family: string): TestPlan => ({
    ...plan,
    files: plan.files.filter((file) => file.family !== family),
  });

  const staleOf = async (wanted: Output): Promise<string[]> =>
    (await checkTests(wanted)).stale.map(({ path, why }) => `${path} ${why}`);
  const times = async (): Promise<number[]> => {
    const all = await readdir(join(cwd, "out"), { recursive: true });
    return Promise.all(all.sort().map(async (path) => (await stat(join(cwd, "out", path))).mtimeMs));
  };

  beforeEach(async () => {
    cwd = await mkdtemp(join(tmpdir(), "generated-"));
    const lineMap = { hash: "abc", document: AGENT, lines: {} };
    output = {
      contract: await contractOf(AGENT),
      plan: await planOf(AGENT),
      lineMap,
      out: "out",
      cwd,
      force: false,
    };
  });
  afterEach(() => rm(cwd, { recursive: true }));

  it("writes tests, lock, Mocha's configuration, manifest and line map, and no temporary file", async () => {
    const { written } = await writeTests(output);
    expect(written).to.include.members([".mocharc.json", "contract.lock.json", "stream/agent.test.ts"]);
    expect(JSON.parse(await read(".mocharc.json"))).to.include({ import: "asyncproof/ts" });
    expect(JSON.parse(await read(".mocharc.json")).spec).to.deep.equal(["out/**/*.test.ts"]);
    expect(Object.keys(JSON.parse(await read(".manifest.json")).files)).to.deep.equal([...written]);
    expect(JSON.parse(await read(".cache/lines.json"))).to.deep.equal(output.lineMap);
    expect(await read(".cache/.gitignore")).to.equal("*\n");
    expect((await readdir(join(cwd, "out/.cache"))).sort()).to.deep.equal([".gitignore", "lines.json"]);
  });

  it("touches nothing the second time", async () => {
    const { written } = await writeTests(output);
    const tests = { added: [], removed: [], addedFor: [], removedFor: [] };
    const before = await times();
    expect(await writeTests(output)).to.deep.equal({
      written: [],
      unchanged: written,
      removed: [],
      kept: [],
      tests,
    });
    expect(await times()).to.deep.equal(before);
    expect(await checkTests(output)).to.deep.equal({ stale: [], tests });
  });

  it("tells what is stale without writing", async () => {
    expect(await staleOf(output)).to.include("stream/agent.test.ts missing");
    expect(await readdir(cwd)).to.deep.equal([]);
  });

  it("deletes what is no longer planned, and its empty folder", async () => {
    await writeTests(output);
    const plan = withoutFamily(output.plan, "stream");
    expect(await staleOf({ ...output, plan })).to.deep.equal(["stream/agent.test.ts surplus"]);
    expect((await writeTests({ ...output, plan })).removed).to.deep.equal(["stream/agent.test.ts"]);
    expect(await readdir(join(cwd, "out"))).not.to.include("stream");
  });

  it("keeps files that it did not write, and folders that hold some", async () => {
    await writeTests(output);
    await writeFile(join(cwd, "out/stream/own.test.ts"), "mine");
    await writeTests({ ...output, plan: withoutFamily(output.plan, "stream") });
    expect(await readdir(join(cwd, "out/stream"))).to.deep.equal(["own.test.ts"]);
  });

  it("keeps and reports a file that somebody changed, unless forced", async () => {
    await writeTests(output);
    await writeFile(join(cwd, "out/stream/agent.test.ts"), "changed");
    for (const _ of [1, 2]) expect((await writeTests(output)).kept).to.deep.equal(["stream/agent.test.ts"]);
    expect(await read("stream/agent.test.ts")).to.equal("changed");
    expect(await staleOf(output)).to.deep.equal(["stream/agent.test.ts edited"]);
    const plan = withoutFamily(output.plan, "stream");
    for (const _ of [1, 2])
      expect((await writeTests({ ...output, plan })).kept).to.deep.equal(["stream/agent.test.ts"]);
    await writeTests({ ...output, force: true });
    expect(await read("stream/agent.test.ts")).to.include("stream - agent");
  });

  it("takes a file for its own whatever line ends git has given it", async () => {
    await writeTests(output);
    const file = join(cwd, "out/stream/agent.test.ts");
    await writeFile(file, (await readFile(file, "utf8")).replaceAll("\n", "\r\n"));
    expect(await staleOf(output)).to.deep.equal([]);
    const plan = withoutFamily(output.plan, "stream");
    expect((await writeTests({ ...output, plan })).removed).to.deep.equal(["stream/agent.test.ts"]);
  });

  it("shows the lines that differ, and cuts a long difference", async () => {
    await writeTests(output);
    const file = join(cwd, "out/stream/agent.test.ts");
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace("describe(", "describes("));
    const [only] = (await checkTests(output)).stale;
    expect(only?.diff.filter((line) => /^[-+]/.test(line))).to.deep.equal([
      '-describes("stream - agent", () => {',
      '+describe("stream - agent", () => {',
    ]);
    await writeFile(file, text.replaceAll("\n", "\n\n"));
    const [long] = (await checkTests(output)).stale;
    expect(long?.diff).to.have.length(61);
    expect(long?.diff.at(-1)).to.match(/^\.\.\. \d+ more lines$/);
  });

  it("says where the disk refuses, and leaves what was there", async () => {
    await writeTests(output);
    await rm(join(cwd, "out/stream"), { recursive: true });
    await writeFile(join(cwd, "out/stream"), "a file where a folder should be");
    expect(await thrownBy(writeTests(output))).to.include({ code: "OUTPUT" });
    expect((await readdir(join(cwd, "out/.cache"))).sort()).to.deep.equal([".gitignore", "lines.json"]);
  });

  it("deletes nothing that a manifest names outside its folder", async () => {
    await writeTests(output);
    await writeFile(join(cwd, "out/.manifest.json"), JSON.stringify({ "../precious": "0" }));
    await writeFile(join(cwd, "precious"), "x");
    expect(await thrownBy(writeTests(output)))
      .to.be.instanceOf(ToolError)
      .and.include({ code: "MANIFEST" });
    expect(await readdir(cwd)).to.include("precious");
  });
});

async function thrownBy(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return null;
}
