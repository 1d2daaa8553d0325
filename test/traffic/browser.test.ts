import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncproof, root, said, start } from "../bin/cli.ts";
import { type Browser, HAS_CHROMIUM, openBrowser } from "../report/browser.ts";
import { startAgent } from "./agent.ts";
import { violationsIn } from "./verdicts.ts";

const SPEC = "examples/python-agent/asyncapi.yaml";
const TOKEN = "tok-4711-do-not-tell-anybody";
const JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl";

interface Talk {
  readonly frames: readonly string[];
  readonly extensions: string;
  readonly code: number;
}

describe("a page in Chromium, an agent in Python, and the proxy between them", function () {
  this.timeout(90_000);
  const folder = mkdtempSync(join(tmpdir(), "asyncproof-browser-proxy-"));
  const record = join(folder, "traffic.ndjson");
  const live = join(folder, "live.ndjson");
  const afterwards = join(folder, "afterwards.ndjson");
  const html = join(folder, "live.html");
  let browser: Browser;
  let talk: Talk;
  let output = "";
  let code = -1;

  before(async () => {
    if (!HAS_CHROMIUM)
      throw new Error("this test looks at a page: install Chromium, or name one in CHROMIUM");
    const agent = await startAgent("wrong/token-after-done.py");
    const cli = start(
      [
        ...["proxy", SPEC, "--target", `ws://127.0.0.1:${agent.port}`, "--port", "0", "--record", record],
        ...["--report", `ndjson=${live}`, "--report", `html=${html}`, "--redact", "/agent_id"],
      ],
      root,
    );
    try {
      const [, port] = await said(cli, /ws:\/\/127\.0\.0\.1:(\d+) ->/);
      writeFileSync(join(folder, "page.html"), "<!doctype html><title>client</title>");
      browser = await openBrowser();
      const { page } = await browser.open(join(folder, "page.html"));
      talk = await page.evaluate(
        ([url, jwt]) =>
          new Promise<Talk>((resolve, reject) => {
            const socket = new WebSocket(url ?? "");
            const frames: string[] = [];
            let answers = 0;
            socket.onerror = () => reject(new Error("the page can't connect"));
            socket.onclose = ({ code }) => resolve({ frames, code, extensions: socket.extensions });
            socket.onopen = () =>
              socket.send(JSON.stringify({ agent_id: "echo", prompt: "good morning dear agent" }));
            socket.onmessage = ({ data }) => {
              frames.push(data);
              if (data.includes("MALFORMED"))
                socket.send(JSON.stringify({ agent_id: "echo", prompt: `my token is ${jwt}` }));
              if (!data.includes('"done"')) return;
              answers += 1;
              if (answers === 1) setTimeout(() => socket.send("{broken"), 50);
              else setTimeout(() => socket.close(4000, "enough"), 50);
            };
          }),
        [`ws://127.0.0.1:${port}/agent?access_token=${TOKEN}`, JWT],
      );
    } finally {
      await agent.stop();
      cli.child.kill("SIGINT");
      code = await cli.ended;
      output = `${cli.stdout}${cli.stderr}`;
    }
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("lets page and service talk as if it were not there, compression and close code included", () => {
    expect(talk.extensions).to.include("permessage-deflate");
    expect(talk.frames.join("")).to.include("You said:");
    expect(talk.code).to.equal(4000);
  });

  it("says what the service and the page got wrong, as it happens, and exits with 1", () => {
    expect(output, output).to.include("AFTER-END").and.to.include("CLIENT");
    expect(code, output).to.equal(1);
  });

  it("finds the same in the recording", async () => {
    const result = await asyncproof(["validate", SPEC, record, "--report", `ndjson=${afterwards}`], root);
    expect(result.code, result.stderr).to.equal(1);
    expect(violationsIn(live).length).to.be.greaterThan(1);
    expect(violationsIn(afterwards)).to.deep.equal(violationsIn(live));
  });

  it("writes no token and nothing of what was to be redacted, wherever it stood", () => {
    const written = [output, ...[record, live, html].map((file) => readFileSync(file, "utf8"))];
    expect(readFileSync(record, "utf8")).to.include("access_token=***").and.to.include("my token is ***");
    for (const text of written) {
      expect(text).not.to.include(TOKEN);
      expect(text).not.to.include(JWT.slice(0, 36));
      expect(text).not.to.match(/agent_id\W+echo/);
    }
  });
});
