import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { lockText } from "../../contract/index.ts";
import type { Contract } from "../../contract/model.ts";
import { contractAt, type ContractTests, type MochaCallback, type TestFacts } from "../../harness/index.ts";
import { type Handlers, type RunningService, startService } from "./ws-service.ts";

/** How one test of a scenario ended, as Mocha would see it. */
export interface Ending {
  readonly state: "passed" | "failed" | "pending";
  readonly error: Error | null;
  readonly facts: TestFacts;
}

class Pending extends Error {}

/** Calls what `it` would call, with as much of Mocha's context as the harness uses. */
export async function ending(callback: (this: Mocha.Context) => unknown, title = "a test"): Promise<Ending> {
  const test: { file: string; asyncproof?: TestFacts; fullTitle(): string; titlePath(): string[] } = {
    file: join(process.cwd(), "generated-tests", "some.test.ts"),
    fullTitle: () => title,
    titlePath: () => [title],
  };
  const context = {
    test,
    timeout: () => context,
    skip: () => {
      throw new Pending();
    },
  };
  const facts = (): TestFacts => test.asyncproof ?? { covers: [], rule: "", pendingReason: "" };
  try {
    // The harness uses no more of the context than stands here.
    await callback.call(context as unknown as Mocha.Context);
    return { state: "passed", error: null, facts: facts() };
  } catch (error) {
    if (error instanceof Pending) return { state: "pending", error: null, facts: facts() };
    return {
      state: "failed",
      error: error instanceof Error ? error : new Error(String(error)),
      facts: facts(),
    };
  }
}

export interface Bench extends ContractTests {
  readonly service: RunningService;
  /** Runs one body as a scenario and tells how it ended. */
  run(body: Parameters<ContractTests["scenario"]>[1], title?: string): Promise<Ending>;
  /** Calls what `it` would call, under the bench's settings and more of them. */
  end(callback: MochaCallback, more?: { readonly [name: string]: string }): Promise<Ending>;
  close(): Promise<void>;
}

/** A contract's lock on disk and a service for it. */
export async function bench(
  contract: Contract,
  handlers: Handlers,
  config: { readonly [key: string]: string } = {},
): Promise<Bench> {
  const service = await startService(handlers);
  const folder = await mkdtemp(join(tmpdir(), "harness-"));
  const server = { name: "local", place: "#/servers/local", url: service.url };
  const lock = join(folder, "contract.lock.json");
  await writeFile(lock, lockText({ ...contract, servers: [server] }));
  const tests = contractAt(pathToFileURL(lock));
  const env = { ASYNCPROOF_PATIENCE: "400ms", ASYNCPROOF_QUIET: "30ms", ...config };
  return {
    ...tests,
    service,
    run: (body, title) => withEnv(env, () => ending(tests.scenario({ covers: ["#"] }, body), title)),
    end: (callback, more = {}) => withEnv({ ...env, ...more }, () => ending(callback)),
    close: async () => {
      await service.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function withEnv<T>(values: { readonly [name: string]: string }, run: () => Promise<T>): Promise<T> {
  const before = Object.keys(values).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, values);
  try {
    return await run();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
