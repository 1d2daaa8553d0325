import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fixture, root } from "../bin/cli.ts";
import { folderWith } from "../config/folder.ts";

const RECORDING = [
  { asyncproof: "recording", version: 1 },
  { at: 0, connection: "1", kind: "handshake", url: "/echo", headers: {} },
  { at: 0, connection: "1", kind: "open", subprotocol: "" },
]
  .map((line) => `${JSON.stringify(line)}\n`)
  .join("");
const folder = folderWith({ "talk.ndjson": RECORDING, "asyncproof.config.yaml": "patience: 1500ms\n" });
copyFileSync(join(fixture, "echo.yaml"), join(folder.path, "echo.yaml"));
copyFileSync(join(fixture, "replies.yaml"), join(folder.path, "replies.yaml"));
after(() => folder.remove());

const BIN = `${JSON.stringify(process.execPath)} ${JSON.stringify(join(root, "bin/asyncproof"))}`;
const STACK = /^\s+at .*[.:]\d+|EPIPE|Unhandled/m;

/** Runs a line of bash; `asyncproof` is our command. */
async function shell(line: string): Promise<{ readonly code: number | null; readonly said: string }> {
  const script = `asyncproof() { ${BIN} "$@"; }\n${line}`;
  const child = spawn("bash", ["-c", script], { cwd: folder.path, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  const [code] = await once(child, "close");
  return { code, said };
}

/** One of each command that ends by itself, and its exit code where everything can be written. */
const COMMANDS: readonly (readonly [args: string, code: number])[] = [
  ["--help", 0],
  ["run echo.yaml --family message", 0],
  ["run echo.yaml --list", 0],
  ["generate echo.yaml", 0],
  ["check echo.yaml --base echo.yaml --json", 0],
  ["explain echo.yaml", 0],
  ["diff echo.yaml replies.yaml", 1],
  ["validate echo.yaml talk.ndjson", 2],
  ["learn talk.ndjson", 2],
  ["serve --list-faults", 0],
  ["faults echo.yaml --fault no-reply", 0],
  ["completion bash", 0],
  ["init --yes --ci none", 0],
  ["run nosuch.yaml", 2],
  ["merge-reports shard.ndjson", 0],
];

// What one command writes, another reads.
before(async function () {
  this.timeout(300_000);
  const made = await shell("asyncproof run echo.yaml --family message --report ndjson=shard.ndjson");
  expect(made.code, made.said).to.equal(0);
});

describe("a command whose reader", function () {
  this.timeout(300_000);

  for (const [args, code] of COMMANDS)
    it(`reads nothing ends with ${code} all the same: ${args}`, async () => {
      const file = "told.txt";
      const done = await shell(`asyncproof ${args} 2>${file} | true; exit "\${PIPESTATUS[0]}"`);
      const told = readFileSync(join(folder.path, file), "utf8");
      expect(done.code, told).to.equal(code);
      expect(told).not.to.match(STACK);
    });

  it("reads neither output nor errors: the exit code is the same", async () => {
    for (const [args, code] of [
      ["run nosuch.yaml", 2],
      ["diff echo.yaml replies.yaml", 1],
    ] as const)
      expect((await shell(`asyncproof ${args} 2>&1 | true; exit "\${PIPESTATUS[0]}"`)).code).to.equal(code);
  });
});

describe("a command whose standard output is full", function () {
  this.timeout(300_000);
  before(function () {
    if (!existsSync("/dev/full")) this.skip();
  });

  for (const [args] of COMMANDS.filter(([, code]) => code !== 2))
    it(`ends with 2, and says so: ${args}`, async () => {
      const { code, said } = await shell(`asyncproof ${args} > /dev/full`);
      expect(code, said).to.equal(2);
      expect(said).to.include("OUTPUT-UNWRITABLE").and.not.to.match(STACK);
    });

  it("keeps its exit code where only the error output is full", async () => {
    expect((await shell("asyncproof run nosuch.yaml 2> /dev/full")).code).to.equal(2);
    expect((await shell("asyncproof diff echo.yaml replies.yaml 2> /dev/full")).code).to.equal(1);
  });
});

describe("a command without a terminal, and without standard input", function () {
  this.timeout(300_000);

  it("asks nothing and waits for nobody", async () => {
    const { code, said } = await shell("asyncproof init <&-");
    expect(code, said).to.equal(2);
    expect(said).to.include("INIT-NOBODY").and.not.to.match(STACK);
  });

  it("writes no escape sequence", async () => {
    const { code, said } = await shell("TERM=dumb asyncproof run echo.yaml --family message <&-");
    expect(code, said).to.equal(0);
    expect(said).not.to.include("\u001b");
  });
});
