import { expect } from "chai";
import type { RunEvent } from "../../report/events.ts";
import {
  coloursFor,
  type RunEnd,
  type TerminalStyle,
  type TestFinished,
  terminalReporter,
} from "../../report/index.ts";
import { ended, finished, runOf } from "./events.ts";

const colours = coloursFor({ isTTY: false }, { color: true, env: {} });

async function report(
  events: readonly RunEvent[],
  end: RunEnd,
  style: Partial<TerminalStyle> = {},
): Promise<string> {
  let text = "";
  const out = {
    write: (more: string) => {
      text += more;
    },
  };
  const reporter = terminalReporter({ out, width: 80, colours, progress: false, detail: "normal", ...style });
  for (const event of events) reporter.take(event);
  await reporter.finish(end);
  return text;
}

const NARRATIVE = [
  "stream - chat > prompt > ends with its terminal    AFTER-END",
  "  a `token` came 12 ms after `done`",
  "  promised   asyncapi.yaml:214",
].join("\n");

const RUN = runOf(
  finished(["stream - chat", "prompt", "streams in order"]),
  finished(["stream - chat", "prompt", "ends with its terminal"], {
    state: "failed",
    rule: "AFTER-END",
    text: NARRATIVE,
  }),
  finished(["stream - chat", "ping", "answers"], {
    state: "pending",
    pending: "unspecified",
    text: "add `reply`",
  }),
  finished(["idle - chat", "closes a silent connection"], {
    state: "pending",
    pending: "notReached",
    text: "longer than max-wait: 30 s",
  }),
);
const END = ended(
  { kept: 1, violated: 1, unspecified: 1, notReached: 1 },
  { exitCode: 1, places: [{ what: "tests", path: "generated-tests" }] },
);

