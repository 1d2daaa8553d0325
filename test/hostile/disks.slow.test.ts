import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { asyncproof, fixture } from "../bin/cli.ts";
import { folderWith } from "../config/folder.ts";

const folder = folderWith({ "asyncproof.config.yaml": "patience: 1500ms\n" });
copyFileSync(join(fixture, "echo.yaml"), join(folder.path, "echo.yaml"));
copyFileSync(join(fixture, "replies.yaml"), join(folder.path, "replies.yaml"));
const disk = join(folder.path, "disk");
mkdirSync(disk);
after(() => folder.remove());

const NO_STACK = /^\s+at .*\.(?:ts|js):\d+/m;

/** Mounts a disk of its own; false where this user may not. */
function mount(options: string): boolean {
  return spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", disk]).status === 0;
}

const unmount = (): unknown => spawnSync("umount", [disk]);

/** Every file below a folder, with its text. */
function filesIn(path: string): ReadonlyMap<string, string> {
  const names = readdirSync(path, { recursive: true, encoding: "utf8" }).toSorted();
  const files = names.filter((name) => statSync(join(path, name)).isFile());
  return new Map(files.map((name) => [name, readFileSync(join(path, name), "utf8")]));
}

async function refused(args: readonly string[], code: RegExp): Promise<void> {
  const done = await asyncproof(args, folder.path, { ASYNCPROOF_CACHE: "off" });
  expect(done.code, `${args.join(" ")}: ${done.stdout}${done.stderr}`).to.equal(2);
  expect(done.stderr, args.join(" ")).to.match(code).and.not.to.match(NO_STACK);
}

describe("a disk of 256 kB", function () {
  this.timeout(300_000);
  before(function () {
    // Not run where nobody may mount: Mocha counts it as pending, never as passed.
    if (!mount("size=256k")) this.skip();
  });
  after(unmount);

  const fill = (): void => {
    spawnSync("dd", ["if=/dev/zero", `of=${join(disk, "fill")}`, "bs=4k"]);
  };

  it("that is too small for the tests: exit code 2, and nothing half written", async () => {
    await asyncproof(["generate", "replies.yaml", "--out", "whole"], folder.path);
    spawnSync("dd", ["if=/dev/zero", `of=${join(disk, "fill")}`, "bs=4k", "count=48"]);
    await refused(["generate", "replies.yaml", "--out", "disk/tests"], /code {2}OUTPUT\b/);
    rmSync(join(disk, "fill"));
    const left = filesIn(join(disk, "tests"));
    const whole = filesIn(join(folder.path, "whole"));
    for (const [name, text] of left) expect(text === whole.get(name), name).to.equal(true);
  });

  it("that is full when tests are to change: those that are there stay as they are", async () => {
    rmSync(join(disk, "tests"), { recursive: true, force: true });
    const { code, stderr } = await asyncproof(["generate", "echo.yaml", "--out", "disk/tests"], folder.path);
    expect(code, stderr).to.equal(0);
    const before = filesIn(disk);
    expect(before.size).to.be.above(3);
    fill();
    await refused(["generate", "replies.yaml", "--out", "disk/tests"], /code {2}OUTPUT\b/);
    rmSync(join(disk, "fill"));
    expect(filesIn(disk)).to.deep.equal(before);
  });

  it("that is full when reports are written: exit code 2", async () => {
    rmSync(join(disk, "tests"), { recursive: true, force: true });
    fill();
    const run = ["run", "echo.yaml", "--family", "message", "--report"];
    for (const kind of ["html", "junit", "ndjson"])
      await refused([...run, `${kind}=disk/run.${kind}`], /REPORT-UNWRITABLE|ENOSPC|no space/);
  });
});

describe("a disk that can only be read", function () {
  this.timeout(300_000);
  before(async function () {
    if (!mount("size=4m")) this.skip();
    await asyncproof(["generate", "echo.yaml", "--out", "disk/tests"], folder.path);
    const only = spawnSync("mount", ["-o", "remount,ro", disk]);
    expect(only.status, String(only.stderr)).to.equal(0);
  });
  after(unmount);

  it("runs what is there and fresh", async () => {
    const args = ["run", "echo.yaml", "--out", "disk/tests", "--family", "message"];
    const { code, stdout, stderr } = await asyncproof(args, folder.path);
    expect(code, stdout + stderr).to.equal(0);
  });

  it("refuses what would have to be written: exit code 2 and a code", async () => {
    const named = /code {2}(?!FAULT)[A-Z-]+/;
    await refused(["generate", "replies.yaml", "--out", "disk/tests"], named);
    await refused(["run", "echo.yaml", "--family", "message", "--report", "html=disk/run.html"], named);
    await refused(["generate", "echo.yaml", "--types", "disk/types.ts"], named);
    await refused(["serve", "echo.yaml", "--port", "0", "--log-file", "disk/x.log"], named);
    await refused(
      ["proxy", "echo.yaml", "--target", "ws://127.0.0.1:1", "--port", "0", "--record", "disk/x.ndjson"],
      named,
    );
  });
});
