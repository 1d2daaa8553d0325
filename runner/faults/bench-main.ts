// The child process that holds the generated tests: loads them once, then runs single ones before any service it is
// told of, several at a time. Mocha is only asked to read the files.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import Mocha from "mocha";
import { linePipe } from "../../contract/line-pipe.ts";
import { failureOf } from "../failure.ts";
import { EVENTS_FD } from "../mocha-job.ts";
import { load } from "../run-tests.ts";
import type { BenchJob, BenchMessage, TrialRequest, TrialResult } from "./bench-model.ts";

/** How a scenario ended, as the harness tells it. */
type Outcome =
  | { readonly kind: "passed" }
  | { readonly kind: "pending"; readonly reason: string }
  | { readonly kind: "failed"; readonly error: unknown; readonly rule: string };

/** What the harness attaches to a callback: its body before another service. */
interface Portable {
  readonly against: (target: Service, test: Mocha.Runnable) => Promise<Outcome>;
}

interface Service {
  readonly url: string;
  readonly patienceMs: number;
}

const tests = new Map<string, Mocha.Test>();
const services = new Map<number, Service>();
const messages = linePipe(EVENTS_FD);

async function loadAll({ files }: BenchJob): Promise<void> {
  const mocha = new Mocha({ ui: "bdd" });
  for (const file of files) await load(mocha, file, (path) => import(pathToFileURL(path).href));
  mocha.suite.eachTest((test) => tests.set(test.titlePath().join(" > "), test));
  write({ kind: "ready", tests: tests.size });
}

async function tryOut(request: TrialRequest): Promise<void> {
  const { id, target, url, patienceMs, title } = request;
  const service = services.get(target) ?? { url, patienceMs };
  services.set(target, service);
  const started = performance.now();
  const test = tests.get(title);
  const result = test === undefined ? MISSING : await resultOf(service, test);
  const { user, system } = process.cpuUsage();
  const durationMs = Math.round(performance.now() - started);
  write({ kind: "result", id, cpuMs: (user + system) / 1000, ...result, durationMs });
}

const MISSING = { state: "missing", rule: "", error: "", text: "the files hold no such test" } as const;

async function resultOf(service: Service, test: Mocha.Test): Promise<Omit<TrialResult, "durationMs">> {
  const { against } = portableOf(test);
  if (against === undefined) return { state: "pending", rule: "", error: "", text: "" };
  const outcome = await against(service, test);
  switch (outcome.kind) {
    case "passed":
      return { state: "passed", rule: "", error: "", text: "" };
    case "pending":
      return { state: "pending", rule: "", error: "", text: outcome.reason };
    case "failed":
      return { state: "failed", ...failureOf(outcome.error, outcome.rule) };
  }
}

function portableOf({ fn }: Mocha.Test): Partial<Portable> {
  const callback: (object & { readonly asyncproof?: Partial<Portable> }) | undefined = fn;
  return callback?.asyncproof ?? {};
}

function write(message: BenchMessage): void {
  messages.write(JSON.stringify(message));
  messages.flush();
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exit(1);
}

const input = createInterface({ input: process.stdin });
input.once("line", (job) => {
  input.on("line", (line) => void tryOut(JSON.parse(line)).catch(fail));
  loadAll(JSON.parse(job)).catch(fail);
});
// Standard input ends with whoever started this: nobody would read the results.
input.once("close", () => process.exit(0));
