import { expect } from "chai";
import {
  acceptsAt,
  closesAt,
  compileSequence,
  hasWayOut,
  namesIn,
  quoteName,
  stepClose,
  stepSequence,
} from "../../contract/index.ts";
import { ToolError } from "../../contract/tool-error.ts";

const NAMES = ["a", "b", "c", "token", "done", "error", "Page load", "it's", "x-y/z.1"];

/** Walks a sequence; numbers are closes. */
function allows(text: string, steps: readonly (string | number)[]): "no" | "prefix" | "whole" {
  const sequence = compileSequence(text, "#/here", NAMES);
  let state: number | null = 0;
  for (const step of steps) {
    state = typeof step === "number" ? stepClose(sequence, state, step) : stepSequence(sequence, state, step);
    if (state === null) return "no";
  }
  return acceptsAt(sequence, state) ? "whole" : "prefix";
}

describe("sequence", () => {
  const rows: [text: string, steps: (string | number)[], want: string][] = [
    ["token+ (done | error)", [], "prefix"],
    ["token+ (done | error)", ["token", "token", "done"], "whole"],
    ["token+ (done | error)", ["done"], "no"],
    ["token+ (done | error)", ["token", "done", "token"], "no"],
    ["a b | c", ["c"], "whole"],
    ["a b | c", ["a", "c"], "no"],
    ["a (b | c)", ["a", "c"], "whole"],
    ["a?", [], "whole"],
    ["a* b", ["a", "a", "b"], "whole"],
    ["a{2}", ["a"], "prefix"],
    ["a{2}", ["a", "a"], "whole"],
    ["a{2}", ["a", "a", "a"], "no"],
    ["a{1,3} b", ["a", "a", "b"], "whole"],
    ["a{0,1}b", ["b"], "whole"],
    ["(a b)+", ["a", "b", "a", "b"], "whole"],
    ["(a b)+", ["a", "b", "a"], "prefix"],
    ["'Page load' done", ["Page load", "done"], "whole"],
    ["'it''s'", ["it's"], "whole"],
    ["x-y/z.1+", ["x-y/z.1"], "whole"],
    ["token* close(1000)", ["token", 1000], "whole"],
    ["token* close(1000)", [1001], "no"],
    ["a close(1000) | b", ["a", 1000], "whole"],
    ["(a*)*", ["a", "a"], "whole"],
  ];
  for (const [text, steps, want] of rows)
    it(`${text}: ${steps.join(" ") || "nothing"} is ${want}`, () => {
      expect(allows(text, steps)).to.equal(want);
    });

  const wrong: [text: string, message: string, hint: string][] = [
    ["", "the sequence is empty (column 1 of ``)", "leave the keyword out where nothing is promised"],
    ["  ", "the sequence is empty (column 1 of `  `)", "leave the keyword out where nothing is promised"],
    ["a |", "the sequence ends where a name is expected (column 4 of `a |`)", ""],
    ["| a", "a name is expected before `|` (column 1 of `| a`)", ""],
    ["+", "a name is expected before `+` (column 1 of `+`)", ""],
    ["(a", "`)` is missing (column 3 of `(a`)", ""],
    ["a)", "unexpected `)` (column 2 of `a)`)", ""],
    ["()", "a name is expected before `)` (column 2 of `()`)", ""],
    ["a, b", "unexpected `,` (column 2 of `a, b`)", "quote a name with such characters: `'a name'`"],
    ["'a", "a quoted name has no end (column 1 of `'a`)", "close it with `'`"],
    ["a{x}", "a count is `{n}` or `{n,m}` (column 2 of `a{x}`)", ""],
    ["a{3,2}", "`{3,2}` allows nothing (column 2 of `a{3,2}`)", ""],
    ["a{0}", "`{0}` allows nothing (column 2 of `a{0}`)", ""],
    ["a dnoe", "`dnoe` is not known here (column 3 of `a dnoe`)", "did you mean `done`?"],
    ["close(1000) a", "nothing can come after a close (column 1 of `close(1000) a`)", ""],
    [
      "a{600} b{600}",
      "the sequence needs more than 1000 states (column 1 of `a{600} b{600}`)",
      "use smaller counts",
    ],
    [
      "((a{100}){100}){100}",
      "the sequence needs more than 1000 states (column 1 of `((a{100}){100}){100}`)",
      "use smaller counts",
    ],
  ];
  for (const [text, message, hint] of wrong)
    it(`refuses ${text || "nothing"}`, () => {
      expect(() => compileSequence(text, "#/here", NAMES))
        .to.throw(ToolError)
        .that.includes({ code: "SEQUENCE", message, where: "#/here", hint });
    });

  it("is minimal and numbered from its start", () => {
    const { states, text, place } = compileSequence("a a* | a+", "#/here", NAMES);
    expect({ text, place }).to.deep.equal({ text: "a a* | a+", place: "#/here" });
    expect(states).to.deep.equal([
      { accepting: false, steps: [{ on: { kind: "name", name: "a" }, to: 1 }] },
      { accepting: true, steps: [{ on: { kind: "name", name: "a" }, to: 1 }] },
    ]);
  });

  it("knows its names, its ways out and its closes", () => {
    const sequence = compileSequence("a (b | close(4000) | close(1000))", "#/here", NAMES);
    expect(namesIn(sequence)).to.deep.equal(["a", "b"]);
    expect(hasWayOut(sequence, 0)).to.equal(true);
    expect(closesAt(sequence, 1)).to.deep.equal([4000, 1000]);
    expect(hasWayOut(sequence, 2)).to.equal(false);
  });

  it("quotes only names with unusual characters", () => {
    expect(["a.b", "Page load", "it's"].map(quoteName)).to.deep.equal(["a.b", "'Page load'", "'it''s'"]);
  });
});
