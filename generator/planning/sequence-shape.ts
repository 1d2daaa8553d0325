import { acceptsAt, comesInSeveral, hasWayOut, namesIn } from "../../contract/index.ts";
import type { ClientOperation, Sequence } from "../../contract/model.ts";

/** The replies of an operation in their order, or null where none are declared. */
export function sequenceOf(operation: ClientOperation): Sequence | null {
  return operation.sequence.kind === "sequence" ? operation.sequence.sequence : null;
}

/** Exactly one message, whichever of several. */
export function isSingle(operation: ClientOperation): boolean {
  const sequence = sequenceOf(operation);
  if (sequence === null || acceptsAt(sequence, 0)) return false;
  return targetsOf(sequence, 0).every((state) => acceptsAt(sequence, state) && !hasWayOut(sequence, state));
}

/** More than one message may come. */
export function isMulti(operation: ClientOperation): boolean {
  const sequence = sequenceOf(operation);
  return sequence !== null && comesInSeveral(sequence);
}

/** It may go on for ever: nothing is owed any more, and still more may come. */
export function isOpenEnded(operation: ClientOperation): boolean {
  const sequence = sequenceOf(operation);
  if (sequence === null) return false;
  return sequence.states.some((_, state) => acceptsAt(sequence, state) && hasWayOut(sequence, state));
}

/** Names that may come first. */
export function firstNames(sequence: Sequence): string[] {
  return namesAt(sequence, 0);
}

/** Names that may come more than once. */
export function repeatedNames(sequence: Sequence): string[] {
  return namesIn(sequence).filter((name) =>
    sequence.states.some((state) =>
      state.steps.some(({ on, to }) => on.kind === "name" && on.name === name && reaches(sequence, to, name)),
    ),
  );
}

/** Names without which the sequence can't end, errors left aside. */
export function surelyNamed(sequence: Sequence, errors: ReadonlySet<string>): string[] {
  return namesIn(sequence).filter(
    (name) => !errors.has(name) && !acceptsWithout(sequence, new Set([...errors, name])),
  );
}

function namesAt(sequence: Sequence, state: number): string[] {
  return (sequence.states[state]?.steps ?? []).flatMap(({ on }) => (on.kind === "name" ? [on.name] : []));
}

function targetsOf(sequence: Sequence, state: number): number[] {
  return (sequence.states[state]?.steps ?? []).filter(({ on }) => on.kind === "name").map(({ to }) => to);
}

function reaches(sequence: Sequence, from: number, name: string): boolean {
  return reachable(sequence, from, new Set()).some((state) => namesAt(sequence, state).includes(name));
}

/** Can it end without certain names? */
export function acceptsWithout(sequence: Sequence, without: ReadonlySet<string>): boolean {
  return reachable(sequence, 0, without).some((state) => acceptsAt(sequence, state));
}

/** States that are reached from `from` (itself among them) without certain names. */
function reachable(sequence: Sequence, from: number, without: ReadonlySet<string>): number[] {
  const found = new Set([from]);
  for (const state of found)
    for (const { on, to } of sequence.states[state]?.steps ?? [])
      if (on.kind !== "name" || !without.has(on.name)) found.add(to);
  return [...found];
}
