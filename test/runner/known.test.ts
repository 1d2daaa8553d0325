import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ToolError } from "../../contract/tool-error.ts";
import { openKnown, writeKnown } from "../../runner/known-file.ts";
import { type KnownBreach, KnownBreaches } from "../../runner/known.ts";
import type { RunEvent, TestFinished } from "../../report/index.ts";
import { verdictOf } from "../../report/index.ts";
import { folderWith } from "../config/folder.ts";

const TODAY = "2026-11-22";
const ECHO = { rule: "ECHO", pointer: "#/a", reason: "soon", expires: "2026-11-22" };
const ORDER: KnownBreach = { ...ECHO, rule: "ORDERED" };

function known(entries: readonly KnownBreach[], acceptUntil: string | null = null): KnownBreaches {
  return new KnownBreaches({ entries, today: TODAY, acceptUntil });
}

/** A test that breaks these rules, all at `#/a`. */
function broken(breaches: KnownBreaches, ...rules: readonly ("ECHO" | "ORDERED" | "JOINS")[]): TestFinished {
  for (const rule of rules)
    breaches.take({
      kind: "verdict",
      test: "t",
      verdict: {
        kind: "violated",
        violation: {
          rule,
          place: "#/a",
          connection: "c",
          at: 0,
          frame: null,
          summary: "",
          promised: "",
          got: "",
          faults: [],
        },
      },
    });
  const event: RunEvent = {
    kind: "testFinished",
    id: "t",
    title: ["t"],
    state: "failed",
    durationMs: 1,
    rule: rules[0] ?? "",
    error: "",
    pending: "",
    text: "told",
    covers: [],
  };
  // What goes in as the end of a test comes out as one.
  return breaches.take(event) as TestFinished;
}

describe("known violations", () => {
  it("are accepted up to their last day, with their reason", () => {
    const test = broken(known([ECHO]), "ECHO");
    expect([verdictOf(test), test.text]).to.deep.equal(["known", "ECHO until 2026-11-22: soon"]);
  });

  it("fail again after it, and say so", () => {
    const test = broken(known([{ ...ECHO, expires: "2026-11-21" }]), "ECHO");
    expect([verdictOf(test), test.text]).to.deep.equal(["violated", "told\nknown until 2026-11-21: soon\n"]);
  });

  for (const [what, entries, rules] of [
    ["of another rule", [ORDER], ["ECHO"]],
    ["of another place", [{ ...ECHO, pointer: "#/b" }], ["ECHO"]],
    ["of one of two rules that a test breaks", [ECHO], ["ECHO", "ORDERED"]],
  ] as const)
    it(`${what} do not cover a new one`, () =>
      expect(verdictOf(broken(known(entries), ...rules))).to.equal("violated"));

  it("do not cover a failure whose place nobody told", () =>
    expect(verdictOf(broken(known([ECHO], "2027-01-01")))).to.equal("violated"));

  it("that did not come are vanished", () => {
    const breaches = known([ECHO, ORDER]);
    broken(breaches, "ECHO");
    expect(breaches.vanished()).to.deep.equal([ORDER]);
  });

  it("are counted as skipped in the end of the run", () => {
    const breaches = known([ECHO]);
    broken(breaches, "ECHO");
    const end = breaches.take({ kind: "runFinished", passed: 1, failed: 1, pending: 0, durationMs: 1 });
    expect(end).to.include({ passed: 1, failed: 0, pending: 1 });
  });

  it("are written in order: new ones accepted, kept ones as they were, vanished ones left out of a whole run", () => {
    const breaches = known([ORDER, { ...ECHO, reason: "mine" }], "2027-02-20");
    expect(verdictOf(broken(breaches, "JOINS", "ECHO"))).to.equal("known");
    const rules = (complete: boolean): string[] =>
      breaches.toWrite(complete).map(({ rule, expires }) => `${rule} ${expires}`);
    expect(rules(true)).to.deep.equal(["ECHO 2026-11-22", "JOINS 2027-02-20"]);
    expect(rules(false)).to.deep.equal(["ECHO 2026-11-22", "JOINS 2027-02-20", "ORDERED 2026-11-22"]);
  });

  it("do not renew an expired one when they are written", () => {
    const breaches = known([{ ...ECHO, expires: "2026-01-01" }], "2027-02-20");
    expect(verdictOf(broken(breaches, "ECHO"))).to.equal("violated");
    expect(breaches.toWrite(true)[0]?.expires).to.equal("2026-01-01");
  });
});

