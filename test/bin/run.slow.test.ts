import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { connectFailure, freePort } from "../../runner/tcp.ts";
import { folderWith } from "../config/folder.ts";
import { listener } from "../runner/listener.ts";
import { isGone, processesIn } from "../runner/processes.ts";
import { asyncproof, PATIENT_MS, fixture, said, start } from "./cli.ts";

const folder = folderWith({ "asyncproof.config.yaml": "patience: 1500ms\n" });
copyFileSync(join(fixture, "echo.yaml"), join(folder.path, "echo.yaml"));
after(() => folder.remove());

/** The command that starts the service of the fixture with a habit. */
const service = (habit: string): string =>
  `${JSON.stringify(process.execPath)} ${JSON.stringify(join(fixture, "echo.mjs"))} {port} ${habit}`;

const run = (...args: readonly string[]): ReturnType<typeof asyncproof> =>
  asyncproof(["run", "echo.yaml", ...args], folder.path);

const log = (): string => readFileSync(join(folder.path, ".asyncproof/service.log"), "utf8");

describe("asyncproof run", function () {
  this.timeout(PATIENT_MS);

  it("tests the stub where nothing else is named: exit code 0", async () => {
    const { code, stdout, stderr } = await run();
    expect(stdout).to.match(/✔ .*\n/);
    expect(stdout).to.match(/\n\d+ kept, 0 violated, \d+ unspecified, \d+ not reached {2}\(/);
    expect(stdout).to.match(/\ntests +generated-tests\n$/);
    expect(stderr).to.match(/\d+ files: \d+ written, \d+ unchanged\n/);
    expect(code).to.equal(0);
  });

  it("has loaded what tests need before it knows the tests", async () => {
    mkdirSync(join(folder.path, "generated-tests"), { recursive: true });
    const own = join(folder.path, "generated-tests/own.test.ts");
    writeFileSync(own, `it("ran in a process that " + process.argv.slice(2), () => {});\n`);
    const { code, stdout } = await run("--grep", "ran in a process that warm");
    rmSync(own);
    expect(code, stdout).to.equal(0);
    expect(stdout).to.include("1 kept");
  });

  it("tests a service that it starts, and stops it", async () => {
    const { code, stdout } = await run("--start", service("right"));
    expect([code, stdout]).to.satisfy(([exit]: [number]) => exit === 0, stdout);
    expect(stdout).to.include("service output  .asyncproof/service.log");
    expect(await isGone(Number(/pid (\d+)/.exec(log())?.[1]))).to.equal(true);
  });

  it("tells which rule a wrong service breaks: exit code 1", async () => {
    const { code, stdout } = await run("--start", service("liar"), "--family", "message");
    expect(code).to.equal(1);
    expect(stdout)
      .to.include("UNKNOWN-CORRELATION")
      .and.to.include("promised   echo.yaml:23   correlation of `said`: /id")
      .and.to.match(/\n0 kept, [1-9]\d* violated/);
  });

  it("starts a service again that dies, and goes on: exit code 1", async () => {
    const { code, stdout, stderr } = await run("--start", service("mortal"));
    expect(code).to.equal(1);
    expect(stderr).to.match(/the service died .* and was started again/);
    expect(stdout).to.match(/\n[1-9]\d* kept, [1-9]\d* violated/);
    expect(log().match(/pid \d+/g)?.length).to.be.greaterThan(1);
    for (const [, pid] of log().matchAll(/pid (\d+)/g)) expect(await isGone(Number(pid))).to.equal(true);
  });

  it("cannot tell where nothing listens: exit code 2", async () => {
    const port = await freePort();
    const { code, stderr } = await run("--url", `ws://127.0.0.1:${port}`);
    expect(code).to.equal(2);
    expect(stderr).to.include("SERVICE-UNREACHABLE").and.to.include(`tried 127.0.0.1:${port}: ECONNREFUSED`);
    expect(processesIn(folder.path), "what waited for tests").to.deep.equal([]);
  });

  it("finds a service that hangs in the handshake, within the deadline and after one try: exit code 1", async () => {
    const something = await listener();
    const started = performance.now();
    const { code, stdout, stderr } = await run("--url", `ws://127.0.0.1:${something.port}`);
    await something.close();
    expect(code, stdout).to.equal(1);
    expect(stdout)
      .to.include("NO-HANDSHAKE")
      .and.to.match(/\n0 kept, 1 violated/);
    expect(stderr).to.include("answers no handshake").and.to.include("SERVICE-HANGS");
    expect(performance.now() - started).to.be.lessThan(20_000);
  });

  it("cannot tell of a service that ends at its start: exit code 2, with its last words", async () => {
    const command = `${JSON.stringify(process.execPath)} -e "throw new Error('no database')" {port}`;
    const { code, stderr } = await run("--start", command);
    expect(code).to.equal(2);
    expect(stderr).to.include("SERVICE-EXITED").and.to.include("no database");
  });

  it("cannot tell when no test matches, or by a name that is none: exit code 2", async () => {
    const none = await run("--grep", "nothing of the kind");
    expect(none.code).to.equal(2);
    expect(none.stderr).to.include('no test matches --grep "nothing of the kind"');
    const typo = await run("--family", "nothing");
    expect(typo.code).to.equal(2);
    expect(typo.stderr).to.include("--family nothing: there is no such family").and.include("UNKNOWN-NAME");
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const)
    it(`stops everything in order at ${signal}: exit code 2`, async () => {
      const port = await freePort();
      const args = ["run", "echo.yaml", "--start", service("slow"), "--port", String(port)];
      const cli = start(args, folder.path);
      await said(cli, /✔/);
      const pid = Number(/pid (\d+)/.exec(log())?.[1]);
      cli.child.kill(signal);
      expect(await cli.ended).to.equal(2);
      expect(cli.stderr).to.include("INTERRUPTED");
      expect(await isGone(pid)).to.equal(true);
      expect(await connectFailure({ host: "127.0.0.1", port })).to.equal("ECONNREFUSED");
    });

  it("takes the tests with it when it is killed itself", async () => {
    const cli = start(["run", "echo.yaml", "--report", "ndjson=killed.ndjson"], folder.path);
    await said(cli, /✔/);
    const children = execFileSync("ps", ["-o", "pid=", "--ppid", String(cli.child.pid)], {
      encoding: "utf8",
    });
    const pids = children.trim().split(/\s+/).map(Number);
    cli.child.kill("SIGKILL");
    expect(await cli.ended).to.equal(-1);
    expect(pids).not.to.deep.equal([]);
    for (const pid of pids) expect(await isGone(pid), String(pid)).to.equal(true);
  });

  it("writes one JSON document with --json, and nothing else", async () => {
    const { code, stdout } = await run("--json", "--family", "message");
    const result = JSON.parse(stdout);
    expect([code, result.exitCode, result.error]).to.deep.equal([0, 0, null]);
    expect(result.kept).to.equal(result.tests.length - result.unspecified - result.notReached);
    expect(result.tests[0].title[0]).to.equal("message - echo");
  });

  it("writes events with --report ndjson=PATH", async () => {
    await run("--report", "ndjson=out/run.ndjson", "--family", "message");
    const lines = readFileSync(join(folder.path, "out/run.ndjson"), "utf8").trimEnd().split("\n");
    const events = lines.map((line) => JSON.parse(line));
    const kinds = events.map(({ kind }) => kind);
    expect(kinds[0]).to.equal("runStarted");
    expect(kinds.slice(-3)).to.deep.equal(["runFinished", "coverage", "runEnded"]);
    expect(kinds).to.include.members(["testStarted", "frame", "covered", "testFinished"]);
    expect(events.some(({ verdict }) => verdict?.kind === "kept")).to.equal(true);
  });

  it("says only counts with --quiet when all is well", async () => {
    const { stdout, stderr } = await run("--quiet", "--family", "message");
    expect([stdout.split("\n").filter(Boolean).length, stderr]).to.deep.equal([1, ""]);
  });

  it("shows with --list what would be sent, and sends nothing", async () => {
    const { code, stdout } = await run("--list", "--family", "message");
    expect(code).to.equal(0);
    expect(stdout)
      .to.match(/^message - echo > /m)
      .and.to.match(/^ {4}\{"type":"say","id":/m);
    expect(stdout).to.match(/\n\d+ tests\n$/);
  });
});
