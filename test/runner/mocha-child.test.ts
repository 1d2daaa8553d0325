import { expect } from "chai";
import { join } from "node:path";
import { ToolError } from "../../contract/tool-error.ts";
import { EVERYTHING } from "../../runner/filter.ts";
import { runMochaChild } from "../../runner/mocha-child.ts";
import { folderWith } from "../config/folder.ts";

/** Code of the error that a child with this test file ends in; "" for none. */
async function codeOf(text: string, silenceMs = 20_000): Promise<string> {
  const folder = folderWith({ "a.test.ts": text });
  const job = {
    files: [join(folder.path, "a.test.ts")],
    filter: EVERYTHING,
    names: null,
    parts: {},
    revives: null,
    bail: false,
    accepted: [],
    forbidOnly: false,
    plain: [],
    timeoutMs: 1000,
    document: "asyncapi.yaml",
    url: "ws://localhost:1",
    seed: 1,
  };
  try {
    await runMochaChild({
      job,
      cwd: folder.path,
      env: process.env,
      silenceMs,
      signal: new AbortController().signal,
      onEvent: () => {},
      onOutput: () => {},
    });
    return "";
  } catch (error) {
    if (error instanceof ToolError) return error.code;
    throw error;
  } finally {
    folder.remove();
  }
}

describe("runMochaChild", () => {
  it("stops a child whose event loop is blocked", async () => {
    const started = performance.now();
    expect(await codeOf(`it("blocks", () => { for (;;); });`, 1500)).to.equal("TESTS-HANG");
    expect(performance.now() - started).to.be.lessThan(25_000);
  });

  it("stops a child that ignores SIGTERM", async () => {
    const text = `process.on("SIGTERM", () => {}); it("blocks", () => { for (;;); });`;
    expect(await codeOf(text, 1500)).to.equal("TESTS-HANG");
  });

  it("refuses anything else that comes through the pipe of the events", async () => {
    const text = `import { writeSync } from "node:fs"; it("writes", () => { writeSync(3, "no event\\n"); });`;
    expect(await codeOf(text)).to.equal("EVENTS-UNREADABLE");
  });
});
