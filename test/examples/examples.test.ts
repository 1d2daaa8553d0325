import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncproof, root } from "../bin/cli.ts";

/** A service that shares no code with us, and how it is started. */
interface Example {
  readonly folder: string;
  readonly command: string;
  readonly service: string;
}

const EXAMPLES: readonly Example[] = [
  { folder: "examples/python-agent", command: "/usr/bin/python3", service: "service.py" },
  { folder: "examples/fastify-rooms", command: process.execPath, service: "service.mjs" },
];

interface Test {
  readonly title: readonly string[];
  readonly verdict: string;
  readonly rule: string;
}

interface Result {
  readonly exitCode: number;
  readonly tests: readonly Test[];
}

describe("a service that is not ours", () => {
  const out = mkdtempSync(join(tmpdir(), "asyncproof-examples-"));
  after(() => rmSync(out, { recursive: true, force: true }));

  async function run({ folder, command }: Example, service: string): Promise<Result> {
    const port = await freePort();
    const args = [
      ["run", join(folder, "asyncapi.yaml"), "--json"],
      ["--config", join(folder, "asyncproof.config.yaml"), "--out", join(out, folder)],
      ["--start", `"${command}" ${join(folder, service)} --port {port}`, "--port", String(port)],
    ];
    const { stdout, stderr } = await asyncproof(args.flat(), root);
    if (!stdout.startsWith("{")) throw new Error(`no result: ${stdout}${stderr}`);
    return JSON.parse(stdout);
  }

  for (const example of EXAMPLES) {
    describe(example.folder, function () {
      this.timeout(120_000);
      before(function () {
        if (!canRun(example)) this.skip();
      });

      it("keeps its document: everything kept, nothing broken, nothing left out", async () => {
        const result = await run(example, example.service);
        expect(result.tests.filter(({ verdict }) => verdict !== "kept")).to.deep.equal([]);
        expect(result.exitCode).to.equal(0);
        expect(result.tests.length).to.be.greaterThan(30);
      });

      for (const name of readdirSync(join(root, example.folder, "wrong"))) {
        const source = readFileSync(join(root, example.folder, "wrong", name), "utf8");
        const [, rule] = /expected rule: (\S+)/.exec(source) ?? [];
        const [, family] = /family that stays green: (\S+)/.exec(source) ?? [];

        it(`${name} breaks ${rule}, and ${family} stays green`, async () => {
          const result = await run(example, join("wrong", name));
          expect(result.exitCode).to.equal(1);
          const rules = result.tests.filter(({ verdict }) => verdict === "violated").map((test) => test.rule);
          expect(rules).to.include(rule);
          const unrelated = result.tests.filter(({ title }) => title[0]?.startsWith(`${family} - `));
          expect(unrelated.map(({ verdict }) => verdict)).to.include("kept");
          expect(unrelated.filter(({ verdict }) => verdict === "violated")).to.deep.equal([]);
        });
      }
    });
  }
});

/** Python's `websockets` comes from Debian: where it is missing the example is skipped, but never in CI. */
function canRun({ command }: Example): boolean {
  if (!command.endsWith("python3")) return true;
  try {
    execFileSync(command, ["-c", "import websockets"], { stdio: "ignore" });
    return true;
  } catch (error) {
    if (process.env["CI"] !== undefined) throw error;
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
