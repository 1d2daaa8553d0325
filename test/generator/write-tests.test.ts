import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
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
    expect(Object.keys(JSON.parse(await read(".manifest.json")))).to.deep.equal([...written]);
    expect(JSON.parse(await read(".cache/lines.json"))).to.deep.equal(output.lineMap);
    expect(await read(".cache/.gitignore")).to.equal("*\n");
    const all = await readdir(join(cwd, "out"), { recursive: true });
    expect(all.filter((name) => name.endsWith(".tmp"))).to.deep.equal([]);
  });

  it("touches nothing the second time", async () => {
    const { written } = await writeTests(output);
    expect(await writeTests(output)).to.deep.equal({
      written: [],
      unchanged: written,
      removed: [],
      kept: [],
    });
    expect(await checkTests(output)).to.deep.equal([]);
  });

  it("tells what is stale without writing", async () => {
    expect(await checkTests(output)).to.include("stream/agent.test.ts");
    expect(await readdir(cwd)).to.deep.equal([]);
  });

  it("deletes what is no longer planned, and its empty folder", async () => {
    await writeTests(output);
    const plan = withoutFamily(output.plan, "stream");
    expect(await checkTests({ ...output, plan })).to.deep.equal(["stream/agent.test.ts"]);
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
    expect(await checkTests(output)).to.deep.equal(["stream/agent.test.ts"]);
    const gone = await writeTests({ ...output, plan: withoutFamily(output.plan, "stream") });
    expect(gone.kept).to.deep.equal(["stream/agent.test.ts"]);
    await writeTests({ ...output, force: true });
    expect(await read("stream/agent.test.ts")).to.include("stream - agent");
  });

  it("deletes nothing that a manifest names outside its folder", async () => {
    await writeTests(output);
    await writeFile(join(cwd, "out/.manifest.json"), JSON.stringify({ "../precious": "0" }));
    await writeFile(join(cwd, "precious"), "x");
    let thrown: unknown = null;
    await writeTests(output).catch((error: unknown) => {
      thrown = error;
    });
    expect(thrown).to.be.instanceOf(ToolError).and.include({ code: "MANIFEST" });
    expect(await readdir(cwd)).to.include("precious");
  });
});
