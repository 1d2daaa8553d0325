import type { Loading } from "../document/loading.ts";
import { below } from "../document/place.ts";
import type { Channel, Contract, Sequence } from "../model.ts";
import { acceptsAt, namesIn, stepSequence } from "../sequence.ts";

/** Reports cases whose messages can't come in that order by the sequence of their operation: every service breaks one of both. */
export function reportCases({ channels }: Contract, { warn }: Loading): void {
  for (const channel of channels)
    for (const operation of channel.operations) {
      if (operation.kind !== "client" || operation.sequence.kind === "none") continue;
      const { sequence } = operation.sequence;
      const ends = endsOf(sequence, channel);
      for (const { expect, name, place } of operation.cases)
        if (expect.kind === "sequence" && !meet(sequence, expect.sequence, ends))
          warn(
            "PROMISE-IMPOSSIBLE",
            below(place, "expect"),
            `the case "${name}" expects \`${expect.sequence.text}\`, which the sequence \`${sequence.text}\` never is`,
          );
    }
}

/** Errors that may come in place of any step, as the sequence does not name them. */
function endsOf(sequence: Sequence, { messages }: Channel): ReadonlySet<string> {
  const named = namesIn(sequence);
  const errors = messages.filter(({ name, error }) => error && !named.includes(name));
  return new Set(errors.map(({ name }) => name));
}

/** Is there a whole of the one sequence, or what may be all of it, that is a whole of the other? */
function meet(sequence: Sequence, wanted: Sequence, ends: ReadonlySet<string>): boolean {
  /** What is open to the one, and how far the other is; -1: an error has ended it. */
  const reached: (readonly [state: number, own: number])[] = [[0, 0]];
  const seen = new Set<string>();
  for (const [state, own] of reached) {
    const { accepting = false, steps = [] } = wanted.states[own] ?? {};
    // Whether a close may come is not the sequence's alone to say.
    const mayEnd = accepting && (state < 0 || acceptsAt(sequence, state));
    if (mayEnd || steps.some(({ on }) => on.kind === "close")) return true;
    for (const { on, to } of steps) {
      const name = on.kind === "name" ? on.name : "";
      const next = state < 0 ? null : (stepSequence(sequence, state, name) ?? (ends.has(name) ? -1 : null));
      const key = `${next} ${to}`;
      if (next === null || seen.has(key)) continue;
      seen.add(key);
      reached.push([next, to]);
    }
  }
  return false;
}
