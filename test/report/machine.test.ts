import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ToolError } from "../../contract/tool-error.ts";
import { jsonReporter, ndjsonReporter, type RunEnd } from "../../report/index.ts";
import { ended, finished, runOf } from "./events.ts";

const EVENTS = runOf(
  finished(["reply - chat", "ping", "answers"], { covers: ["#/operations/ping"] }),
  finished(["reply - chat", "ping", "echoes"], { state: "failed", rule: "ECHO", text: "told" }),
);

async function jsonOf(end: RunEnd): Promise<{ readonly [key: string]: unknown }> {
  let text = "";
  const reporter = jsonReporter({
    write: (more) => {
      text += more;
    },
  });
  for (const event of EVENTS) reporter.take(event);
  expect(text).to.equal("");
  await reporter.finish(end);
  return JSON.parse(text);
}

describe("jsonReporter", () => {
  it("writes one document, at the end, with counts and every test", async () => {
    const document = await jsonOf(ended({ kept: 1, violated: 1 }, { exitCode: 1 }));
    expect(document).to.deep.include({
      exitCode: 1,
      error: null,
      kept: 1,
      violated: 1,
      unspecified: 0,
      notReached: 0,
      errors: 0,
      document: "asyncapi.yaml",
      url: "ws://127.0.0.1:4000",
      seed: 1,
      durationMs: 1234,
    });
    expect(document["tests"]).to.deep.include({
      id: "stream/chat.test.ts::reply - chat ping echoes",
      title: ["reply - chat", "ping", "echoes"],
      verdict: "violated",
      rule: "ECHO",
      error: "",
      text: "told",
      covers: [],
      durationMs: 3,
    });
  });

  it("says why nobody can tell", async () => {
    const error = new ToolError("NO-TESTS", "there are no tests", { where: "asyncapi.yaml", hint: "h" });
    expect((await jsonOf(ended({}, { exitCode: 2, error })))["error"]).to.deep.equal({
      code: "NO-TESTS",
      message: "there are no tests",
      where: "asyncapi.yaml",
      hint: "h",
    });
  });
});

describe("ndjsonReporter", () => {
  const folder = mkdtempSync(join(tmpdir(), "asyncproof-test-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("writes every event on a line of its own and last how the run ended, and makes the folder", async () => {
    const path = join(folder, "deep/er/run.ndjson");
    const reporter = ndjsonReporter(path);
    for (const event of EVENTS) reporter.take(event);
    await reporter.finish(ended({}));
    const lines = readFileSync(path, "utf8").trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).to.deep.equal([
      ...EVENTS,
      { kind: "runEnded", exitCode: 0, error: null, gates: [] },
    ]);
  });

  it("says at once when the file cannot be written", () =>
    expect(() => ndjsonReporter(folder))
      .to.throw(ToolError)
      .with.property("code", "REPORT-UNWRITABLE"));
});
