import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFrameReader, loadContract, matchPath } from "../../contract/index.ts";
import { readRecording } from "../../traffic/index.ts";
import { type Cli, asyncproof, root, said, start } from "../bin/cli.ts";
import { freePort, startAgent } from "../traffic/agent.ts";
import { type FoundAgain, foundAgain } from "./found-again.ts";

interface Subject {
  readonly name: string;
  readonly spec: string;
  readonly config: string;
  /** Starts the service; gives its port and how to stop it. */
  start(): Promise<{ readonly port: number; stop(): Promise<void> }>;
}

const SUBJECTS: readonly Subject[] = [
  {
    name: "python-agent",
    spec: "examples/python-agent/asyncapi.yaml",
    config: "examples/python-agent/asyncproof.config.yaml",
    start: () => startAgent("service.py"),
  },
  {
    name: "stub",
    spec: "asyncapi.yaml",
    config: "asyncproof.config.yaml",
    start: async () => {
      const port = await freePort();
      const stub = start(["serve", "asyncapi.yaml", "--port", String(port)], root);
      await said(stub, /ws:\/\//);
      return { port, stop: () => stopped(stub) };
    },
  },
];

/** So much has to be found again, of 1, and what a table in docs/learn.md says of it. */
const FLOORS: { readonly [subject: string]: { readonly [what: string]: number } } = {
  "python-agent": { messages: 1, directions: 1, fields: 1, "required fields": 1, tags: 1, sequences: 1 },
  stub: {
    messages: 0.9,
    directions: 0.95,
    fields: 0.9,
    "required fields": 0.95,
    tags: 1,
    "correlation ids": 0.85,
    formats: 0.7,
    sequences: 0.6,
  },
};

describe("what is learned from recordings of a service", function () {
  this.timeout(400_000);
  const folder = mkdtempSync(join(tmpdir(), "asyncproof-found-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const subject of SUBJECTS)
    it(`${subject.name}: says most of its contract again, and its recording keeps it`, async () => {
      const record = join(folder, `${subject.name}.ndjson`);
      const learned = join(folder, `${subject.name}.yaml`);
      await recorded(subject, record);
      const result = await asyncproof(["learn", record, "--out", learned], root);
      expect(result.code, result.stderr).to.equal(0);
      const validated = await asyncproof(["validate", learned, record, "--quiet"], root);
      expect(validated.code, `${validated.stdout}${validated.stderr}`).to.equal(0);
      const { contract: original } = await loadContract(subject.spec, { cwd: root });
      const { contract } = await loadContract(learned, { cwd: root });
      const found = foundAgain(original, contract, await saidIn(record, original));
      if (process.env["FOUND"] !== undefined)
        writeFileSync(process.env["FOUND"], tableOf(subject.name, found), { flag: "a" });
      for (const [what, floor] of Object.entries(FLOORS[subject.name] ?? {}))
        expect(
          (found[what]?.found ?? 0) / (found[what]?.of ?? 1),
          `${what} ${JSON.stringify(found)}`,
        ).to.be.at.least(floor);
    });
});

/** What ordinary clients say to the service, through the proxy. */
async function recorded({ spec, config, start: begin }: Subject, record: string): Promise<void> {
  const service = await begin();
  const target = `ws://127.0.0.1:${service.port}`;
  const proxy = start(["proxy", spec, "--target", target, "--port", "0", "--record", record], root);
  try {
    const [, port] = await said(proxy, /ws:\/\/127\.0\.0\.1:(\d+) ->/);
    const families = ["message", "reply", "stream", "push"].flatMap((family) => ["--family", family]);
    const out = join(record, "..", "generated");
    const url = ["--config", config, "--url", `ws://127.0.0.1:${port}`, "--out", out];
    const run = await asyncproof(["run", spec, ...url, ...families], root);
    expect(run.code, `${run.stdout}${run.stderr}`).to.equal(0);
  } finally {
    await stopped(proxy);
    await service.stop();
  }
}

async function stopped(cli: Cli): Promise<void> {
  cli.child.kill("SIGINT");
  await cli.ended;
}

/** Path and name of every message that the recording holds. */
async function saidIn(
  record: string,
  contract: Awaited<ReturnType<typeof loadContract>>["contract"],
): Promise<ReadonlySet<string>> {
  const reader = createFrameReader(contract);
  const paths = new Map<string, string>();
  const names = new Set<string>();
  await readRecording(record, {
    began: () => undefined,
    cutShort: () => undefined,
    event: (event) => {
      if (event.kind === "handshake") paths.set(event.connection, event.url.split("?")[0] ?? "");
      if (event.kind !== "frame") return;
      const [match] = matchPath(contract.channels, paths.get(event.connection) ?? "");
      if (match === undefined) return;
      const reading = reader.read(match.channel, event.from, event.data);
      if (reading.kind === "message") names.add(`${match.channel.path} ${reading.message.name}`);
    },
  });
  return names;
}

function tableOf(name: string, found: FoundAgain): string {
  const cells = Object.entries(found).map(([what, row]) => `${what} ${row.found} of ${row.of}`);
  return `${name}: ${cells.join(", ")}\n`;
}
