import { type ChildProcess, spawn } from "node:child_process";
import { Readable } from "node:stream";
import { ToolError } from "../../contract/tool-error.ts";
import { ownModule } from "../../contract/vocabulary/package-root.ts";
import { lineSplitter } from "../line-splitter.ts";
import { EVENTS_FD } from "../mocha-job.ts";
import { OWN_GROUP } from "../own-group.ts";
import { endWithUs, stopGroup } from "../process-group.ts";
import { Tail } from "../tail.ts";
import type { BenchJob, BenchMessage, TrialRequest, TrialResult } from "./bench-model.ts";

export interface BenchOptions {
  readonly job: BenchJob;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** The longest that one test may take; the harness's own deadlines end it long before. */
  readonly limitMs: number;
}

/** Generated tests, loaded once, that can be run one by one before any service. */
export interface Bench {
  /** Several may run at a time. Throws TESTS-CRASHED or TESTS-HANG. */
  try(request: Omit<TrialRequest, "id">): Promise<TrialResult>;
  /** CPU time that the tests have taken so far. */
  cpuMs(): number;
  /** Leaves nothing running. May be called twice. */
  close(): Promise<void>;
}

const GRACE_MS = 1000;

interface Waiting {
  readonly resolve: (result: TrialResult) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** Starts the child and waits until it has loaded the tests. */
export async function openBench(options: BenchOptions): Promise<Bench> {
  const bench = new ChildBench(options);
  try {
    await bench.ready;
    return bench;
  } catch (error) {
    await bench.close();
    throw error;
  }
}

class ChildBench implements Bench {
  readonly ready: Promise<void>;
  readonly #options: BenchOptions;
  readonly #child: ChildProcess;
  readonly #said = new Tail();
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;
  #cpuMs = 0;
  #over: ToolError | null = null;
  #loaded: () => void = () => {};
  #failed: (error: Error) => void = () => {};

  constructor(options: BenchOptions) {
    this.#options = options;
    this.ready = new Promise((resolve, reject) => {
      this.#loaded = resolve;
      this.#failed = reject;
    });
    this.#child = spawnChild(options);
    endWithUs(this.#child);
    const { stdout, stderr, stdin, stdio } = this.#child;
    for (const stream of [stdout, stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => this.#said.add(text));
    const lines = lineSplitter((line) => this.#take(JSON.parse(line)));
    const pipe = stdio[EVENTS_FD];
    if (pipe instanceof Readable) pipe.on("data", lines.take);
    this.#child.once("close", () => this.#end(this.#crashed()));
    stdin?.on("error", () => {}).write(`${JSON.stringify(options.job)}\n`);
  }

  cpuMs(): number {
    return this.#cpuMs;
  }

  try(request: Omit<TrialRequest, "id">): Promise<TrialResult> {
    if (this.#over !== null) return Promise.reject(this.#over);
    this.#next += 1;
    const id = this.#next;
    const { limitMs } = this.#options;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#end(hung(request.title, limitMs)), limitMs);
      this.#waiting.set(id, { resolve, reject, timer });
      this.#child.stdin?.write(`${JSON.stringify({ id, ...request } satisfies TrialRequest)}\n`);
    });
  }

  async close(): Promise<void> {
    this.#over ??= new ToolError("INTERRUPTED", "the run was interrupted");
    await stopGroup(this.#child, GRACE_MS);
  }

  #take(message: BenchMessage): void {
    if (message.kind === "ready") {
      this.#loaded();
      return;
    }
    const { kind: _, id, cpuMs, ...result } = message;
    this.#cpuMs = cpuMs;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    clearTimeout(waiting?.timer);
    waiting?.resolve(result);
  }

  #end(error: ToolError): void {
    this.#over ??= error;
    this.#failed(this.#over);
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(this.#over);
    }
    this.#waiting.clear();
  }

  #crashed(): ToolError {
    const last = this.#said.lines(25);
    return new ToolError("TESTS-CRASHED", "the process that runs the tests ended before they were through", {
      hint: last === "" ? "they wrote nothing" : `the last they wrote:\n${last}`,
    });
  }
}

function hung(title: string, limitMs: number): ToolError {
  return new ToolError("TESTS-HANG", `a test did not end within ${limitMs / 1000} s: ${title}`, {
    hint: "a test blocks the event loop, or waits without a deadline",
  });
}

function spawnChild({ cwd, env }: BenchOptions): ChildProcess {
  const main = ownModule("runner/faults/bench-main");
  // By our own name: the loader is plain JavaScript and stands outside the compiled sources.
  const loader = import.meta.resolve("asyncproof/ts");
  return spawn(process.execPath, [`--import=${loader}`, main], {
    cwd,
    env,
    stdio: ["pipe", "pipe", "pipe", "pipe"],
    ...OWN_GROUP,
  });
}
