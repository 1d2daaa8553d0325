import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CONTRACT_ERRORS } from "../../contract/error-codes.ts";
import { EXCEPTION } from "../../report/index.ts";

const root = join(import.meta.dirname, "../..");
const ROOMS = [
  ...["bin", "config", "contract", "generator", "harness"],
  ...["judge", "learning", "report", "runner", "samples", "server", "traffic"],
];
/** A `ToolError`, or a helper named after it, with its code. */
const RAISED = /(?:ToolError|[fF]ault|[eE]rror)\(\s*"([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*)"/g;

function raisedIn(source: string): string[] {
  return [...source.matchAll(RAISED)].map(([, code]) => code ?? "");
}

function sources(): string[] {
  return ROOMS.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => readFileSync(join(root, room, name), "utf8")),
  );
}

describe("docs/errors.md", () => {
  const rows = readFileSync(join(root, "docs/errors.md"), "utf8").matchAll(/^\| `([A-Z0-9-]+)` +\|/gm);
  const documented = [...rows].map(([, code]) => code ?? "").sort();
  const raised = new Set([...sources().flatMap(raisedIn), ...Object.keys(CONTRACT_ERRORS), EXCEPTION]);

  it("reads codes from sources, on the same line and on the next", () =>
    expect(raisedIn('new ToolError("A-B", x) throw this.fault(\n  "C1", y)')).to.deep.equal(["A-B", "C1"]));

  it("explains every code that is raised", () =>
    expect([...raised].filter((code) => !documented.includes(code))).to.deep.equal([]));

  it("explains none that is not", () =>
    expect(documented.filter((code) => !raised.has(code))).to.deep.equal([]));

  it("explains each once", () => expect(documented).to.deep.equal([...new Set(documented)]));
});
