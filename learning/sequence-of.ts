import { quoteName } from "../contract/index.ts";
import { isRare } from "./evidence.ts";
import type { Followed } from "./exchanges.ts";

const CLOSE = /^close\(\d+\)$/;

/** What a request is answered with, as the vocabulary writes it, and how many exchanges show it. */
export interface LearnedSequence {
  readonly text: string;
  /** Messages alone; the text may name closes, too. */
  readonly replies: readonly string[];
  readonly shown: number;
  readonly of: number;
}

interface Run {
  readonly names: readonly { readonly name: string; readonly many: boolean }[];
  readonly count: number;
}

/**
 * The sequence of the replies, and of the service's close where one follows; null where nothing does. `open`: nothing
 * is demanded but that these messages may come.
 */
export function sequenceOf(
  { sequences, requests }: Followed,
  replies: readonly string[],
  open: boolean,
): LearnedSequence | null {
  const runs = sequences === null ? [] : runsOf(sequences, replies);
  const answered = runs.filter(({ names }) => names.length > 0);
  const total = sumOf(answered);
  const common = answered.filter(({ count }) => !isRare(count, total));
  if (replies.length === 0 && common.length === 0) return null;
  const found = (open ? null : closed(common)) ?? `${repliesOf(common, replies, open)}${closesOf(common)}`;
  const text = /^\([^()]*\)$/.test(found) ? found.slice(1, -1) : found.trim();
  return { text, replies, shown: open ? 0 : sumOf(common), of: requests };
}

function isClose(name: string): boolean {
  return CLOSE.test(name);
}

/** The replies alone, whatever close may follow. */
function repliesOf(runs: readonly Run[], replies: readonly string[], open: boolean): string {
  if (replies.length === 0) return "";
  const alone = runs
    .map(({ names, count }) => ({ names: names.filter(({ name }) => !isClose(name)), count }))
    .filter(({ names }) => names.length > 0);
  return (open ? null : (closed(alone) ?? afterFirst(alone))) ?? `${oneOf(replies)}*`;
}

/** Closes that may follow; "" where none does. */
function closesOf(runs: readonly Run[]): string {
  const closes = new Set(runs.flatMap(({ names }) => names.map(({ name }) => name).filter(isClose)));
  return closes.size === 0 ? "" : ` ${oneOf([...closes])}?`;
}

function sumOf(runs: readonly Run[]): number {
  return runs.reduce((sum, { count }) => sum + count, 0);
}

/** Only the replies and a close; what comes by itself in between never disturbs a sequence. */
function runsOf(sequences: ReadonlyMap<string, number>, replies: readonly string[]): Run[] {
  return [...sequences].map(([key, count]) => {
    const names: { name: string; many: boolean }[] = [];
    for (const step of key.split("\n")) {
      const name = step.replace(/\t$/, "");
      if (!replies.includes(name) && !isClose(name)) continue;
      const last = names.at(-1);
      if (last?.name === name) last.many = true;
      else names.push({ name, many: step.endsWith("\t") });
    }
    return { names, count };
  });
}

/** Is it the name of what reports a failure, or a close that no service has in mind? */
export function isFailure(name: string): boolean {
  if (isClose(name)) return name !== "close(1000)";
  return /error$|^err$|failed$|failure$|rejected$/i.test(name);
}

/** Items, then exactly one of those that always come last; null where an exchange has no such end. */
function closed(runs: readonly Run[]): string | null {
  const names = new Set(runs.flatMap((run) => run.names.map(({ name }) => name)));
  const ends = [...names].filter((name) =>
    runs.every((run) => {
      const at = run.names.findIndex((step) => step.name === name);
      return at < 0 || (at === run.names.length - 1 && run.names[at]?.many === false);
    }),
  );
  // What comes last in some and is never seen to end anything ends nothing.
  const whole = runs.filter((run) => ends.includes(run.names.at(-1)?.name ?? ""));
  if (ends.length === 0 || sumOf(whole) * 2 < sumOf(runs)) return null;
  const items = [...names].filter((name) => !ends.includes(name));
  const failures = ends.filter((name) => isFailure(name));
  const successes = ends.filter((name) => !isFailure(name));
  // A failure may come at any point: it says nothing about how many items there are otherwise.
  const good = whole.filter((run) => successes.includes(run.names.at(-1)?.name ?? ""));
  const failed = runs.filter((run) => failures.includes(run.names.at(-1)?.name ?? ""));
  const others = runs.filter((run) => !failed.includes(run));
  const usual = items.filter((item) =>
    others.some(({ names: some }) => some.some(({ name }) => name === item)),
  );
  const strict = stepsOf(successes.length === 0 ? items : usual, runs, good);
  const loose = stepsOf(items, runs, []);
  if (failures.length === 0 || successes.length === 0 || strict.join() === loose.join())
    return [...stepsOf(items, runs, successes.length === 0 ? whole : good), oneOf(ends)].join(" ");
  return `${[...strict, oneOf(successes)].join(" ")} | ${[...loose, oneOf(failures)].join(" ")}`;
}

/** Items in the order that they always keep, each with how often it comes; those without an order as one group. */
function stepsOf(items: readonly string[], runs: readonly Run[], whole: readonly Run[]): string[] {
  const before = (one: string, other: string): boolean =>
    runs.some((run) => {
      const at = run.names.findIndex(({ name }) => name === one);
      return at >= 0 && run.names.slice(at + 1).some(({ name }) => name === other);
    });
  const again = items.some((name) =>
    runs.some((run) => run.names.filter((step) => step.name === name).length > 1),
  );
  const clear = items.every((one) =>
    items.every((other) => one === other || !(before(one, other) && before(other, one))),
  );
  if (items.length > 0 && (again || !clear)) return [`${oneOf(items)}*`];
  const sorted = items.toSorted((one, other) => (before(one, other) ? -1 : before(other, one) ? 1 : 0));
  return sorted.map((name) => {
    const many = runs.some((run) => run.names.some((step) => step.name === name && step.many));
    const always = whole.length > 0 && whole.every((run) => run.names.some((step) => step.name === name));
    return `${oneOf([name])}${many ? (always ? "+" : "*") : always ? "" : "?"}`;
  });
}

/** One message that always comes first and once, then any of the others: a subscription. */
function afterFirst(runs: readonly Run[]): string | null {
  const [first] = runs[0]?.names ?? [];
  if (first === undefined) return null;
  const alike = runs.every(
    ({ names }) =>
      names[0]?.name === first.name &&
      !names[0].many &&
      names.filter(({ name }) => name === first.name).length === 1,
  );
  if (!alike) return null;
  const rest = [...new Set(runs.flatMap(({ names }) => names.slice(1).map(({ name }) => name)))];
  return rest.length === 0 ? null : `${quoteName(first.name)} ${oneOf(rest)}*`;
}

function oneOf(names: readonly string[]): string {
  const quoted = names.toSorted().map((name) => (isClose(name) ? name : quoteName(name)));
  return quoted.length === 1 ? (quoted[0] ?? "") : `(${quoted.join(" | ")})`;
}
