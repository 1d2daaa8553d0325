import type { Sequence, SequenceState, SequenceStep } from "../../contract/model.ts";
import type { Random } from "../../samples/index.ts";

/** One thing that the server does on its way through a sequence. */
export type PathStep = SequenceStep["on"];

/** A sequence's automaton without the steps that are to be avoided, looked through once. */
export interface Way {
  readonly steps: Steps;
  /** How many steps it takes from each state to one where the sequence may end. */
  readonly distance: readonly number[];
  /** The states that can be come back to. */
  readonly loops: ReadonlySet<number>;
}

/** Null where every way to the end takes a step that is to be avoided. */
export function wayThrough(sequence: Sequence, avoids: (on: PathStep) => boolean): Way | null {
  const steps = sequence.states.map((state) => state.steps.filter(({ on }) => !avoids(on)));
  const distance = distances(sequence.states, steps);
  return distance[0] === Number.POSITIVE_INFINITY ? null : { steps, distance, loops: loopStates(steps) };
}

/**
 * The shortest path that ends where the sequence may end, but gone `repeats` times round each loop on the way, so that
 * streams have several items.
 */
export function walk(
  way: Way,
  { repeats, random }: { readonly repeats: number; readonly random: Random },
): readonly PathStep[] {
  const visits = new Map<number, number>();
  const path: PathStep[] = [];
  for (let state = 0; ; ) {
    const looping = (way.steps[state] ?? []).filter(
      ({ to }) => leadsToEnd(way, to) && way.loops.has(to) && (visits.get(to) ?? 0) < repeats,
    );
    const step = looping.length > 0 ? random.pick(looping) : towardsEnd(way, state);
    if (step === null) return path;
    path.push(step.on);
    state = step.to;
    visits.set(state, (visits.get(state) ?? 0) + 1);
  }
}

function leadsToEnd({ distance }: Way, state: number): boolean {
  return distance[state] !== Number.POSITIVE_INFINITY;
}

/** The next step of the shortest way; null at its end. */
function towardsEnd({ steps, distance }: Way, state: number): SequenceStep | null {
  const left = distance[state] ?? 0;
  if (left === 0) return null;
  return (steps[state] ?? []).find(({ to }) => distance[to] === left - 1) ?? null;
}

type Steps = readonly (readonly SequenceStep[])[];

function distances(states: readonly SequenceState[], steps: Steps): number[] {
  const distance = states.map(({ accepting }) => (accepting ? 0 : Number.POSITIVE_INFINITY));
  for (let changed = true; changed; ) {
    changed = false;
    for (const [state, ways] of steps.entries()) {
      const least = Math.min(distance[state] ?? 0, ...ways.map(({ to }) => (distance[to] ?? 0) + 1));
      if (least < (distance[state] ?? 0)) {
        distance[state] = least;
        changed = true;
      }
    }
  }
  return distance;
}

function loopStates(steps: Steps): ReadonlySet<number> {
  const found = new Set<number>();
  for (const state of steps.keys()) {
    const reached = new Set((steps[state] ?? []).map(({ to }) => to));
    for (const next of reached) for (const { to } of steps[next] ?? []) reached.add(to);
    if (reached.has(state)) found.add(state);
  }
  return found;
}
