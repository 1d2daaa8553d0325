import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Contract, loadContract, type LoadOptions } from "../../contract/index.ts";
import { createCoverageTally, type Violation } from "../../judge/index.ts";
import { type Course, isRare } from "../../learning/index.ts";
import { Hearing, type Listener, readRecording } from "../../traffic/index.ts";
import { readingOf } from "../document.ts";
import { hostChoice } from "./host-choice.ts";
import type { LearnOptions } from "./learn.ts";

/** What the recordings say of a proposal that was made from them. */
export interface Trial {
  readonly connections: number;
  readonly kept: number;
  /** What is still broken: a rule with its place, and how often. */
  readonly broken: readonly {
    readonly rule: string;
    readonly place: string;
    readonly count: number;
    readonly summary: string;
  }[];
}

interface Cause {
  readonly violation: Violation;
  readonly channel: string;
  count: number;
}

interface Tried {
  readonly contract: Contract;
  readonly trial: Trial;
  /** What is broken too often to be a slip. */
  readonly causes: readonly Cause[];
}

export interface TrialOptions {
  /** Null where nothing is proposed. */
  readonly text: string | null;
  /** Null where the proposal is a document itself. */
  readonly contract: Contract | null;
  readonly course: Course;
  readonly options: LearnOptions;
  readonly files: readonly string[];
}

/** Loads a proposal as its reader would, and judges the recordings by it. */
export async function trial(about: TrialOptions): Promise<Tried> {
  const folder = await mkdtemp(join(tmpdir(), "asyncproof-learn-"));
  try {
    const file = join(folder, "proposal.yaml");
    if (about.text !== null) await writeFile(file, about.text, { mode: 0o600 });
    const { contract } = await loadContract(
      about.contract === null ? file : about.options.spec,
      trialReading(about, file),
    );
    return await judged(contract, about);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function trialReading({ contract, options, text }: TrialOptions, file: string): LoadOptions {
  const reading = readingOf(options);
  if (contract === null) return { cwd: options.cwd, cache: null };
  const more = text === null ? [] : [file];
  return { ...reading, cache: null, overlays: [...(reading.overlays ?? []), ...more] };
}

async function judged(contract: Contract, about: TrialOptions): Promise<Tried> {
  const { course, options, files } = about;
  const causes = new Map<string, Cause>();
  let connections = 0;
  let kept = 0;
  // Of the proposal itself nobody knows where it will run.
  const choice = {
    ...hostChoice(about.contract, options, () => undefined),
    learns: true,
  };
  for (const file of files) {
    const state: { hearing: Hearing | null } = { hearing: null };
    const channel = channelFor(contract, options.channel);
    const listener: Listener = {
      began: (circumstances) => {
        state.hearing = new Hearing(
          { contract, circumstances, coverage: createCoverageTally(contract), channel },
          {
            began: () => undefined,
            verdict: (verdict, story) => {
              if (verdict.kind === "violated") note(causes, verdict.violation, story.channel?.name ?? "");
            },
            ended: (story) => {
              // Nobody was let in, or nobody said anything: nothing was tried.
              const { client, server } = story.frames;
              if (!story.kept && story.breaches === 0 && client + server === 0) return;
              connections += 1;
              if (story.breaches === 0 && story.kept) kept += 1;
            },
          },
        );
      },
      event: (event) => void state.hearing?.take(event),
      cutShort: () => undefined,
    };
    await readRecording(resolve(options.cwd, file), listener, choice);
    state.hearing?.end();
  }
  const all = [...causes.values()];
  const broken = all.map(({ violation: { rule, place, summary }, count }) => ({
    rule,
    place,
    count,
    summary,
  }));
  return {
    contract,
    trial: { connections, kept, broken },
    causes: all.filter((cause) => !isSlip(cause, contract, course)),
  };
}

/** The name of the channel, where the user gave its path. */
function channelFor({ channels }: Contract, given: string): string {
  return channels.find(({ name, path }) => name === given || path === given)?.name ?? given;
}

function note(causes: Map<string, Cause>, violation: Violation, channel: string): void {
  const key = [violation.rule, violation.place, channel, ...violation.faults.map(({ place }) => place)].join(
    "\n",
  );
  const known = causes.get(key);
  if (known === undefined) causes.set(key, { violation, channel, count: 1 });
  else known.count += 1;
}

/** So seldom that it is the traffic that is wrong. What is no declared message was set aside on purpose. */
function isSlip({ violation, channel, count }: Cause, contract: Contract, course: Course): boolean {
  const { rule, place, faults } = violation;
  if (/^(UNDECLARED|MALFORMED)$/.test(rule) || (rule === "CLIENT" && faults.length === 0)) return true;
  const declared = contract.channels.find(({ name }) => name === channel);
  const lesson = course.channels.get(declared?.path ?? "");
  const under = (home: string): boolean => place === home || place.startsWith(`${home}/`);
  const message = declared?.messages.find((one) => under(one.place));
  const operation = declared?.operations.find((one) => under(one.place));
  const name =
    message?.name ?? (operation?.kind === "client" ? operation.requests[0] : operation?.messages[0]);
  const own = [...(lesson?.messages.values() ?? [])].find((one) => one.name === name);
  return isRare(count, own?.frames ?? lesson?.path.connections ?? 0);
}
