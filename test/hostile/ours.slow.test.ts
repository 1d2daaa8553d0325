import { expect } from "chai";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { asyncproof, fixture, root, said, start } from "../bin/cli.ts";
import { connect } from "../server/client.ts";
import { folderWith } from "../config/folder.ts";
import { isGone } from "../runner/processes.ts";

const folder = folderWith({ "asyncproof.config.yaml": "patience: 1500ms\n", file: "" });
copyFileSync(join(fixture, "echo.yaml"), join(folder.path, "echo.yaml"));
after(() => folder.remove());

const NO_STACK = /^\s+at .*\.(?:ts|js):\d+/m;

/** Every process below one. */
function below(pid: number): number[] {
  const rows = execFileSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  const pairs = rows.map((row) => row.trim().split(/\s+/).map(Number));
  const found = [pid];
  for (const one of found)
    for (const [child, parent] of pairs) if (parent === one && child !== undefined) found.push(child);
  return found.slice(1);
}

/** A module with which the clock of a process jumps an hour back and forth. */
function jumping(): string {
  mkdirSync(join(folder.path, "clock"), { recursive: true });
  const file = join(folder.path, "clock/jump.mjs");
  writeFileSync(
    file,
    "const real = Date.now; let turn = 0;\nDate.now = () => real() + ((turn += 1) % 2 === 0 ? 3_600_000 : -3_600_000);\n",
  );
  return file;
}

/** One connection that asks and is answered. */
async function echoed(url: string): Promise<void> {
  const { socket } = await connect(`${url}/echo`);
  socket.send(JSON.stringify({ type: "say", id: "1" }));
  await once(socket, "message");
  socket.close();
  await once(socket, "close");
}

/** A recording of conversations that take minutes to judge, in a small file: gzip may be written one after the other. */
function endless(): Buffer {
  const line = (event: object): string => `${JSON.stringify(event)}\n`;
  const begun = { at: 0, connection: "1" };
  const head = [
    { asyncproof: "recording", version: 1 },
    { ...begun, kind: "handshake", url: "/echo", headers: {} },
    { ...begun, kind: "open", subprotocol: "" },
  ];
  const told = (from: string, type: string): string =>
    line({ ...begun, kind: "frame", from, text: JSON.stringify({ type, id: "1" }) });
  const many = gzipSync((told("client", "say") + told("server", "said")).repeat(10_000));
  return Buffer.concat([gzipSync(head.map(line).join("")), ...Array.from({ length: 10_000 }, () => many)]);
}

