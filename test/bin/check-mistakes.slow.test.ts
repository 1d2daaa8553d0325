import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { folderWith } from "../config/folder.ts";
import { asyncproof, fixture, PATIENT_MS } from "./cli.ts";

describe("a check of a document with a mistake", function () {
  this.timeout(PATIENT_MS);

  it("says so at its line, and goes on", async () => {
    const text = readFileSync(join(fixture, "echo.yaml"), "utf8").replace("payload#/id", "payload#/ident");
    const folder = folderWith({ "asyncapi.yaml": text });
    const env = { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: "", GITHUB_WORKSPACE: folder.path };
    await asyncproof(["generate", "asyncapi.yaml"], folder.path);
    const { code, stdout } = await asyncproof(["check", "asyncapi.yaml"], folder.path, env);
    folder.remove();
    const line = text.split("\n").findIndex((one) => one.includes("#/ident")) + 1;
    expect(stdout).to.include(
      `::warning file=asyncapi.yaml,line=${line},title=PROMISE-IMPOSSIBLE::\`correlation\`: \`/ident\` is never there`,
    );
    expect(stdout).to.match(/^run +ok/m);
    expect(code).to.equal(0);
  });
});
