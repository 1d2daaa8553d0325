import { expect } from "chai";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderWith } from "../config/folder.ts";
import { installInto, missing, said, stepsOf } from "./walk.ts";

describe("docs/tutorial.md", function () {
  this.timeout(300_000);
  const folder = folderWith({});
  before(() => installInto(folder.path));
  after(() => folder.remove());

  for (const step of stepsOf("docs/tutorial.md"))
    if (step.kind === "file")
      it(`writes ${step.name}`, () => writeFileSync(join(folder.path, step.name), step.text));
    else
      for (const { command, shows } of step.commands)
        it(`shows what comes of: ${command}`, async () => {
          const output = await said(command, folder.path);
          expect(missing(shows, output)).to.equal("");
          const code = /^exit code \d+$/m;
          expect(code.exec(output)?.[0], output).to.equal(code.exec(shows.join("\n"))?.[0]);
        });

  it("is noticed where a line does not come, or comes too early", () => {
    expect(missing(["a", "b"], "a\nx\nb\n")).to.equal("");
    expect(missing(["b", "a"], "a\nx\nb\n")).to.match(/^a\n/);
    expect(missing(["  ✔ one (12 ms)"], "  ✔ one (3 ms)\n")).to.equal("");
    expect(missing(["c"], "a\n")).to.match(/^c\n/);
  });
});
