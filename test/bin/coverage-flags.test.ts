import { expect } from "chai";
import { Command } from "commander";
import { type CoverageFlags, coverageOptions, withCoverageFlags } from "../../bin/coverage-flags.ts";
import { ToolError } from "../../contract/tool-error.ts";

function optionsOf(...args: readonly string[]): ReturnType<typeof coverageOptions> {
  const command = withCoverageFlags(new Command()).parse(args, { from: "user" });
  return coverageOptions(command.opts<CoverageFlags>());
}

describe("flags of code coverage", () => {
  it("ask for none where none is given", () => expect(optionsOf()).to.equal(null));

  for (const args of [
    ["--coverage"],
    ["--min-lines", "80"],
    ["--coverage-include", "src"],
    ["--coverage-exclude", "src/x"],
    ["--coverage-source", "src"],
    ["--coverage-dir", "out"],
  ])
    it(`ask for it by ${args.join(" ")}`, () => expect(optionsOf(...args)).not.to.equal(null));

  it("have no gate that can't be missed: a rise needs what it rises above", () => {
    expect(() => optionsOf("--min-rise", "5"))
      .to.throw(ToolError)
      .with.property("code", "COVERAGE-BASELINE");
    expect(optionsOf("--min-rise", "5", "--coverage-baseline", "b.json")).to.include({ minRise: 5 });
  });
});