describe("terminalReporter", () => {
  it("lists tests under their family, channel and operation, tells failures, and counts", async () => {
    expect(await report(RUN, END)).to.equal(`asyncapi.yaml, 4 tests against ws://127.0.0.1:4000, seed 1

stream - chat
  prompt
    ✔ streams in order
    ✖ ends with its terminal
  ping
    – answers
      unspecified: add \`reply\`

idle - chat
  – closes a silent connection
    not reached: longer than max-wait: 30 s

1) stream - chat > prompt > ends with its terminal    AFTER-END
     a \`token\` came 12 ms after \`done\`
     promised   asyncapi.yaml:214

1 kept, 1 violated, 1 unspecified, 1 not reached  (1.2 s)
tests  generated-tests
`);
  });

  it("tells only failures and counts when it shall be quiet", async () => {
    const text = await report(RUN, END, { detail: "quiet" });
    expect(text).to.match(/^\n1\) stream - chat > prompt/);
    expect(text).not.to.include("streams in order");
    expect(text).to.include("1 kept, 1 violated");
  });

  it("names the test above an error that does not", async () => {
    const failed = finished(["reply - chat", "ping", "answers"], {
      state: "failed",
      error: "CREDENTIAL-MISSING",
      text: "there is no credential\nset it",
    });
    const text = await report(runOf(failed), ended({ error: 1 }, { exitCode: 2 }));
    expect(text).to.include("    ! answers\n");
    expect(text).to.include(
      "1) reply - chat > ping > answers  CREDENTIAL-MISSING\n   there is no credential\n   set it\n",
    );
    expect(text).to.include("0 kept, 0 violated, 0 unspecified, 0 not reached, 1 could not be judged");
  });

  it("tells what failed for one reason of ours or the user's once, and leaves no blank at a line's end", async () => {
    const failed = (title: string, text: string): ReturnType<typeof finished> =>
      finished(["reply - chat", "ping", title], { state: "failed", error: "CREDENTIAL-ENV", text });
    const long = "a".repeat(50);
    const all = [failed(long, "KEY is not set"), failed("b", "KEY is not set"), failed("c", "other")];
    const text = await report(runOf(...all), ended({ error: 3 }, { exitCode: 2 }));
    expect(text.match(/is not set/g)).to.have.length(1);
    expect(text).to.include("the same cause in 1 more test:\n       reply - chat > ping > b\n");
    expect(text).to.include("2) reply - chat > ping > c  CREDENTIAL-ENV\n   other\n");
    expect(text).to.match(/ a{50}\n +CREDENTIAL-ENV\n/);
    expect(text).not.to.match(/ $/m);
  });

  it("says a long reason once, a short one and another one each time", async () => {
    const because = `needs example: the service refused it, and ${"nobody knows why ".repeat(5)}`;
    const skipped = (title: string, text: string): ReturnType<typeof finished> =>
      finished(["reply - chat", title], { state: "pending", pending: "notReached", text });
    const texts = [because, because, "needs trigger: none", "needs trigger: none", `${because}!`];
    const run = runOf(...texts.map((text, index) => skipped(String(index), text)));
    const reasons = (text: string): string[] =>
      text.split("\n").flatMap((line) => (line.includes("not reached: ") ? [line.trim()] : []));
    expect(reasons(await report(run, END)).map((line) => line.slice(0, 40))).to.deep.equal([
      "not reached: needs example: the service ",
      "not reached: needs example, as above",
      "not reached: needs trigger: none",
      "not reached: needs trigger: none",
      "not reached: needs example: the service ",
    ]);
    const verbose = await report(run, END, { detail: "verbose" });
    expect(verbose).not.to.include("as above");
  });

  it("breaks long titles and reasons at the width, under their own beginning", async () => {
    const long = finished(
      ["push - chat", "broadcast", `reaches ${"every other connection ".repeat(5)}once`],
      {
        state: "pending",
        pending: "notReached",
        text: "needs trigger: ".repeat(10).trim(),
      },
    );
    const lines = (await report(runOf(long), ended({}), { width: 60 })).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).to.be.at.most(60);
    const at = lines.findIndex((line) => line.startsWith("    – reaches"));
    expect(lines[at + 1]).to.match(/^ {6}\S/);
  });

  it("shows how long slow tests took, and every test when it shall be verbose", async () => {
    const slow = finished(["idle - chat", "closes"], { durationMs: 1500.4 });
    expect(await report(runOf(slow), ended({ kept: 1 }))).to.include("✔ closes (1500 ms)");
    const quick = finished(["reply - chat", "answers"]);
    expect(await report(runOf(quick), ended({ kept: 1 }), { detail: "verbose" })).to.include("(3 ms)");
  });

  it("colours only for a terminal, and not when NO_COLOR or --no-color says so", () => {
    const on = (stream: object, color: boolean, env: { [name: string]: string }): boolean =>
      coloursFor(stream, { color, env }).isColorSupported;
    expect(on({ isTTY: true }, true, {})).to.equal(true);
    expect(on({ isTTY: false }, true, {})).to.equal(false);
    expect(on({ isTTY: true }, false, {})).to.equal(false);
    expect(on({ isTTY: true }, true, { NO_COLOR: "1" })).to.equal(false);
    expect(on({ isTTY: true }, true, { NO_COLOR: "" })).to.equal(true);
    expect(on({ isTTY: true }, true, { TERM: "dumb" })).to.equal(false);
  });

  it("tells a repeated cause once, with the tests that it came back in", async () => {
    const failed = (title: string, place: string): TestFinished =>
      finished([title], {
        state: "failed",
        rule: "ECHO",
        place,
        text: `${title}    ECHO\n  what of ${place}`,
      });
    const tests = ["a", "b", "c", "d", "e", "f", "g"].map((title) => failed(title, "#/x"));
    const text = await report(runOf(...tests, failed("other", "#/y")), END, { detail: "quiet" });
    expect(text).to.match(/^\n1\) a {4}ECHO\n {5}what of #\/x\n {3}the same cause in 6 more tests:\n {7}b\n/);
    expect(text).to.include("\n       and 1 more\n").and.to.include("\n2) other    ECHO\n     what of #/y\n");
    expect(text).not.to.include("3)");
  });

  it("keeps failures apart that have no rule or no place", async () => {
    const error = { state: "failed", error: "EXCEPTION", text: "x is not a function" } as const;
    const text = await report(runOf(finished(["first"], error), finished(["second"], error)), END, {
      detail: "quiet",
    });
    expect(text).to.include("1) first").and.to.include("2) second");
  });

  it("tells a violation that is accepted for now as neither kept nor violated", async () => {
    const known = {
      state: "pending",
      pending: "known",
      rule: "ECHO",
      text: "ECHO until 2027-01-31: soon",
    } as const;
    const text = await report(runOf(finished(["x - y", "a"], known)), ended({ kept: 1, known: 1 }));
    expect(text).to.include("  – a\n    known: ECHO until 2027-01-31: soon\n");
    expect(text).to.include("1 kept, 0 violated, 1 known, 0 unspecified, 0 not reached");
  });
});
