import { namesIn } from "../../contract/index.ts";
import type { ClientOperation, Rejects, ReplyForm, Sequence } from "../../contract/model.ts";

const names = new WeakMap<Sequence, ReadonlySet<string>>();
const bounded = new WeakMap<Sequence, ReadonlySet<number>>();
const forms = new WeakMap<Rejects, readonly ReplyForm[]>();

/** The names of a sequence, worked out once. */
export function namesOf(sequence: Sequence): ReadonlySet<string> {
  const known = names.get(sequence) ?? new Set(namesIn(sequence));
  names.set(sequence, known);
  return known;
}

/** Does the operation's sequence name the message, or may it end the exchange as an error? */
export function isReply({ sequence, replies }: ClientOperation, name: string): boolean {
  return replies.includes(name) || (sequence.kind === "sequence" && namesOf(sequence.sequence).has(name));
}

/** True where only finitely much can still come. */
export function isBounded(sequence: Sequence, state: number): boolean {
  const known = bounded.get(sequence) ?? boundedStates(sequence);
  bounded.set(sequence, known);
  return known.has(state);
}

/** The states from which no way leads into a circle. */
function boundedStates({ states }: Sequence): ReadonlySet<number> {
  const found = new Set<number>();
  for (let before = -1; found.size > before; ) {
    before = found.size;
    for (const [state, { steps }] of states.entries())
      if (steps.every(({ to }) => found.has(to))) found.add(state);
  }
  return found;
}

/** True for an operation whose sequence is exactly one message, whichever of several it is. */
export function answersOnce({ sequence }: ClientOperation): boolean {
  if (sequence.kind === "none") return false;
  const { states } = sequence.sequence;
  const start = states[0];
  if (start === undefined || start.accepting) return false;
  return start.steps.every(({ to }) => states[to]?.accepting === true && states[to].steps.length === 0);
}

/** Every form of refusal by a message that these outcomes declare; inferred ones are none. */
export function declaredForms(rejects: Rejects): readonly ReplyForm[] {
  const known = forms.get(rejects);
  if (known !== undefined) return known;
  const found = Object.values(rejects)
    .flatMap((refusal) => (refusal.kind === "declared" ? refusal.outcomes : []))
    .flatMap((outcome) =>
      outcome.kind === "reply" || outcome.kind === "reply-close" ? [outcome.reply] : [],
    );
  forms.set(rejects, found);
  return found;
}