describe("whatever happens to us", function () {
  this.timeout(120_000);

  for (const [signal, waits] of [
    ["SIGTERM", 0],
    ["SIGINT", 150],
    ["SIGTERM", 400],
    ["SIGINT", 800],
    ["SIGKILL", 600],
    ["SIGKILL", 1200],
  ] as const)
    it(`${signal} ${waits} ms after the start of a run leaves no process and no half report`, async () => {
      rmSync(join(folder.path, "run.xml"), { force: true });
      const cli = start(
        ["run", "echo.yaml", "--report", "junit=run.xml", "--report", "html=run.html"],
        folder.path,
      );
      await Promise.race([cli.ended, new Promise((resolve) => setTimeout(resolve, waits))]);
      const pids = below(cli.child.pid ?? 0);
      cli.child.kill(signal);
      const code = await cli.ended;
      // Before it listens, the signal itself is the end: then there is no exit code.
      expect([-1, 0, 2]).to.include(code);
      for (const pid of pids) expect(await isGone(pid), String(pid)).to.equal(true);
      const report = existsSync(join(folder.path, "run.xml"))
        ? readFileSync(join(folder.path, "run.xml"), "utf8")
        : "";
      expect(report).to.match(/^$|<\/testsuites>\n$/);
      expect(cli.stderr).not.to.match(NO_STACK);
    });

  for (const [what, args] of [
    ["serve", ["serve", "echo.yaml", "--port", "0"]],
    ["proxy", ["proxy", "echo.yaml", "--target", "ws://127.0.0.1:1", "--port", "0"]],
  ] as const)
    for (const signal of ["SIGINT", "SIGTERM"] as const)
      it(`${signal} ends ${what} in order`, async () => {
        const cli = start(args, folder.path);
        await said(cli, /ws:\/\//);
        cli.child.kill(signal);
        expect(await cli.ended).to.equal(what === "serve" ? 0 : 2);
        expect(cli.stderr).not.to.match(NO_STACK);
      });

  for (const signal of ["SIGINT", "SIGTERM"] as const)
    it(`${signal} ends validate in order: what was heard is told, the report is whole`, async () => {
      writeFileSync(join(folder.path, "endless.ndjson.gz"), endless());
      const args = ["validate", "echo.yaml", "endless.ndjson.gz", "--report", "junit=heard.xml"];
      const cli = start(args, folder.path);
      await said(cli, /against endless/);
      cli.child.kill(signal);
      expect(await cli.ended, cli.stdout + cli.stderr).to.equal(2);
      expect(cli.stderr).to.include("INTERRUPTED").and.not.to.match(NO_STACK);
      expect(cli.stdout).to.include("not reached");
      expect(readFileSync(join(folder.path, "heard.xml"), "utf8")).to.match(/<\/testsuites>\n$/);
    });

  for (const signal of ["SIGINT", "SIGTERM"] as const)
    it(`${signal} ends faults in order: no process is left, and no half page`, async () => {
      const out = `faults-${signal}`;
      const cli = start(["faults", "echo.yaml", "--out", out, "--html", `${out}.html`], folder.path);
      await said(cli, /tests/);
      const pids = below(cli.child.pid ?? 0);
      cli.child.kill(signal);
      expect(await cli.ended, cli.stdout + cli.stderr).to.equal(2);
      for (const pid of pids) expect(await isGone(pid), String(pid)).to.equal(true);
      expect(cli.stderr).to.include("INTERRUPTED").and.not.to.match(NO_STACK);
      expect(existsSync(join(folder.path, `${out}.html`))).to.equal(false);
    });

  it("a full disk is said, with exit code 2 and no stack", async () => {
    for (const kind of ["junit", "html", "ndjson", "markdown"]) {
      const { code, stderr } = await asyncproof(
        ["run", "echo.yaml", "--family", "message", "--report", `${kind}=/dev/full`],
        folder.path,
      );
      expect(code, `${kind}: ${stderr}`).to.equal(2);
      expect(stderr, kind).to.match(/ENOSPC|no space/);
      expect(stderr).to.include("REPORT-UNWRITABLE").and.not.to.match(NO_STACK);
    }
  });

  it("a folder that can't be written to is said, with exit code 2 and no stack", async () => {
    for (const args of [
      ["generate", "echo.yaml", "--out", "file/tests"],
      ["run", "echo.yaml", "--out", "file"],
      ["run", "echo.yaml", "--report", "html=file/x.html"],
      ["generate", "echo.yaml", "--types", "file/x.ts"],
      ["serve", "echo.yaml", "--port", "0", "--log-file", "file/x.log"],
      ["proxy", "echo.yaml", "--target", "ws://127.0.0.1:1", "--port", "0", "--record", "file/x.ndjson"],
      ["generate", "echo.yaml", "--out", "/proc/x"],
      ["generate", "echo.yaml", "--types", "/proc/x/types.ts"],
      ["run", "echo.yaml", "--report", "html=/proc/x/y.html"],
      ["run", "echo.yaml", "--family", "message", "--write-known", "--known", "/proc/x/y.yaml"],
    ]) {
      const { code, stdout, stderr } = await asyncproof(args, folder.path);
      expect(code, `${args.join(" ")}: ${stdout}${stderr}`).to.equal(2);
      expect(stderr, args.join(" "))
        .to.match(/code {2}(?!FAULT)[A-Z-]+/)
        .and.not.to.match(NO_STACK);
    }
  });

  it("a reader that leaves ends us quietly", async () => {
    for (const args of [
      "run echo.yaml",
      "run echo.yaml --list",
      "explain echo.yaml",
      "serve --list-faults",
      "completion bash",
      "--help",
      "diff echo.yaml echo.yaml --json",
    ]) {
      const command = `${JSON.stringify(process.execPath)} ${JSON.stringify(join(root, "bin/asyncproof"))} ${args} | head -1`;
      const child = spawn("/bin/sh", ["-c", command], {
        cwd: folder.path,
        stdio: ["ignore", "pipe", "pipe"],
      });
      let stderr = "";
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        stderr += text;
      });
      child.stdout.resume();
      await once(child, "close");
      expect(stderr, args)
        .not.to.match(/EPIPE|Error:/)
        .and.not.to.match(NO_STACK);
    }
  });

  it("a stub whose listener to its log leaves goes on, and ends in order", async () => {
    const cli = start(["serve", "echo.yaml", "--port", "0", "--log-format", "ndjson"], folder.path);
    const [, url = ""] = await said(cli, /"url":"(ws:[^"]+)"/);
    cli.child.stdout?.destroy();
    // Each is written to the log, which nobody reads any more.
    for (let count = 0; count < 3; count += 1) await echoed(url);
    cli.child.kill("SIGTERM");
    expect(await cli.ended, cli.stderr).to.equal(0);
    expect(cli.stderr).not.to.match(/EPIPE/).and.not.to.match(NO_STACK);
  });

  it("a proxy whose readers leave goes on, and ends as it would", async () => {
    const service = start(["serve", "echo.yaml", "--port", "0"], folder.path);
    const [target = ""] = await said(service, /ws:\/\/\S+/);
    const cli = start(["proxy", "echo.yaml", "--target", target, "--port", "0"], folder.path);
    const [, url = ""] = await said(cli, /(ws:\/\/\S+) ->/);
    for (const stream of [cli.child.stdout, cli.child.stderr]) stream?.destroy();
    for (let count = 0; count < 3; count += 1) await echoed(url);
    cli.child.kill("SIGTERM");
    expect(await cli.ended).to.equal(0);
    service.child.kill("SIGTERM");
    expect(await service.ended).to.equal(0);
  });

  it("an error output that is closed ends nothing early", async () => {
    const command = `exec ${JSON.stringify(process.execPath)} ${JSON.stringify(join(root, "bin/asyncproof"))} run echo.yaml --family message 2>&-`;
    const child = spawn("/bin/sh", ["-c", command], {
      cwd: folder.path,
      stdio: ["ignore", "ignore", "ignore"],
    });
    const [code] = await once(child, "close");
    expect(code).to.equal(0);
  });

  it("a clock that jumps back and forth changes no verdict", async () => {
    const env = { NODE_OPTIONS: `--import=${jumping()}` };
    const cli = start(["run", "echo.yaml", "--report", "junit=jump.xml"], folder.path, env);
    expect(await cli.ended, cli.stdout + cli.stderr).to.equal(0);
    const report = readFileSync(join(folder.path, "jump.xml"), "utf8");
    expect(report).not.to.match(/time="-/);
  });

  it("a clock that jumps while a proxy listens changes no verdict, and no time of its recording goes back", async () => {
    const env = { NODE_OPTIONS: `--import=${jumping()}` };
    const service = start(["serve", "echo.yaml", "--port", "0"], folder.path, env);
    const [target = ""] = await said(service, /ws:\/\/\S+/);
    const args = ["proxy", "echo.yaml", "--target", target, "--port", "0", "--record", "jump.ndjson"];
    const cli = start(args, folder.path, env);
    const [, url = ""] = await said(cli, /(ws:\/\/\S+) ->/);
    for (let count = 0; count < 3; count += 1) await echoed(url);
    cli.child.kill("SIGTERM");
    expect(await cli.ended, cli.stdout + cli.stderr).to.equal(0);
    service.child.kill("SIGTERM");
    expect(await service.ended).to.equal(0);
    const [, ...lines] = readFileSync(join(folder.path, "jump.ndjson"), "utf8").trim().split("\n");
    const times = lines.map((line): number => JSON.parse(line).at);
    expect(times.length).to.be.above(9);
    expect(times).to.deep.equal(times.toSorted((one, other) => one - other));
    expect(Math.max(...times)).to.be.below(3_600_000);
    const again = await asyncproof(["validate", "echo.yaml", "jump.ndjson"], folder.path, env);
    expect(again.code, again.stdout + again.stderr).to.equal(0);
  });
});
