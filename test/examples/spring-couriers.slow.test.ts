import { expect } from "chai";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncproof, PATIENT_MS, root } from "../bin/cli.ts";

const FOLDER = "examples/spring-couriers";
const SPEC = [join(FOLDER, "asyncapi.json"), "--overlay", join(FOLDER, "promises.yaml")];

describe("a document that Springwolf might have written", function () {
  this.timeout(4 * PATIENT_MS);
  const out = mkdtempSync(join(tmpdir(), "asyncproof-spring-"));
  after(() => rmSync(out, { recursive: true, force: true }));

  it("is wholly kept by the stub, with what its overlay promises", async () => {
    const { code, stdout, stderr } = await asyncproof(["run", ...SPEC, "--out", out, "--json"], root);
    expect(stderr).to.not.include("warning");
    const { tests } = JSON.parse(stdout) as { tests: { verdict: string }[] };
    expect(tests.filter(({ verdict }) => verdict !== "kept")).to.deep.equal([]);
    expect(tests.length).to.be.greaterThan(80);
    expect(code).to.equal(0);
  });

  it("tells a wrong service by what the overlay says, and nothing of it without", async () => {
    const killed = async (words: readonly string[]): Promise<string[]> => {
      const faults = ["wrong-echo", "late-reply"].flatMap((name) => ["--fault", name]);
      const { stdout } = await asyncproof(["faults", ...words, ...faults, "--out", out, "--json"], root);
      const { faults: rows } = JSON.parse(stdout) as { faults: { name: string; state: string }[] };
      return rows.filter(({ state }) => state === "killed").map(({ name }) => name);
    };
    expect(await killed(SPEC)).to.have.lengthOf(2);
    expect(await killed(SPEC.slice(0, 1))).to.deep.equal([]);
  });
});
