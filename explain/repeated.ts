import type { Sequence } from "../contract/model.ts";

/** Names that may come more than once in one walk of a sequence: those on a step that can be reached from its own end. */
export function repeatedIn({ states }: Sequence): ReadonlySet<string> {
  const repeated = new Set<string>();
  for (const { steps } of states)
    for (const { on, to } of steps)
      if (on.kind === "name" && comesAgain({ states }, on.name, to)) repeated.add(on.name);
  return repeated;
}

function comesAgain({ states }: Pick<Sequence, "states">, name: string, from: number): boolean {
  const seen = new Set([from]);
  for (const state of seen)
    for (const { on, to } of states[state]?.steps ?? []) {
      if (on.kind === "name" && on.name === name) return true;
      seen.add(to);
    }
  return false;
}
