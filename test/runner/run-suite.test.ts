import { expect } from "chai";
import type { Filter } from "../../runner/filter.ts";
import { isGone } from "./processes.ts";
import { exitOf, run, type Seen, verdicts } from "./suite-run.ts";

const facts = (text: string): string =>
  `Object.assign(this.test, { asyncproof: { covers: ["#/a"], rule: "", pendingReason: "", ...${text} } });`;

const FAMILIES = `
  for (const [family, channel] of [["stream", "chat"], ["stream", "chat room"], ["reply", "chat"]])
    describe(family + " - " + channel, () => {
      describe("prompt", () => { it("ends (once)", () => {}); });
      describe("ping", () => { it("answers", () => {}); });
    });
`;

describe("runSuite", () => {
  it("tells each test by title, state and what it covers", async () => {
    const seen = await run(`describe("stream - chat", () => {
      it("is kept", function () { ${facts("{}")} });
      it("is broken", function () { ${facts('{ rule: "ECHO" }')} throw new Error("told"); });
      it("is not said", function () { ${facts('{ pendingReason: "unspecified: no outcome" }')} this.skip(); });
      it("is too slow", function () { ${facts('{ pendingReason: "longer than max-wait: 30 s" }')} this.skip(); });
    });`);
    expect(seen.tally).to.deep.equal({
      kept: 1,
      violated: 1,
      known: 0,
      unspecified: 1,
      notReached: 1,
      error: 0,
    });
    expect(exitOf(seen)).to.equal(1);
    expect(seen.events.map(({ kind }) => kind)).to.include.members([
      "runStarted",
      "testStarted",
      "runFinished",
    ]);
    const told = seen.events.flatMap((event) => (event.kind === "testFinished" ? [event] : []));
    expect(told.map(({ text }) => text)).to.deep.equal([
      "",
      "told",
      "no outcome",
      "longer than max-wait: 30 s",
    ]);
    expect(told[1]).to.deep.include({ rule: "ECHO", error: "", covers: ["#/a"] });
    expect(told[0]?.id).to.equal("a.test.ts::stream - chat is kept");
    expect(seen.events[0]).to.deep.include({ kind: "runStarted", tests: 4 });
  });

  it("counts an assertion of a test's own as broken, and any other exception as an error", async () => {
    const seen = await run(`
      import { strict as assert } from "node:assert";
      it("asserts", () => assert.equal(1, 2));
      it("throws", () => { const nothing: any = undefined; nothing.x; });
      it("throws no Error", () => { throw "a text"; });
    `);
    expect(verdicts(seen)).to.deep.equal(["asserts: violated", "throws: error", "throws no Error: error"]);
    expect(exitOf(seen)).to.equal(1);
  });

  it("cannot tell when nothing is broken but a test could not be judged", async () => {
    const seen = await run(`it("is kept", () => {}); it("throws", () => { throw new TypeError("ours"); });`);
    expect([exitOf(seen), seen.error?.code]).to.deep.equal([2, "NOT-JUDGED"]);
  });

  it("is content when one test passes and the others are skipped", async () => {
    const seen = await run(`it("is kept", () => {}); it.skip("is skipped", () => {});`);
    expect([exitOf(seen), seen.error]).to.deep.equal([0, null]);
  });

  it("cannot tell when every test is skipped, or there is none", async () => {
    const skipped = await run(`it.skip("is skipped", () => {});`);
    expect([exitOf(skipped), skipped.error?.code]).to.deep.equal([2, "NOTHING-KEPT"]);
    const none = await run("");
    expect([exitOf(none), none.error?.code]).to.deep.equal([2, "NO-TESTS"]);
  });

  const filters: readonly (readonly [name: string, filter: Partial<Filter>, tests: readonly string[]])[] = [
    [
      "--family",
      { families: ["reply"] },
      ["reply - chat > prompt > ends (once)", "reply - chat > ping > answers"],
    ],
    [
      "--channel, by its whole name",
      { channels: ["chat"], operations: ["ping"] },
      ["stream - chat > ping > answers", "reply - chat > ping > answers"],
    ],
    [
      "--grep as plain text",
      { grep: "ends (once)", channels: ["chat room"] },
      ["stream - chat room > prompt > ends (once)"],
    ],
    [
      "--grep with the title as a failure prints it",
      { grep: "stream - chat > ping > answers" },
      ["stream - chat > ping > answers"],
    ],
    ["--grep as a regular expression", { grep: "/^REPLY.*once/i" }, ["reply - chat > prompt > ends (once)"]],
  ];
  for (const [name, filter, tests] of filters)
    it(`selects by ${name}`, async () =>
      expect(verdicts(await run(FAMILIES, { filter }))).to.deep.equal(tests.map((test) => `${test}: kept`)));

  it("says what no test matches", async () => {
    const seen = await run(FAMILIES, { filter: { families: ["idle"], grep: "x" } });
    expect(seen.error).to.include({ code: "NO-TESTS", message: 'no test matches --family idle --grep "x"' });
  });

  it("refuses a word to select by that is neither the document's nor that of any test, beside others", async () => {
    const names = { families: ["stream", "reply", "idle"], channels: ["chat"], operations: ["prompt"] };
    const filtered = (filter: Partial<Filter>): Promise<Seen> => run(FAMILIES, { filter, job: { names } });
    const typo = await filtered({ families: ["reply", "straem"] });
    expect(typo.error).to.include({
      code: "UNKNOWN-NAME",
      message: "--family straem: there is no such family",
    });
    expect([typo.error?.hint, verdicts(typo)]).to.deep.equal(["did you mean `stream`?", []]);
    expect((await filtered({ operations: ["pingg"] })).error?.code).to.equal("UNKNOWN-NAME");
    expect((await filtered({ channels: ["chatroom"] })).error?.code).to.equal("UNKNOWN-NAME");
    // The document has no `ping`, the tests have; it has families without tests, too.
    const known = await filtered({ families: ["idle", "reply"], operations: ["ping"] });
    expect(verdicts(known)).to.deep.equal(["reply - chat > ping > answers: kept"]);
  });

  it("ends at once when the service was never reached", async () => {
    const seen = await run(`
      const unreachable = () => Object.assign(new Error("never reached: ws://x"), {
        name: "ToolError", code: "SERVICE-UNREACHABLE", hint: "is it running?",
      });
      it("first", () => { throw unreachable(); });
      it("second", () => { throw unreachable(); });
    `);
    expect(verdicts(seen)).to.deep.equal(["first: error"]);
    expect(seen.error).to.include({
      code: "SERVICE-UNREACHABLE",
      message: "never reached: ws://x",
      hint: "is it running?",
    });
    expect(exitOf(seen)).to.equal(2);
  });

  it("shows why a file that cannot be loaded ends the tests", async () => {
    for (const [text, words, line, column] of [
      ['\n  import "./nowhere.ts";', "nowhere.ts", 2, 10],
      ['it("is kept", () => {});\nlet a: = 1;\n', "Unexpected", 2, 8],
      ['it("is kept", () => {});\nthrow new Error("not today");\n', "not today", 2, 7],
    ] as const) {
      const seen = await run(text);
      expect([exitOf(seen), seen.error?.code], seen.said).to.deep.equal([2, "TEST-UNREADABLE"]);
      expect(seen.error?.message)
        .to.include(words)
        .and.not.match(/\n +at /);
      expect(seen.error?.where).to.deep.equal({ file: "a.test.ts", line, column });
      expect(seen.said).to.not.match(/^ +at /m);
    }
  });

  it("shows when a test ends the process", async () => {
    const seen = await run(`it("is kept", () => {}); it("leaves", () => { process.exit(0); });`);
    expect([exitOf(seen), seen.error?.code]).to.deep.equal([2, "TESTS-CRASHED"]);
  });

  it("stops a test that waits for ever", async () => {
    const waits = await run(`it("waits", () => new Promise(() => {}));`, { timeoutMs: 100 });
    expect(verdicts(waits)).to.deep.equal(["waits: error"]);
  });

  it("ends although a test left a server and a child behind", async () => {
    const seen = await run(`
      import { spawn } from "node:child_process";
      import { createServer } from "node:net";
      it("is kept", () => {
        createServer().listen(0);
        const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" });
        console.log("child " + child.pid);
      });
    `);
    expect(exitOf(seen)).to.equal(0);
    const pid = Number(/child (\d+)/.exec(seen.said)?.[1]);
    expect(await isGone(pid)).to.equal(true);
  });

  it("finds this package from a folder of no project", async () => {
    const seen = await run(`import "asyncproof/ts"; it("is kept", () => {});`);
    expect(verdicts(seen)).to.deep.equal(["is kept: kept"]);
    const unknown = await run(`import "asyncproof/nothing"; it("is kept", () => {});`);
    expect(unknown.error?.code).to.equal("TEST-UNREADABLE");
  });

  it("masks secrets in events, output and errors", async () => {
    const seen = await run(`console.log("out s3cret"); it("s3cret", () => { throw new Error("s3cret"); });`, {
      secrets: ["s3cret"],
    });
    expect(JSON.stringify([seen.events, seen.said])).not.to.include("s3cret");
    expect(seen.said).to.include("out ***");
  });

  it("keeps what tests print apart from their events", async () => {
    const seen = await run(`it("is kept", () => { console.log('{"kind":"runFinished"}'); });`);
    expect(seen.said).to.include("runFinished");
    expect(seen.events.filter(({ kind }) => kind === "runFinished")).to.have.length(1);
  });

  it("stops when it is interrupted", async () => {
    const controller = new AbortController();
    const seen = await run(`it("waits", () => new Promise(() => {}));`, {
      timeoutMs: 60_000,
      signal: controller.signal,
      onEvent: ({ kind }) => kind === "testStarted" && controller.abort(),
    });
    expect([exitOf(seen), seen.error?.code]).to.deep.equal([2, "INTERRUPTED"]);
  });

  const BAIL = `
    const broken = (place) => function () {
      Object.assign(this.test, { asyncproof: { covers: [], rule: "ECHO", pendingReason: "" } });
      throw Object.assign(new Error("told"), { violation: { rule: "ECHO", place } });
    };
    it("known", broken("#/a")); it("new", broken("#/b")); it("later", () => {});
  `;

  it("ends at the first failure with bail, but not at one that is accepted", async () => {
    const accepted = [{ rule: "ECHO", pointer: "#/a" }];
    const seen = await run(BAIL, { job: { bail: true, accepted } });
    expect(verdicts(seen)).to.deep.equal(["known: violated", "new: violated"]);
    const all = await run(BAIL, { job: { accepted } });
    expect(verdicts(all)).to.have.length(3);
    expect(all.events.find((event) => event.kind === "testFinished")).to.include({ place: "#/a" });
  });

  it("refuses .only where it would hide all other tests", async () => {
    const text = `it.only("alone", () => {}); it("left out", () => {});`;
    const seen = await run(text, { job: { forbidOnly: true } });
    expect([exitOf(seen), seen.error?.code, verdicts(seen)]).to.deep.equal([2, "ONLY-IN-CI", []]);
    expect(verdicts(await run(text))).to.deep.equal(["alone: kept"]);
  });

  it("runs no further test when the setup failed", async () => {
    const failing = `Object.assign(new Error("no database"), { name: "ToolError", code: "SETUP-FAILED", hint: "h" })`;
    const seen = await run(`it("a", () => { throw ${failing}; }); it("b", () => {});`);
    expect(verdicts(seen)).to.deep.equal(["a: error"]);
    expect(seen.error).to.include({ code: "SETUP-FAILED", message: "no database" });
    expect(exitOf(seen)).to.equal(2);
  });
});
