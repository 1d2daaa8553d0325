import type { Sequence, SequenceState } from "../../contract/model.ts";

type Step = SequenceState["steps"][number]["on"];

/** What a comparison of two languages is about. */
export interface Reading {
  /** Any beginning of a word is a word too. */
  readonly prefixes?: boolean;
  /** Only words of these names count. */
  readonly names?: ReadonlySet<string>;
}

interface Visit {
  readonly one: number;
  readonly other: number | null;
  readonly word: readonly string[];
}

/** A shortest word of the first language that is none of the second; null: the first lies within the second. */
export function wordOutside(
  one: readonly SequenceState[],
  other: readonly SequenceState[],
  { prefixes = false, names }: Reading = {},
): readonly string[] | null {
  const queue: Visit[] = [{ one: 0, other: 0, word: [] }];
  const seen = new Set(["0 0"]);
  for (const { one: at, other: there, word } of queue) {
    const state = one[at];
    const against = there === null ? undefined : other[there];
    const accepted = against !== undefined && (prefixes || against.accepting);
    if (state !== undefined && (prefixes || state.accepting) && !accepted) return word;
    for (const { on, to } of state?.steps ?? []) {
      if (names !== undefined && on.kind === "name" && !names.has(on.name)) continue;
      const next = against?.steps.find((step) => symbol(step.on) === symbol(on))?.to ?? null;
      const key = `${to} ${next}`;
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push({ one: to, other: next, word: [...word, symbol(on)] });
    }
  }
  return null;
}

function symbol(on: Step): string {
  return on.kind === "name" ? on.name : `close(${on.code})`;
}

/** How two languages of what the service sends lie to each other, with words that show it. */
export function languages(
  before: Sequence,
  after: Sequence,
): { readonly fresh: readonly string[] | null; readonly gone: readonly string[] | null } {
  return {
    fresh: wordOutside(after.states, before.states),
    gone: wordOutside(before.states, after.states),
  };
}

export function quoted(word: readonly string[]): string {
  return word.length === 0 ? "nothing at all" : `\`${word.join(" ")}\``;
}

/** All words over some names. */
export function anything(names: Iterable<string>): SequenceState[] {
  return [{ accepting: true, steps: [...names].map((name) => ({ on: { kind: "name", name }, to: 0 })) }];
}
