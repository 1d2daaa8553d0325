import type { Sequence, SequenceState, SequenceStep } from "../../contract/model.ts";
import type { Random } from "../../samples/index.ts";

/** One thing that the server does on its way through a sequence. */
export type PathStep = SequenceStep["on"];

export interface PathOptions {
  /** Steps that the way must not take. */
  readonly avoids: (on: PathStep) => boolean;
  /** How often a loop is gone through. */
  readonly repeats: number;
  readonly random: Random;
}

/**
 * A way through the automaton: the shortest that ends where the sequence may end, but gone `repeats` times round each
 * loop on the way, so that streams have several items. Null where every way takes a step that is to be avoided.
 */
export function walk(sequence: Sequence, options: PathOptions): readonly PathStep[] | null {
  const steps = allowedSteps(sequence, options.avoids);
  const distance = distances(sequence.states, steps);
  if (distance[0] === Number.POSITIVE_INFINITY) return null;
  const loops = loopStates(steps);
  const visits = new Map<number, number>();
  const path: PathStep[] = [];
  for (let state = 0; ; ) {
    const step = nextStep({ state, steps: steps[state] ?? [], distance, loops, visits }, options);
    if (step === null) return path;
    path.push(step.on);
    state = step.to;
    visits.set(state, (visits.get(state) ?? 0) + 1);
  }
}

type Steps = readonly (readonly SequenceStep[])[];

function allowedSteps(sequence: Sequence, avoids: (on: PathStep) => boolean): Steps {
  return sequence.states.map(({ steps }) => steps.filter(({ on }) => !avoids(on)));
}

/** How many steps it takes from each state to one where the sequence may end. */
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

/** The states that can be come back to. */
function loopStates(steps: Steps): ReadonlySet<number> {
  const found = new Set<number>();
  for (const state of steps.keys()) {
    const reached = new Set((steps[state] ?? []).map(({ to }) => to));
    for (const next of reached) for (const { to } of steps[next] ?? []) reached.add(to);
    if (reached.has(state)) found.add(state);
  }
  return found;
}

interface Here {
  readonly state: number;
  readonly steps: readonly SequenceStep[];
  readonly distance: readonly number[];
  readonly loops: ReadonlySet<number>;
  readonly visits: ReadonlyMap<number, number>;
}

function nextStep(
  { state, steps, distance, loops, visits }: Here,
  options: PathOptions,
): SequenceStep | null {
  const finite = steps.filter(({ to }) => distance[to] !== Number.POSITIVE_INFINITY);
  const looping = finite.filter(({ to }) => loops.has(to) && (visits.get(to) ?? 0) < options.repeats);
  if (looping.length > 0) return options.random.pick(looping);
  if (distance[state] === 0) return null;
  return finite.find(({ to }) => distance[to] === (distance[state] ?? 0) - 1) ?? null;
}
