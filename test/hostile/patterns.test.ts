import { expect } from "chai";
import fc from "fast-check";
import { createSchemaChecker, patternOf, patternSupport } from "../../contract/index.ts";
import type { Json, JsonObject } from "../../contract/json.ts";
import { matches, PatternUndecided } from "../../contract/patterns/bounded-match.ts";
import { parsePattern } from "../../contract/patterns/parse-pattern.ts";
import { programOf } from "../../contract/patterns/program.ts";
import { CATASTROPHIC } from "./catastrophic.ts";

describe("a pattern", () => {
  for (const [pattern, text] of CATASTROPHIC)
    it(`is decided in bounded time: ${pattern.slice(0, 40)}`, () => {
      const found = patternOf(pattern);
      expect(found).not.to.equal(null);
      for (const length of [30, 200, 5000]) {
        const hostile = `${text.repeat(length)}!`;
        // Undecided is an answer, too: a fault of the frame, never a pass.
        expect(found?.test(hostile)).to.be.a("boolean");
      }
    });

  it("is matched as the platform matches it, wherever that ends: 1,000 patterns with 10 texts each", () => {
    const atom = fc.constantFrom(
      "a",
      "b",
      "[ab]",
      "[^a]",
      ".",
      "\\w",
      "\\d",
      "\\s",
      "^",
      "$",
      "\\b",
      "\\B",
      "é",
    );
    const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
      pattern: fc.oneof(
        { maxDepth: 4, depthIdentifier: "p" },
        { weight: 3, arbitrary: atom },
        { weight: 2, arbitrary: fc.tuple(tie("pattern"), tie("pattern")).map(([a, b]) => a + b) },
        fc.tuple(tie("pattern"), tie("pattern")).map(([a, b]) => `(?:${a}|${b})`),
        fc
          .tuple(tie("pattern"), fc.constantFrom("*", "+", "?", "{2}", "{1,3}", "{0,2}?", "{1,}"))
          .map(([a, sign]) => `(${a})${sign}`),
        fc
          .tuple(fc.constantFrom("?=", "?!", "?<=", "?<!"), tie("pattern"))
          .map(([sign, a]) => `(${sign}${a})`),
      ),
    }));
    const texts = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "c", " ", "1", "é"), maxLength: 7 }), {
      minLength: 10,
      maxLength: 10,
    });
    let compared = 0;
    fc.assert(
      fc.property(pattern, texts, (source, all) => {
        for (const flags of ["u", ""]) {
          const tree = parsePattern(source, flags);
          const program = tree === null ? null : programOf(tree);
          if (program === null) throw new Error(`not read: ${source}`);
          const native = new RegExp(source, flags);
          for (const text of all) {
            compared += 1;
            if (matches(program, text, flags) !== native.test(text))
              throw new Error(`/${source}/${flags} on ${JSON.stringify(text)}`);
          }
        }
      }),
      { numRuns: 1000 },
    );
    expect(compared).to.equal(20_000);
  });

  it("reads escapes and classes as the platform does", () => {
    const sources = [
      "[\\]a]",
      "[^\\]]",
      "\\u{61}",
      "\\u0061",
      "\\x61",
      "\\cA",
      "\\0",
      "[\\w.-]",
      "\\p{Lu}",
      "\\$",
      "a{2}",
      "[a-c]{1,}",
    ];
    for (const source of sources)
      for (const text of ["a", "]", "A", "\u0001", "\0", ".", "-", "$", "aa", "é", "Ä"]) {
        const tree = parsePattern(source, "u");
        const program = tree === null ? null : programOf(tree);
        expect(program, source).not.to.equal(null);
        if (program !== null)
          expect(matches(program, text, "u"), `${source} on ${text}`).to.equal(
            new RegExp(source, "u").test(text),
          );
      }
  });

  it("that nobody can check in bounded time is unchecked, not passed", () => {
    expect(patternSupport("^(a+)+\\1$")).to.equal("endless");
    expect(patternSupport("^((a+)+){5000}$")).to.equal("endless");
    expect(patternSupport("(?i)x")).to.equal("none");
    expect(patternSupport("^[\\w\\_]$")).to.equal("loose");
    expect(patternSupport("^[a-z]+$")).to.equal("unicode");
  });

  it("breaks a frame that is too long for it: nobody takes an open question for a yes", () => {
    const program = programOf(parsePattern("^(a+)+$", "u") ?? { kind: "sequence", parts: [] });
    expect(() => matches(program ?? [], "a".repeat(5_000_000), "u")).to.throw(PatternUndecided);
    const checker = checkerOf({ not: { pattern: "^(a+)+$" } });
    expect(checker(`${"a".repeat(5_000_000)}!`)[0]).to.match(/^has 5000001 characters, too many/);
  });

  it("of names is bounded too", () => {
    const check = checkerOf({
      patternProperties: { "^(a+)+$": { type: "number" } },
      additionalProperties: false,
    });
    expect(check({ [`${"a".repeat(5000)}!`]: 1 })).to.have.length(1);
    expect(check({ ["a".repeat(5000)]: 1 })).to.deep.equal([]);
  });

  it("keeps two patterns of one schema apart", () => {
    const check = checkerOf({ allOf: [{ pattern: "^(a+)+$" }, { pattern: "^(b+)+$" }] });
    expect(check("b")).to.deep.equal(['must match pattern "^(a+)+$"']);
  });
});

function checkerOf(schema: JsonObject): (value: Json) => string[] {
  const schemas = { s: { schema, dialect: "2020-12", place: "#/s" } } as const;
  const check = createSchemaChecker({ schemas } as unknown as Parameters<typeof createSchemaChecker>[0]);
  return (value) => check("s", value).map(({ message }) => message);
}