describe("the file of known violations", () => {
  const options = { write: false, now: new Date(TODAY) };

  it("is read as it was written, whatever a reason says", async () => {
    const folder = folderWith({});
    const entry = { ...ECHO, reason: 'two: "lines"\n# of - it' };
    await writeKnown(join(folder.path, "known.yaml"), [entry]);
    const { breaches } = await openKnown("known.yaml", { ...options, cwd: folder.path });
    const text = readFileSync(join(folder.path, "known.yaml"), "utf8");
    folder.remove();
    expect(breaches.accepted()).to.deep.equal([entry]);
    expect(text).to.include("\n- rule: ECHO\n");
  });

  const LISTED = `# what we owe\n
# the gateway's
- rule: ECHO # drops ids
  pointer: '#/a'
  reason: soon
  # asked for twice
  expires: 2026-11-22

# nobody's
- { rule: ORDERED, pointer: "#/a", reason: soon, expires: 2026-11-22 }
# the end
`;
  const JOINS: KnownBreach = { ...ECHO, rule: "JOINS", pointer: "#/0" };
  const NEW = '- rule: JOINS\n  pointer: "#/0"\n  reason: "soon"\n  expires: 2026-11-22\n';

  for (const [what, before, entries, after] of [
    ["is not touched where nothing is new", LISTED, [ORDER, ECHO], LISTED],
    [
      "keeps its comments and its order when an entry comes",
      LISTED,
      [JOINS, ECHO, ORDER],
      LISTED.replace("# the end\n", `${NEW}\n# the end\n`),
    ],
    [
      "loses with an entry the comments of that entry alone",
      LISTED,
      [ECHO],
      LISTED.replace(/\n# nobody's\n.*/, ""),
    ],
    [
      "keeps what is said above an empty line when the entry below goes",
      "# ours\n\n# ids\n- {rule: ECHO, pointer: '#/a', reason: x, expires: 2026-11-22}\n- { rule: ORDERED, pointer: '#/a', reason: x, expires: 2026-11-22 }\n",
      [ORDER],
      "# ours\n\n- { rule: ORDERED, pointer: '#/a', reason: x, expires: 2026-11-22 }\n",
    ],
    [
      "keeps the line ends and the byte order mark of an editor of Windows",
      `\uFEFF${LISTED}`.replaceAll("\n", "\r\n"),
      [JOINS, ECHO, ORDER],
      `\uFEFF${LISTED.replace("# the end\n", `${NEW}\n# the end\n`)}`.replaceAll("\n", "\r\n"),
    ],
    [
      "keeps its comments when it loses all",
      "# ours\n\n- {rule: ECHO, pointer: '#/a', reason: x, expires: 2026-11-22}\n",
      [],
      "# ours\n\n[]\n",
    ],
    ["that has only comments keeps them", "# ours\n", [JOINS], `# ours\n\n${NEW}`],
    ["that is empty becomes a list of lines", "[] # none\n", [JOINS], `${NEW}# none\n`],
    [
      "that is JSON stays JSON",
      '[{"rule":"ECHO","pointer":"#/a","reason":"soon","expires":"2026-11-22"}]\n',
      [ECHO, JOINS],
      '[ { "rule": "ECHO", "pointer": "#/a", "reason": "soon", "expires": "2026-11-22" }, { "rule": "JOINS", "pointer": "#/0", "reason": "soon", "expires": "2026-11-22" } ]\n',
    ],
    [
      "spells out what stood for a part of an entry that goes",
      "- {rule: ECHO, pointer: '#/a', reason: &why soon, expires: 2026-11-22}\n- {rule: ORDERED, pointer: '#/a', reason: *why, expires: 2026-11-22}\n",
      [ORDER],
      "- { rule: ORDERED, pointer: '#/a', reason: soon, expires: 2026-11-22 }\n",
    ],
  ] as const)
    it(what, async () => {
      const folder = folderWith({ "known.yaml": before });
      await writeKnown(join(folder.path, "known.yaml"), entries);
      const text = readFileSync(join(folder.path, "known.yaml"), "utf8");
      folder.remove();
      expect(text).to.equal(after);
    });

  for (const [text, code, hint] of [
    [
      "- {rule: ECO, pointer: '#/a', reason: x, expires: 2027-01-31}",
      "KNOWN-INVALID",
      "did you mean `ECHO`?",
    ],
    ["- {rule: ECHO, pointer: '#/a', reason: x}", "KNOWN-INVALID", "a list of"],
    [
      "- {rule: ECHO, pointer: '#/a', reason: x, expires: 2027-01-31, test: y}",
      "KNOWN-INVALID",
      "known here",
    ],
    ["- {rule: ECHO, pointer: '#/a', reason: x, expires: soon}", "KNOWN-INVALID", "2027-01-31"],
    ["- {rule: ECHO, pointer: '#/a', reason: x, expires: 2027-99-31}", "KNOWN-INVALID", ""],
    ["- {rule: [", "YAML-SYNTAX", ""],
  ] as const)
    it(`refuses ${text}`, async () => {
      const folder = folderWith({ "known.yaml": text });
      const error: unknown = await openKnown("known.yaml", { ...options, cwd: folder.path }).catch(
        (one) => one,
      );
      folder.remove();
      if (!(error instanceof ToolError)) throw new Error("it was accepted");
      expect([error.code, typeof error.where]).to.deep.equal([code, "object"]);
      expect(error.hint).to.include(hint);
    });

  it("that is named and not there is an error, unless it is to be written", async () => {
    const folder = folderWith({});
    const at = { ...options, cwd: folder.path };
    const error: unknown = await openKnown("known.yaml", at).catch((one) => one);
    const { breaches } = await openKnown("known.yaml", { ...at, write: true });
    folder.remove();
    expect(error).to.include({ code: "KNOWN-UNREADABLE", message: "known.yaml is not there" });
    expect(breaches.accepted()).to.deep.equal([]);
  });
});
