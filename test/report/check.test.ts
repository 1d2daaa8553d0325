import { expect } from "chai";
import picocolors from "picocolors";
import { fromRoot, workspacePrefix } from "../../report/encoding/workspace-prefix.ts";
import {
  type CheckPart,
  checkExit,
  checkMarkdown,
  checkText,
  findingAnnotations,
  type PartState,
} from "../../report/index.ts";

const part = (state: PartState, text = "x"): CheckPart => ({ name: "run", state, text });

describe("the contract check's report", () => {
  const exits: readonly (readonly [states: readonly PartState[], code: 0 | 1 | 2])[] = [
    [["passed", "unchecked"], 0],
    [["passed", "unknown"], 2],
    [["unknown", "failed", "passed"], 1],
  ];
  for (const [states, code] of exits)
    it(`ends with ${code} for ${states.join(", ")}`, () =>
      expect(checkExit(states.map((state) => part(state)))).to.equal(code));

  it("never shows as ok what was not checked or not known", () => {
    const colours = picocolors.createColors(false);
    const text = checkText([part("unchecked"), part("unknown"), part("failed")], { colours, width: 80 });
    expect(text).not.to.match(/\bok\b/);
    expect(text).to.include("not checked").and.include("could not tell").and.include("FAILED");
  });

  it("lets no text end a line, begin a command or add a column", () => {
    const colours = picocolors.createColors(false);
    const evil = part("failed", "a\n::error::b | c");
    expect(checkText([evil], { colours, width: 80 })).not.to.match(/^::/m);
    const row = checkMarkdown("x", [evil]).split("\n").at(-2) ?? "";
    expect(row.replaceAll("\\|", "").match(/\|/g)).to.have.length(4);
    const place = { file: "a,line=9::b.yaml", line: 3 };
    const said = findingAnnotations([{ level: "error", title: "t", text: "a\nb", ...place }], "");
    expect(said).to.equal("::error file=a%2Cline=9%3A%3Ab.yaml,line=3,title=t::a%0Ab\n");
  });

  it("says in a summary's first line what the check as a whole came to", () => {
    const first = (...states: PartState[]): string =>
      checkMarkdown(
        "a.yaml",
        states.map((state) => part(state)),
      ).split("\n")[0] ?? "";
    expect(first("passed", "unchecked")).to.equal("# Contract check of a.yaml: kept");
    expect(first("passed", "failed", "unknown")).to.equal("# Contract check of a.yaml: broken");
    expect(first("passed", "unknown")).to.equal("# Contract check of a.yaml: could not tell");
  });

  it("names files from the repository's root", () => {
    expect(workspacePrefix({ GITHUB_WORKSPACE: "/repo" }, "/repo/services/chat")).to.equal("services/chat/");
    expect(workspacePrefix({ GITHUB_WORKSPACE: "/repo" }, "/repo")).to.equal("");
    expect(workspacePrefix({ GITHUB_WORKSPACE: "/repo" }, "/elsewhere")).to.equal("");
    expect(workspacePrefix({}, "/repo")).to.equal("");
    expect(workspacePrefix({ CI_PROJECT_DIR: "/repo" }, "/repo/a", "/repo/a")).to.equal("a/");
    expect(workspacePrefix({}, "/repo/services/chat", "/repo")).to.equal("services/chat/");
    expect(workspacePrefix({ GITHUB_WORKSPACE: "/mounted" }, "/repo/a", "/repo")).to.equal("a/");
    expect(fromRoot("services/chat/", "asyncapi.yaml")).to.equal("services/chat/asyncapi.yaml");
    expect(fromRoot("services/chat/", "../shared/ids.yaml")).to.equal("services/shared/ids.yaml");
    expect(fromRoot("services/chat/", "/elsewhere/ids.yaml")).to.equal("/elsewhere/ids.yaml");
  });
});
