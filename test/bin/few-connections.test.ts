import { expect } from "chai";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { folderWith } from "../config/folder.ts";
import { asyncproof, fixture, PATIENT_MS } from "./cli.ts";

describe("a service that lets each client connect only so often", function () {
  this.timeout(PATIENT_MS);
  const folder = folderWith({});
  cpSync(join(fixture, "few.yaml"), join(folder.path, "few.yaml"));
  after(() => folder.remove());

  it("is not called broken where scenarios are asked for beside each other: they run one by one", async () => {
    const args = ["run", "few.yaml", "--jobs", "8", "--family", "message", "--family", "connection"];
    const { code, stdout, stderr } = await asyncproof(args, folder.path);
    expect(code, stdout).to.equal(0);
    expect(stdout).to.include(" 0 violated");
    expect(stderr).to.include(
      "--jobs 8: one scenario runs at a time all the same, as echo allows 1 connection",
    );
  });
});
