import { expect } from "chai";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderWith } from "../config/folder.ts";
import { asyncproof, fixture, PATIENT_MS } from "./cli.ts";

describe("asyncproof faults", function () {
  this.timeout(PATIENT_MS);

  it("kills what the document forbids, names the missing keyword, and holds the gate", async () => {
    const folder = folderWith({});
    const out = join(folder.path, "tests");
    const page = join(folder.path, "faults.html");
    const faults = ["no-reply", "malformed-ignored", "wrong-subprotocol"].flatMap((name) => [
      "--fault",
      name,
    ]);
    const args = [
      "faults",
      "echo.yaml",
      "--out",
      out,
      "--html",
      page,
      "--min-kill",
      "51",
      "--json",
      ...faults,
    ];
    const { code, stdout } = await asyncproof(args, fixture);
    const written = existsSync(page);
    folder.remove();
    expect(code).to.equal(1);
    const { faults: rows, score } = JSON.parse(stdout);
    expect(rows.map(({ state }: { state: string }) => state)).to.deep.equal([
      "killed",
      "unsaid",
      "notApplicable",
    ]);
    expect(rows[0].sites[0].killedBy[0].rule).to.equal("NO-REPLY");
    expect(rows[1].why).to.equal("no `rejects.malformed` on `echo`: that no refusal comes can't be seen");
    expect(score.percent).to.equal(50);
    expect(written).to.equal(true);
  });

  it("sees another code where the error may also come by itself, as in the document that init writes", async () => {
    const folder = folderWith({});
    await asyncproof(["init", "--yes", "--ci", "none"], folder.path);
    const args = ["faults", "asyncapi.yaml", "--fault", "wrong-refusal-code", "--json"];
    const { code, stdout } = await asyncproof(args, folder.path);
    folder.remove();
    expect([code, JSON.parse(stdout).score.percent]).to.deep.equal([0, 100]);
  });

  it("kills by a case whose error is no reply of AsyncAPI's", async () => {
    const folder = folderWith({});
    await asyncproof(["init", "--yes", "--ci", "none"], folder.path);
    const path = join(folder.path, "asyncapi.yaml");
    const cases =
      "cases: [{ name: nobody, send: { text: nobody }, expect: error, where: { error#/code: INVALID } }]";
    writeFileSync(path, readFileSync(path, "utf8").replace("{ within: 2s }", `{ within: 2s, ${cases} }`));
    const right = await asyncproof(["run", "asyncapi.yaml", "--json"], folder.path);
    const args = ["faults", "asyncapi.yaml", "--fault", "case-ignored", "--json"];
    const { stdout } = await asyncproof(args, folder.path);
    folder.remove();
    expect([right.code, JSON.parse(stdout).score.percent], right.stdout).to.deep.equal([0, 100]);
  });
});
