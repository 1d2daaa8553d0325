import { expect } from "chai";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncproof, root } from "../bin/cli.ts";
import { canRun, EXAMPLES, type Example, wrongServices } from "./example.ts";
import { runFamilies } from "./run-families.ts";

interface Result {
  readonly exitCode: number;
  readonly tests: readonly { readonly title: readonly string[]; readonly verdict: string }[];
}

/** Of each example; `npm run examples` runs them all, and wholly. */
const MOST_WRONG = 2;

describe("a service that is not ours", () => {
  const out = mkdtempSync(join(tmpdir(), "asyncproof-examples-"));
  after(() => rmSync(out, { recursive: true, force: true }));

  /** The right service, from the document to the result; the tests stay in `out`. */
  async function run({ folder, command, service }: Example): Promise<Result> {
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
      let right: Result;
      before(async function () {
        if (canRun(example)) right = await run(example);
        else this.skip();
      });

      it("keeps its document: everything kept, nothing broken, nothing left out", () => {
        expect(right.tests.filter(({ verdict }) => verdict !== "kept")).to.deep.equal([]);
        expect(right.exitCode).to.equal(0);
        expect(right.tests.length).to.be.greaterThan(30);
      });

      for (const { file, rule, besides, red, green } of wrongServices(example).slice(0, MOST_WRONG))
        it(`${file} breaks ${rule} in ${red}, and ${green} stays green`, async () => {
          const tests = join(out, example.folder);
          const { passed, failed } = await runFamilies(example, file, { tests, families: [red, green] });
          const rules = failed.map((one) => one.rule);
          expect(rules).to.include(rule);
          expect([rule, ...besides]).to.include.members(rules);
          expect(failed.filter(({ title }) => title.startsWith(`${green} - `))).to.deep.equal([]);
          expect(passed.some((title) => title.startsWith(`${green} - `))).to.equal(true);
        });
    });
  }
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
