import { expect } from "chai";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { eventLine, headerLine } from "../../traffic/index.ts";
import { asyncproof, PATIENT_MS, root, said, start } from "../bin/cli.ts";
import { folderWith } from "../config/folder.ts";
import { AGENT, conversation, PLAIN, TALK } from "./documents.ts";
import { rawClient, rawFrame, rawService } from "./raw-peers.ts";

const HEADER = headerLine(PLAIN, new Date(0));
const GOOD = [HEADER, ...conversation(TALK).map(eventLine), ""].join("\n");
const BAD = [
  HEADER,
  ...conversation([...TALK, '< {"type":"token","index":1,"text":"x"}']).map(eventLine),
  "",
].join("\n");
/** A password that the service repeats in a frame that breaks the contract. */
const INDISCREET = [
  HEADER,
  ...conversation([
    ...TALK,
    '> {"agent_id":"echo","prompt":"hi","password":"hunter2!"}',
    '< {"type":"token","index":7,"text":"hunter2!"}',
  ]).map(eventLine),
  "",
].join("\n");
/** What is to be masked in short values, in parts of what is to be masked, and in bytes, quoted where it breaks a rule. */
const QUOTED = [
  HEADER,
  ...conversation(TALK).map(eventLine),
  eventLine({
    kind: "frame",
    at: 10,
    connection: "1",
    from: "client",
    data: { kind: "binary", bytes: Buffer.from('{"home":{"street":"Elm Street"}}') },
  }),
  ...conversation(
    [
      '> {"agent_id":7,"age":42,"home":{"street":"Elm Street"}}',
      '< {"type":"token","index":true,"age":42,"home":{"street":"Elm Street"}}',
    ],
    { start: 20 },
  )
    .slice(2)
    .map(eventLine),
  "",
].join("\n");
const SILENT = [HEADER, ...conversation([]).map(eventLine), ""].join("\n");

describe("asyncproof validate", function () {
  this.timeout(PATIENT_MS);
  let folder: ReturnType<typeof folderWith>;
  before(() => {
    folder = folderWith({
      "good.ndjson": GOOD,
      "bad.ndjson": BAD,
      "indiscreet.ndjson": INDISCREET,
      "quoted.ndjson": QUOTED,
      "silent.ndjson": SILENT,
    });
    writeFileSync(join(folder.path, "packed.ndjson.gz"), gzipSync(GOOD));
  });
  after(() => folder.remove());

  it("exits with 0 where everything is kept, and takes patterns and gzip", async () => {
    const { code, stdout } = await asyncproof(
      ["validate", AGENT, join(folder.path, "good.*"), join(folder.path, "packed*"), "--json"],
      root,
    );
    expect(code, stdout).to.equal(0);
    const { kept, tests, contractCoverage } = JSON.parse(stdout);
    expect(kept).to.equal(2);
    expect(tests[0].title[2]).to.equal("connection 1 keeps the contract");
    expect(contractCoverage.exercised).to.be.greaterThan(3);
  });

  it("exits with 1 where something is broken, shows the frames around it, and writes reports", async () => {
    const report = join(folder.path, "junit.xml");
    const { code, stdout } = await asyncproof(
      ["validate", AGENT, join(folder.path, "bad.ndjson"), "--report", `junit=${report}`],
      root,
    );
    expect(code).to.equal(1);
    expect(stdout).to.match(/AFTER-END[\s\S]*client --prompt-+> server[\s\S]*<-- here/);
    expect(readFileSync(report, "utf8")).to.include('type="AFTER-END"');
  });

  it("writes no password of a payload anywhere, however often it is said", async () => {
    const kinds = ["html", "junit", "ndjson", "ctrf", "markdown"];
    const paths = kinds.map((kind) => join(folder.path, `told.${kind}`));
    const reports = kinds.flatMap((kind, index) => ["--report", `${kind}=${paths[index]}`]);
    const told = await asyncproof(
      ["validate", AGENT, join(folder.path, "indiscreet.ndjson"), ...reports],
      root,
    );
    expect(told.code, told.stderr).to.equal(1);
    expect(told.stdout).to.match(/\*{3}\d/);
    for (const text of [told.stdout, told.stderr, ...paths.map((path) => readFileSync(path, "utf8"))])
      expect(text).not.to.include("hunter2");
  });

  it("quotes nothing of what --redact names, be it short, a part of it, or in bytes", async () => {
    const report = join(folder.path, "quoted.told");
    const { code, stdout, stderr } = await asyncproof(
      [
        ...["validate", AGENT, join(folder.path, "quoted.ndjson"), "--report", `ndjson=${report}`],
        ...["--redact", "/age", "--redact", "/home"],
      ],
      root,
    );
    expect(code, stderr).to.equal(1);
    expect(stdout)
      .to.match(/"age":\*{3}\d/)
      .and.to.match(/age: \*{3}\d/);
    for (const text of [stdout, stderr, readFileSync(report, "utf8")])
      expect(text).not.to.match(/age\W{1,6}42\b|Elm|VsbSBTdHJlZX/);
    const wrong = await asyncproof(["validate", AGENT, report, "--redact", "prompt#/user/email"], root);
    expect(wrong.code).to.equal(2);
    expect(wrong.stderr).to.include("It must be a JSON pointer: /user/email");
  });

  it("exits with 2 where nobody can tell: nothing was said, no such file", async () => {
    const nothing = await asyncproof(["validate", AGENT, join(folder.path, "silent.ndjson")], root);
    expect(nothing.code, nothing.stdout).to.equal(2);
    expect(nothing.stderr).to.include("NOTHING-KEPT");
    const missing = await asyncproof(["validate", AGENT, join(folder.path, "none-*")], root);
    expect(missing.code).to.equal(2);
    expect(missing.stderr).to.include("RECORDING-MISSING");
  });
});

