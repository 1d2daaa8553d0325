import { resolve, sep } from "node:path";
import type { ConfigFile } from "../../config/index.ts";
import type { PlanMemory } from "../../generator/index.ts";
import type { RunEnd } from "../../report/index.ts";
import { generateTests } from "../generate.ts";
import { madeText } from "../made-text.ts";
import { interrupt } from "../interrupt.ts";
import { type RunOptions, run } from "../run.ts";
import { openService, type ServiceOptions, type ServiceUnderTest } from "../service-under-test.ts";
import { endpointOf } from "../tcp.ts";
import { DueTests } from "./due-tests.ts";
import { FileWatch } from "./file-watch.ts";
import type { SourcesKnown } from "./sources-of.ts";
import { untilRestarted } from "./until-restarted.ts";
import { WarmChild } from "../warm-child.ts";
import { changedText, opened, timesText, tolerant, type WatchOptions } from "./watch-generate.ts";

export interface WatchRunOptions extends SourcesKnown, Pick<WatchOptions, "complain" | "talk"> {
  /** Reads the config anew; the reporters are of one run each. */
  open(): Promise<RunOptions>;
  /** Takes what came of each run. */
  finished(end: RunEnd): void;
}

/**
 * `asyncproof run --watch`: runs the tests; then, whenever what they are made of changes, those that this concerns, and
 * all of them when the config changes or the service is restarted. The service stays up in between, and the process for
 * the next tests is ready before they are.
 */
export async function watchRun(options: WatchRunOptions): Promise<void> {
  using stop = interrupt();
  await using files = new FileWatch();
  await using service = new HeldService();
  await using child = new WarmChild();
  const due = new DueTests();
  const memory: PlanMemory = new Map();
  let templates: string | null = null;
  while (!stop.signal.aborted) {
    await tolerant(options, async () => {
      const job = await opened(options, files);
      templates = job.config.templates === null ? null : resolve(job.cwd, job.config.templates);
      await round(job, { options, due, memory, service, child });
    });
    if (stop.signal.aborted) break;
    await child.prepare();
    options.talk("watching; Ctrl+C ends\n");
    const change = await nextChange(options, { files, service, signal: stop.signal });
    if (change === "restarted" || change.some((path) => concernsAll(options, templates, path)))
      due.everything();
  }
}

interface Held {
  readonly options: WatchRunOptions;
  readonly due: DueTests;
  readonly memory: PlanMemory;
  readonly service: HeldService;
  readonly child: WarmChild;
}

/** Generates, and runs what is due. */
async function round(job: RunOptions, { options, due, memory, service, child }: Held): Promise<void> {
  const begun = performance.now();
  const generated = await generateTests(job, { memory });
  const { readMs } = generated;
  const madeMs = performance.now() - begun - readMs;
  const part = due.take(generated, job.filter);
  if (part === null) {
    due.ran();
    return job.talk(`${madeText(generated.made)}no test is affected\n${timesText(readMs, madeMs)}`);
  }
  const running = performance.now();
  const end = await run(part === generated ? job : { ...job, settings: withFewRuns(job) }, {
    generate: async () => part,
    open: (about) => service.open(about),
    spawn: (place) => child.take(place),
  });
  if (end.error?.code !== "INTERRUPTED") due.ran();
  options.finished(end);
  job.talk(timesText(readMs, madeMs, performance.now() - running));
}

/** Values that a property is tried with where somebody waits for what has just been changed. */
const FEW_RUNS = 5;

/** Somebody waits for what a change comes to: properties are tried with few values then, but for `--runs`. */
export function withFewRuns({ config, settings }: Pick<RunOptions, "config" | "settings">): ConfigFile {
  return { runs: Math.min(FEW_RUNS, config.runs), ...settings };
}

/** The service between two runs: the same as long as its config is, and the stub as long as the contract is. */
class HeldService implements AsyncDisposable {
  #key = "";
  #held: ServiceUnderTest | null = null;

  get url(): string | null {
    return this.#held === null || this.#key.startsWith("stub") ? null : this.#held.url;
  }

  /** Closing what it gives leaves the service up. */
  async open(options: ServiceOptions): Promise<ServiceUnderTest> {
    const { url, start, port } = options.config;
    const isStub = url === null && start === null;
    const key = isStub
      ? `stub ${JSON.stringify([options.contract, options.config])}`
      : JSON.stringify([url, start, port]);
    if (this.#held === null || key !== this.#key) {
      await this[Symbol.asyncDispose]();
      this.#held = await openService(options);
      this.#key = key;
    }
    return { ...this.#held, close: async () => {} };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const held = this.#held;
    this.#held = null;
    await held?.close();
  }
}

interface Around {
  readonly files: FileWatch;
  readonly service: HeldService;
  readonly signal: AbortSignal;
}

/** Waits for the next change, or the service's return, and says what it was. */
async function nextChange(
  options: WatchRunOptions,
  { files, service, signal }: Around,
): Promise<readonly string[] | "restarted"> {
  const over = new AbortController();
  const until = AbortSignal.any([signal, over.signal]);
  const restart = service.url === null ? [] : [untilRestarted(endpointOf(service.url), until)];
  const first = await Promise.race([files.changes(until), ...restart]);
  over.abort();
  await Promise.all(restart);
  if (first === true) {
    options.talk("\nthe service was restarted\n");
    return "restarted";
  }
  if (first === false || first.length === 0) return [];
  options.talk(`\n${changedText(options.cwd, first)}`);
  return first;
}

/** What no comparison of contracts shows: the config and the templates. */
function concernsAll({ configFile }: SourcesKnown, templates: string | null, path: string): boolean {
  if (templates !== null && path.startsWith(`${templates}${sep}`)) return true;
  return configFile === null ? /asyncproof\.config\.\w+$/.test(path) : path.endsWith(configFile);
}
