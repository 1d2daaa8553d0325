import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { Readable } from "node:stream";
import { ToolError } from "../contract/tool-error.ts";
import type { RunEvent } from "../report/events.ts";
import { lineSplitter } from "./line-splitter.ts";
import { EVENTS_FD, type MochaJob, type ToldError } from "./mocha-job.ts";
import { stopGroup } from "./process-group.ts";
import { type ChildPlace, spawnMocha } from "./spawn-mocha.ts";
import { Tail } from "./tail.ts";

export interface MochaChildOptions extends ChildPlace {
  readonly job: MochaJob;
  /** The child is stopped when it says nothing for so long: it hangs where no deadline of a test can reach it. */
  readonly silenceMs: number;
  readonly signal: AbortSignal;
  /** Stops the service and starts it again; null: nobody can. */
  readonly restart?: (() => Promise<void>) | null;
  /** Gives the child, new or waiting; where it is not said, a new one. */
  readonly spawn?: (place: ChildPlace) => ChildProcess;
  /** Takes each event, in order. */
  onEvent(event: RunEvent): void;
  /** Takes what tests print. */
  onOutput(text: string): void;
}

const GRACE_MS = 1000;
/** How long a pipe may be read after the process behind it has ended. */
const DRAIN_MS = 5000;

/**
 * Runs Mocha in a process of its own and resolves when it is gone, with everything it started. Throws TESTS-CRASHED
 * (it ended before its tests did), TESTS-HANG, EVENTS-UNREADABLE or INTERRUPTED.
 */
export async function runMochaChild(options: MochaChildOptions): Promise<void> {
  const { job, env, spawn = spawnMocha } = options;
  const child = spawn(options);
  const closed = untilClosed(child);
  const said = new Tail();
  const stop = new AbortController();
  const silence = setTimeout(() => stop.abort("hang"), options.silenceMs);
  const told: Told = { error: null };
  const take = (event: RunEvent): void => {
    silence.refresh();
    options.onEvent(event);
  };
  const events = readEvents(child, take, told);
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      said.add(text);
      options.onOutput(text);
    });
  child.on("message", () => void restarted(options).then((answer) => tell(child, answer)));
  try {
    child.stdin?.on("error", () => {}).write(`${JSON.stringify({ job, env })}\n`);
    await untilOver(child, AbortSignal.any([stop.signal, options.signal]));
  } finally {
    clearTimeout(silence);
    await stopGroup(child, GRACE_MS);
    await closed;
  }
  judgeEnd({ child, options, hung: stop.signal.aborted, over: events(), said, told });
}

/** Does what the harness asks for; its only question is for a restart. */
async function restarted({ restart }: MochaChildOptions): Promise<object> {
  try {
    await restart?.();
    return { kind: "restarted" };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    const { code, message, hint } = error;
    return { kind: "notRestarted", code, message, hint };
  }
}

/** Nobody waits for an answer in a child that is gone. */
function tell(child: ChildProcess, answer: object): void {
  if (child.connected) child.send(answer, () => {});
}

/** Resolves when the child is gone, or at once when it shall be stopped. */
async function untilOver(child: ChildProcess, signal: AbortSignal): Promise<void> {
  const gone = once(child, "exit");
  const stopped = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await Promise.race([gone, stopped]);
}

/** Resolves when all that the child wrote was read; not much later than its end, whoever else holds its pipes. */
async function untilClosed(child: ChildProcess): Promise<void> {
  await once(child, "exit");
  if (child.stdio.every((stream) => stream?.destroyed ?? true)) return;
  await once(child, "close", { signal: AbortSignal.timeout(DRAIN_MS) }).catch(() => {
    for (const stream of child.stdio) stream?.destroy();
  });
}

/** Reads the child's events. The function it gives says how that went, once the child is gone. */
function readEvents(
  child: ChildProcess,
  take: (event: RunEvent) => void,
  told: Told,
): () => "running" | "finished" | "broken" {
  let state: "running" | "finished" | "broken" = "running";
  const lines = lineSplitter((line) => {
    const event = parse(line);
    if (event?.kind === "toolError") {
      told.error = event;
      return;
    }
    if (event === null) state = "broken";
    if (event?.kind === "runFinished" && state === "running") state = "finished";
    if (event !== null) take(event);
  });
  const pipe = child.stdio[EVENTS_FD];
  if (pipe instanceof Readable) pipe.on("data", lines.take).on("end", lines.end);
  return () => state;
}

function parse(line: string): RunEvent | ToldError | null {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

interface Told {
  error: ToldError | null;
}

interface End {
  readonly child: ChildProcess;
  readonly options: MochaChildOptions;
  readonly hung: boolean;
  readonly over: "running" | "finished" | "broken";
  readonly said: Tail;
  readonly told: Told;
}

function judgeEnd({ child, options, hung, over, said, told }: End): void {
  if (options.signal.aborted)
    throw new ToolError("INTERRUPTED", "the run was interrupted", { hint: "nothing of it is left running" });
  if (hung)
    throw new ToolError(
      "TESTS-HANG",
      `the tests said nothing for ${options.silenceMs / 1000} s and were stopped`,
      {
        hint: "a test blocks the event loop, or a hook of its own waits without a deadline",
      },
    );
  if (told.error !== null) throw new ToolError(told.error.code, told.error.message, told.error);
  if (over === "broken")
    throw new ToolError("EVENTS-UNREADABLE", "something that is no event came through the tests' pipe", {
      hint: `file descriptor ${EVENTS_FD} of the tests belongs to asyncproof`,
    });
  if (over === "finished") return;
  const last = said.lines(25);
  throw new ToolError("TESTS-CRASHED", `the tests ended before they were through (${endOf(child)})`, {
    hint: last === "" ? "they wrote nothing" : `the last they wrote:\n${last}`,
  });
}

function endOf({ exitCode, signalCode }: ChildProcess): string {
  return signalCode === null ? `exit code ${exitCode}` : `${signalCode}`;
}