describe("asyncproof proxy", function () {
  this.timeout(PATIENT_MS);

  it("goes on when the disk is full, says so, and can't tell in the end", async function () {
    if (process.platform !== "linux") this.skip();
    const service = await rawService();
    const args = ["--target", `ws://127.0.0.1:${service.port}`, "--port", "0", "--record", "/dev/full"];
    const cli = start(["proxy", AGENT, ...args], root);
    try {
      const [, port] = await said(cli, /ws:\/\/127\.0\.0\.1:(\d+) ->/);
      const { socket } = await rawClient(Number(port), { path: "/agent" });
      const { socket: server } = await service.next();
      await said(cli, /the recording ends here, the traffic goes on: ENOSPC/);
      const got = new Promise<Buffer>((resolve) => server.once("data", resolve));
      server.resume();
      const frame = rawFrame({ opcode: 1, fin: true, masked: true }, Buffer.from("still there"));
      socket.write(frame);
      expect((await got).equals(frame)).to.equal(true);
    } finally {
      cli.child.kill("SIGINT");
      await cli.ended;
      await service.close();
    }
    expect(cli.stderr).to.include("RECORDING-LOST");
    expect(await cli.ended).to.not.equal(0);
  });

  it("exits with 2 where the service was never there, and for a target that is no URL", async () => {
    const cli = start(["proxy", AGENT, "--target", "ws://127.0.0.1:1", "--port", "0"], root);
    const [, port] = await said(cli, /ws:\/\/127\.0\.0\.1:(\d+) ->/);
    const { head } = await rawClient(Number(port), { path: "/agent" });
    cli.child.kill("SIGINT");
    expect(await cli.ended).to.equal(2);
    expect(head).to.include("502");
    expect(cli.stderr).to.include("SERVICE-UNREACHABLE");
    const wrong = await asyncproof(["proxy", AGENT, "--target", "http://x"], root);
    expect(wrong.code).to.equal(2);
    expect(wrong.stderr).to.include("URL-INVALID");
  });
});
