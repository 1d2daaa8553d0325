import type { Cell, SiteRow } from "../../report/index.ts";
import type { SelectedFault } from "../../server/index.ts";
import type { Arena, Opponent, Patience } from "./arena.ts";
import type { TrialResult } from "./bench-model.ts";
import type { TestCard } from "./test-card.ts";

/** One fault at one place, and the tests that it may meet. */
export interface Site {
  /** `NAME@PLACE`. */
  readonly at: string;
  readonly fault: SelectedFault;
  readonly rules: readonly string[];
  /** In the order in which they are run. */
  readonly tests: readonly TestCard[];
  readonly unrelated: readonly TestCard[];
  /** Why nobody noticed it, as far as the plan knows. */
  readonly excuse: string;
}

export interface TryOptions {
  /** Every test that it can touch, also after one has noticed it. */
  readonly full: boolean;
  /** Also look for a test that has nothing to do with it and stays green. */
  readonly asksUnrelated: boolean;
}

const DEAD = "SERVICE-DIED";
/** How many tests that were red without killing it get a second chance. */
const MOST_AGAIN = 3;
/** How many unrelated tests may fail until there is none that stays green. */
const MOST_UNRELATED = 4;

/**
 * Runs tests before a stub with the fault until one turns red by a rule that names it; with `full` all of them. A test
 * counts only where the fault has shown in it, and where it is green before the right stub.
 */
export async function trySite(
  arena: Arena,
  site: Site,
  { full, asksUnrelated }: TryOptions,
): Promise<SiteRow> {
  const first = await meet(arena, site, { full, patience: "usual" });
  const again = first.killedBy.length === 0 ? first.missed.slice(0, MOST_AGAIN) : [];
  // On a busy machine something else may have been too late before the fault came.
  const met =
    again.length === 0
      ? first
      : both(first, await meet(arena, { ...site, tests: again }, { full, patience: "long" }));
  const { killedBy, alsoRed, tried } = met;
  const about = { at: site.at, killedBy, alsoRed, tried };
  if (killedBy.length > 0) {
    const others = asksUnrelated ? await askOthers(arena, site, killedBy) : NOBODY;
    return { ...about, state: "killed", why: "", ...others };
  }
  if (met.asked && !met.shown)
    return {
      ...about,
      state: "equivalent",
      why: site.excuse || "no test makes it change anything there",
      ...NOBODY,
    };
  return { ...about, state: "survived", why: whySurvived(site, met), ...NOBODY };
}

interface Met {
  readonly killedBy: Cell[];
  readonly alsoRed: Cell[];
  /** Tests that were red and have not killed it. */
  readonly missed: TestCard[];
  tried: number;
  shown: boolean;
  asked: boolean;
}

function both(one: Met, other: Met): Met {
  return {
    killedBy: other.killedBy,
    alsoRed: one.alsoRed,
    missed: other.missed,
    tried: one.tried + other.tried,
    shown: one.shown || other.shown,
    asked: one.asked || other.asked,
  };
}

interface Manner extends Pick<TryOptions, "full"> {
  readonly patience: Patience;
}

async function meet(arena: Arena, site: Site, { full, patience }: Manner): Promise<Met> {
  const met: Met = { killedBy: [], alsoRed: [], missed: [], tried: 0, shown: false, asked: false };
  let left = site.tests;
  // A stub that has shown its fault may be in any state: the next test gets a fresh one.
  while (left.length > 0 && (full || met.killedBy.length === 0)) {
    await using stub = await arena.start([site.fault], patience);
    left = await untilRed(arena, { site, stub, met, tests: left });
    met.asked ||= stub.asked();
    met.shown ||= stub.shown();
  }
  return met;
}

interface Round {
  readonly site: Site;
  readonly stub: Opponent;
  readonly met: Met;
  readonly tests: readonly TestCard[];
}

/** Runs tests until one is red; gives those that are left. */
async function untilRed(arena: Arena, { site, stub, met, tests }: Round): Promise<readonly TestCard[]> {
  for (const [index, card] of tests.entries()) {
    const { title } = card;
    const { state, rule, error, durationMs } = await stub.fight(title);
    met.tried += 1;
    if (state !== "failed") continue;
    const left = tests.slice(index + 1);
    if (!site.rules.includes(rule) || !stub.shown()) met.missed.push(card);
    if (!stub.shown() || !(await arena.isSound(title))) return left;
    const cell = { test: title, rule: rule || error, durationMs };
    if (site.rules.includes(rule)) met.killedBy.push(cell);
    else met.alsoRed.push(cell);
    // Who killed the service sees a cut connection; that it is dead is seen by the next.
    if (site.rules.includes(DEAD) && rule !== DEAD) continue;
    return left;
  }
  return [];
}

type Others = Pick<SiteRow, "green" | "spoilt">;
const NOBODY: Others = { green: "", spoilt: [] };

/** Looks for a test of a family that has nothing to do with the fault, and stays green. */
async function askOthers(arena: Arena, site: Site, killedBy: readonly Cell[]): Promise<Others> {
  const spoilt: string[] = [];
  const killers = killedBy.map(({ test }) => test.split(" - ")[0]);
  const candidates = site.unrelated.filter(({ family }) => !killers.includes(family));
  for (const { title } of candidates.slice(0, MOST_UNRELATED)) {
    const state = await stateOf(arena, site, { title, patience: "usual" });
    if (state === "passed") return { green: title, spoilt: [] };
    if (state !== "failed" || !(await arena.isSound(title))) continue;
    // What breaks everything spoils them anyway.
    if (site.fault.fault.breaksAll === true) continue;
    if ((await stateOf(arena, site, { title, patience: "long" })) === "passed")
      return { green: title, spoilt: [] };
    spoilt.push(title);
  }
  return { green: "", spoilt };
}

/** How a test ends before a fresh stub with the fault. */
async function stateOf(
  arena: Arena,
  { fault }: Site,
  { title, patience }: { readonly title: string; readonly patience: Patience },
): Promise<TrialResult["state"]> {
  await using stub = await arena.start([fault], patience);
  return (await stub.fight(title)).state;
}

function whySurvived({ rules, excuse }: Site, { alsoRed, shown, tried }: Met): string {
  const [red] = alsoRed;
  if (red !== undefined) return `red only by ${red.rule}, which does not name it (${red.test})`;
  if (tried === 0) return excuse || "no test connects there";
  if (!shown) return excuse || "no test comes to where it shows: an example or a case would";
  return excuse || `no test sees ${rules.join(" or ")} there`;
}
