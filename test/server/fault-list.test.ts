import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import type { ToolError } from "../../contract/index.ts";
import { RULES } from "../../judge/rules.ts";
import { UNSAID } from "../../server/faults/unsaid.ts";
import { FAULT_FAMILIES, FAULTS, faultSites, selectFault } from "../../server/faults/index.ts";
import { buildContract } from "./build-contract.ts";
import { WORKSHOP } from "./workshop.ts";

/** Rows of the tables in docs/faults.md: name, summary, rule. */
function documented(): string[][] {
  const text = readFileSync(new URL("../../docs/faults.md", import.meta.url), "utf8");
  return [...text.matchAll(/^\| `([^`]+)` \| (.*) \| `([^`]+)` \|$/gm)].map(([, ...cells]) => cells);
}

function refusalOf(text: string): ToolError {
  try {
    selectFault(WORKSHOP, text);
  } catch (error) {
    return error as ToolError; // nothing else is thrown
  }
  throw new Error(`${text} was selected`);
}

describe("the list of faults", () => {
  it("has one that no test of a matrix can see, and says why", () => {
    const shutdown = faultSites(WORKSHOP).find(({ fault }) => fault.name === "wrong-shutdown-code");
    expect(shutdown).to.include({
      kind: "none",
      why: "seen only by who stops the service: `run --start`",
    });
  });

  it("is the one in docs/faults.md, name by name, with summary and rule", () => {
    const listed = FAULTS.map(({ name, summary, rule }) => [name, summary, rule]);
    expect(documented().toSorted()).to.deep.equal(listed.toSorted());
  });

  it("has each name once, and only rules of the judge", () => {
    expect(new Set(FAULTS.map(({ name }) => name)).size).to.equal(FAULTS.length);
    expect(FAULTS.filter(({ rule }) => !Object.hasOwn(RULES, rule))).to.deep.equal([]);
  });

  it("puts each fault into one family of docs/faults.md", () => {
    const text = readFileSync(new URL("../../docs/faults.md", import.meta.url), "utf8");
    for (const { name, faults } of FAULT_FAMILIES) {
      const [, section = ""] = text.split(`\n### ${name[0]?.toUpperCase()}${name.slice(1)}\n`);
      const listed = [...(section.split("\n#")[0] ?? "").matchAll(/^\| `([^`]+)`/gm)].map(([, one]) => one);
      expect(listed, name).to.deep.equal(faults.map((fault) => fault.name));
    }
  });

  it("names a missing keyword only for faults that there are", () => {
    const names = FAULTS.map(({ name }) => name);
    expect(Object.keys(UNSAID).filter((name) => !names.includes(name))).to.deep.equal([]);
  });

  it("has a fault for every rule that a service can break", () => {
    const named = new Set(FAULTS.map(({ rule }) => rule));
    expect(Object.keys(RULES).filter((rule) => !named.has(rule))).to.deep.equal(["CLIENT"]);
  });

  it("has a test for each fault that shows it on the wire", () => {
    const folder = new URL(".", import.meta.url);
    const tests = readdirSync(folder).filter((name) => /^fault-.*\.test\.ts$/.test(name));
    const text = tests.map((name) => readFileSync(new URL(name, folder), "utf8")).join("");
    expect(FAULTS.filter(({ name }) => !new RegExp(`["@(]${name}["@:]`).test(text))).to.deep.equal([]);
  });

  it("applies to nothing where the contract promises nothing, and says why", () => {
    const empty = buildContract([]);
    for (const fault of FAULTS) {
      const targets = fault.appliesTo(empty);
      expect(targets.kind, fault.name).to.equal("none");
      if (targets.kind === "none") expect(targets.why).to.have.length.above(10);
    }
  });

  it("selects a fault by its name, and its places by channel or operation", () => {
    const { places } = selectFault(WORKSHOP, "no-reply@topics");
    expect(new Set(places.map(({ channel }) => channel))).to.deep.equal(new Set(["topics"]));
    expect(selectFault(WORKSHOP, "no-reply@ask").places).to.deep.equal([
      { channel: "room", operation: "ask" },
    ]);
    expect(selectFault(WORKSHOP, "no-reply").places.length).to.be.above(places.length);
  });

  it("names the nearest fault or place for one that is none", () => {
    expect(refusalOf("skiped-index")).to.include({
      code: "FAULT-UNKNOWN",
      hint: "did you mean `skipped-index`?",
    });
    expect(refusalOf("no-reply@aks")).to.include({ code: "FAULT-UNKNOWN", hint: "did you mean `ask`?" });
  });

  it("refuses a fault that can't show, with the reason", () => {
    expect(refusalOf("wrong-subprotocol")).to.include({ code: "FAULT-USELESS" });
    expect(refusalOf("wrong-subprotocol").message).to.match(/no channel declares a subprotocol/);
  });
});
