import type { RunEnd } from "../../report/index.ts";
import { type Generated, generateTests } from "../generate.ts";
import { madeText } from "../made-text.ts";
import { interrupt } from "../interrupt.ts";
import { type RunOptions, run } from "../run.ts";
import { openService, type ServiceOptions, type ServiceUnderTest } from "../service-under-test.ts";
import { endpointOf } from "../tcp.ts";
import { FileWatch } from "./file-watch.ts";
import type { SourcesKnown } from "./sources-of.ts";
import { untilRestarted } from "./until-restarted.ts";
import { changedText, opened, tolerant, type WatchOptions } from "./watch-generate.ts";

export interface WatchRunOptions extends SourcesKnown, Pick<WatchOptions, "complain" | "talk"> {
  /** Reads the config anew; the reporters are of one run each. */
  open(): Promise<RunOptions>;
  /** Takes what came of each run. */
  finished(end: RunEnd): void;
}

/**
 * `asyncproof run --watch`: runs the tests; then, whenever what they are made of changes, those whose files that has
 * changed, and all of them when the config changes or the service is restarted. The service stays up in between.
 */
export async function watchRun(options: WatchRunOptions): Promise<void> {
  using stop = interrupt();
  await using files = new FileWatch();
  await using service = new HeldService();
  const due = new DueTests();
  while (!stop.signal.aborted) {
    await tolerant(options, async () => {
      const job = await opened(options, files);
      const generated = await generateTests(job);
      const testFiles = due.take(generated);
      if (testFiles.length === 0) return job.talk(`${madeText(generated.made)}no test has changed\n`);
      const part = { ...generated, ...testFiles.parts };
      const end = await run(job, {
        generate: async () => part,
        open: (about) => service.open(about),
      });
      if (end.error?.code !== "INTERRUPTED") due.ran();
      options.finished(end);
    });
    if (stop.signal.aborted) break;
    options.talk("watching; Ctrl+C ends\n");
    await due.wait(options, { files, service, signal: stop.signal });
  }
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

/** Which test files have to be run: what came of them is not known since they, or what they talk to, changed. */
class DueTests {
  #all = true;
  readonly #files = new Set<string>();

  take({ made, testFiles, ownTests }: Generated): {
    readonly length: number;
    readonly parts: Pick<Generated, "testFiles" | "ownTests">;
  } {
    for (const path of made.written) this.#files.add(path);
    const isDue = (path: string): boolean => this.#all || this.#files.has(path);
    const parts = { testFiles: testFiles.filter(isDue), ownTests: this.#all ? ownTests : [] };
    return { length: parts.testFiles.length + parts.ownTests.length, parts };
  }

  ran(): void {
    this.#all = false;
    this.#files.clear();
  }

  /** Waits for the next change, or the service's return. */
  async wait(options: WatchRunOptions & SourcesKnown, { files, service, signal }: Around): Promise<void> {
    const over = new AbortController();
    const until = AbortSignal.any([signal, over.signal]);
    const restart = service.url === null ? [] : [untilRestarted(endpointOf(service.url), until)];
    const first = await Promise.race([files.changes(until), ...restart]);
    over.abort();
    await Promise.all(restart);
    if (first === true) {
      this.#all = true;
      options.talk("\nthe service was restarted\n");
    } else if (first !== false && first.length > 0) {
      if (first.some((path) => isConfig(options, path))) this.#all = true;
      options.talk(`\n${changedText(options.cwd, first)}`);
    }
  }
}

function isConfig({ configFile }: SourcesKnown, path: string): boolean {
  return configFile === null ? /asyncproof\.config\.\w+$/.test(path) : path.endsWith(configFile);
}
