import { expect } from "chai";
import { createSchemaChecker } from "../../../contract/index.ts";
import {
  allow,
  diffContracts,
  diffMarkdown,
  diffText,
  exitCodeOf,
  parseAllowance,
} from "../../../generator/diff/index.ts";
import { BASE, diff, edited, read, withSchema } from "./read.ts";

const base = await read(BASE);
const plain = { red: String, yellow: String, dim: String };
const changed = await read(
  edited([
    ["asyncapi: 3.0.0", "# one line\n# and another\nasyncapi: 3.0.0"],
    ["token+ done | error", "token* done | error"],
    ["[red, blue]", "[red]"],
  ]),
);
const changes = diffContracts(base.contract, changed.contract, {
  lineMaps: { old: base.lineMap, new: changed.lineMap },
});
const sequence = "SEQUENCE-WIDENED@#/operations/ask/x-contract/sequence";
const red = "ENUM-VALUE-REMOVED@/channels/chat/parameters/room/enum";

describe("changes", () => {
  it("tell the line in the old and in the new document", () => {
    const found = changes.find(({ rule }) => rule === "SEQUENCE-WIDENED");
    const line = (text: string): number => text.slice(0, text.indexOf("sequence: token")).split("\n").length;
    expect(found?.old?.where).to.equal(`asyncapi.yaml:${line(BASE)}`);
    expect(found?.new?.where).to.equal(`asyncapi.yaml:${line(BASE) + 2}`);
  });

  it("show a value that was valid and is no more", () => {
    const before = withSchema(base.contract, "question", "{type: object, properties: {a: {type: integer}}}");
    const after = withSchema(
      base.contract,
      "question",
      "{type: object, properties: {a: {type: integer, maximum: 7}}}",
    );
    const [change] = diff(before, after);
    const value = change?.example?.value ?? null;
    expect(change?.at).to.equal("/a");
    expect(createSchemaChecker(before)("subject", value)).to.deep.equal([]);
    expect(createSchemaChecker(after)("subject", value)).not.to.deep.equal([]);
  });

  it("are compared without being changed", () => {
    const frozen = JSON.stringify([base.contract, changed.contract]);
    diff(base.contract, changed.contract);
    expect(JSON.stringify([base.contract, changed.contract])).to.equal(frozen);
  });

  it("are told within 80 columns, where words can be broken", () => {
    const lines = diffText(changes, plain).split("\n");
    const wide = lines.filter((line) => line.length > 80 && line.trim().split(" ").length > 3);
    expect(wide).to.deep.equal([]);
    expect(lines.join("\n")).to.include("2 breaking\n");
  });

  it("are allowed by words that can be copied, however long their place is", () => {
    const far = changes.map((change) => {
      const there = { place: `#/channels/${"a".repeat(60)}`, where: "asyncapi.yaml:1" };
      return { ...change, new: there };
    });
    const allowances = diffText(far, plain)
      .split("\n")
      .filter((line) => line.startsWith("  allow"));
    expect(allowances.length).to.be.greaterThan(0);
    for (const line of allowances) expect(line).to.match(/^ {2}allow +--allow '\S+=\.\.\.'$/);
  });

  it("are a list in Markdown, what breaks first", () => {
    expect(diffMarkdown(changes)).to.match(/^\*\*Contract:\*\* 2 breaking\n\n### Breaking\n\n- `/);
  });
});

describe("the exit code of a diff", () => {
  const codeOf = (before: string, after: string): number =>
    exitCodeOf(
      diff(withSchema(base.contract, "question", before), withSchema(base.contract, "question", after)),
    );

  it("is 0 where nothing breaks", () => expect(codeOf("{type: integer}", "{type: number}")).to.equal(0));
  it("is 1 where something does", () => expect(codeOf("{type: number}", "{type: integer}")).to.equal(1));
  it("is 2 where nobody can tell", () =>
    expect(codeOf("{type: string, pattern: '^a+$'}", "{type: string, pattern: '^aa*$'}")).to.equal(2));

  it("is 0 where all that breaks is allowed, and 1 where not all is", () => {
    const both = [`${sequence}=agreed`, `${red}=nobody is blue`].map(parseAllowance);
    expect(exitCodeOf(allow(changes, both).changes)).to.equal(0);
    expect(exitCodeOf(allow(changes, both.slice(0, 1)).changes)).to.equal(1);
  });
});

describe("an allowance", () => {
  it("carries its reason to the change", () => {
    const [change] = allow(changes, [parseAllowance(`${sequence}=it was = agreed`)]).changes.filter(
      ({ allowed }) => allowed !== null,
    );
    expect([change?.rule, change?.allowed]).to.deep.equal(["SEQUENCE-WIDENED", "it was = agreed"]);
  });

  it("that no change needs is told", () => {
    const unused = parseAllowance("SEQUENCE-WIDENED@#/operations/post=x");
    expect(allow(changes, [unused]).unused).to.deep.equal([unused]);
  });

  for (const [name, text, words] of [
    ["without a reason", sequence, "without a reason"],
    ["of an unknown rule", "SEQUENCE-WIDENDED@#/a=b", "no rule SEQUENCE-WIDENDED"],
    ["without a place", "SEQUENCE-WIDENED=b", "names no change"],
  ] as const)
    it(`${name} is refused`, () => expect(() => parseAllowance(text)).to.throw(words));
});
