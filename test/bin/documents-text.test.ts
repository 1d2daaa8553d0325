import { expect } from "chai";
import { join } from "node:path";
import { seenFromHere } from "../../bin/documents-text.ts";
import { ToolError } from "../../contract/tool-error.ts";

describe("an error of one of several documents", () => {
  const target = {
    name: "a/b/x.yaml",
    cwd: join(process.cwd(), "a/b"),
    spec: "x.yaml",
    below: "",
    word: "x",
  };
  const seen = (where: ToolError["where"], cwd = target.cwd): ToolError["where"] =>
    seenFromHere({ ...target, cwd }, new ToolError("X", "m", { where })).where;

  it("names its file from where the command was typed", () => {
    const at = { line: 2, column: 1 };
    expect(seen({ file: "asyncproof.config.yaml", ...at })).to.deep.equal({
      file: "a/b/asyncproof.config.yaml",
      ...at,
    });
    expect(seen({ file: "../shared.yaml", ...at })).to.deep.equal({ file: "a/shared.yaml", ...at });
    expect(seen({ file: "/x.yaml", ...at })).to.deep.equal({ file: "/x.yaml", ...at });
    expect(seen({ file: "x.yaml", ...at }, process.cwd())).to.deep.equal({ file: "x.yaml", ...at });
    expect(seen("--url")).to.equal("--url");
  });
});
