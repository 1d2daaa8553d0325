import { expect } from "chai";
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { folderWith } from "../config/folder.ts";
import { asyncproof, fixture, PATIENT_MS } from "./cli.ts";

describe("asyncproof run --shard, merge-reports, and several documents", function () {
  this.timeout(PATIENT_MS);
  const folder = folderWith({
    "asyncproof.config.yaml": "seed: 1\nquiet: 2s\n",
    "services/no.yaml": "asyncapi: 9\n",
  });
  mkdirSync(join(folder.path, "services/a"), { recursive: true });
  for (const path of ["echo.yaml", "services/a/echo.yaml"])
    copyFileSync(join(fixture, "echo.yaml"), join(folder.path, path));
  after(() => folder.remove());
  const here = (...args: readonly string[]): ReturnType<typeof asyncproof> => asyncproof(args, folder.path);

  it("divides the tests: the lists of all shards are the list of all", async () => {
    const listed = async (...more: readonly string[]): Promise<string[]> => {
      const { stdout } = await here("run", "echo.yaml", "--list", "--json", ...more);
      const { tests }: { tests: readonly { title: readonly string[] }[] } = JSON.parse(stdout);
      return tests.map(({ title }) => title.join(" > "));
    };
    const parts = [await listed("--shard", "1/2"), await listed("--shard", "2/2")];
    expect(parts.flat().sort()).to.deep.equal((await listed()).sort());
    expect(parts.map(({ length }) => length)).to.deep.equal([25, 24]);
  });

  it("merges what all shards wrote, and refuses a part of them", async () => {
    await here("run", "echo.yaml", "--quiet", "--shard", "1/2", "--report", "ndjson=s1.ndjson");
    await here("run", "echo.yaml", "--quiet", "--shard", "2/2", "--report", "ndjson=s2.ndjson");
    const gate = ["--min-contract-coverage", "100", "--report", "junit=all.xml", "--json"];
    const { code, stdout } = await here("merge-reports", "s*.ndjson", ...gate);
    const merged = JSON.parse(stdout);
    expect([code, merged.kept, merged.unspecified, merged.notReached]).to.deep.equal([0, 48, 1, 0]);
    expect(readFileSync(join(folder.path, "all.xml"), "utf8")).to.include('tests="49"');
    const part = await here("merge-reports", "s1.ndjson");
    expect([part.code, part.stderr.includes("REPORT-MISMATCH")]).to.deep.equal([2, true]);
  });

  it("refuses shards that there cannot be: exit code 2", async () => {
    for (const shard of ["0/2", "3/2", "1", "1/x"])
      expect((await here("run", "echo.yaml", "--shard", shard)).code, shard).to.equal(2);
  });

  it("runs several documents with one summary, and the worst exit code", async () => {
    const { code, stdout, stderr } = await here(
      "run",
      "services/**/*.yaml",
      "--quiet",
      "--family",
      "message",
    );
    expect(code).to.equal(2);
    expect(stdout).to.match(/\n2 documents\n/);
    expect(stdout).to.match(/\nservices\/a\/echo\.yaml +kept +3 kept/);
    expect(stdout).to.match(/\nservices\/no\.yaml +could not tell/);
    expect(stderr).to.include("DOCUMENT-VERSION");
  });
});
