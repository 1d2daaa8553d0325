import type { Place, Sequence, SequenceState } from "./model.ts";
import { wordHint } from "./nearest-word.ts";
import { automatonOf } from "./sequence-automaton.ts";
import { parseSequence, SequenceFault, type SequenceNode } from "./sequence-syntax.ts";
import { ToolError } from "./tool-error.ts";

/**
 * Reads a sequence over `names` (messages, or operations) and makes its automaton.
 * Throws a `ToolError` with a hint for bad syntax and for a name that is not among them.
 */
export function compileSequence(text: string, place: Place, names: Iterable<string>): Sequence {
  try {
    return readSequence(text, place, names);
  } catch (error) {
    if (!(error instanceof SequenceFault)) throw error;
    throw new ToolError("SEQUENCE", `${error.message} (column ${error.offset + 1} of \`${text}\`)`, {
      where: place,
      hint: error.hint,
    });
  }
}

/** The same, but throws the `SequenceFault` itself, for callers that know the line. */
export function readSequence(text: string, place: Place, names: Iterable<string>): Sequence {
  const node = parseSequence(text);
  const known = new Set(names);
  for (const { name, offset } of nameNodes(node))
    if (!known.has(name))
      throw new SequenceFault(`\`${name}\` is not known here`, offset, wordHint(name, known));
  const states = automatonOf(node);
  const late = states.find((state) => state.steps.some((step) => afterClose(states, step)));
  if (late !== undefined) throw new SequenceFault("nothing can come after a close", 0);
  return { place, text, states };
}

function afterClose(states: readonly SequenceState[], step: SequenceState["steps"][number]): boolean {
  return step.on.kind === "close" && (states[step.to]?.steps.length ?? 0) > 0;
}

function* nameNodes(node: SequenceNode): Generator<SequenceNode & { kind: "name" }> {
  if (node.kind === "name") yield node;
  else if (node.kind === "repeat") yield* nameNodes(node.part);
  else if (node.kind !== "close") for (const part of node.parts) yield* nameNodes(part);
}

/** A name as sequences write it: quoted where it has other characters than names may have. */
export function quoteName(name: string): string {
  return /^[A-Za-z0-9_.:/-]+$/.test(name) ? name : `'${name.replaceAll("'", "''")}'`;
}

/** The state after `name`, or null where it may not come. */
export function stepSequence(sequence: Sequence, state: number, name: string): number | null {
  for (const { on, to } of stepsOf(sequence, state)) if (on.kind === "name" && on.name === name) return to;
  return null;
}

/** The state after the server's close with `code`, or null where the sequence has no such close there. */
export function stepClose(sequence: Sequence, state: number, code: number): number | null {
  const step = stepsOf(sequence, state).find(({ on }) => on.kind === "close" && on.code === code);
  return step?.to ?? null;
}

/** True where the sequence may end. */
export function acceptsAt(sequence: Sequence, state: number): boolean {
  return sequence.states[state]?.accepting ?? false;
}

/** True where something more may come. */
export function hasWayOut(sequence: Sequence, state: number): boolean {
  return stepsOf(sequence, state).length > 0;
}

/** True where more than one message may come. */
export function comesInSeveral(sequence: Sequence): boolean {
  const named = (state: number): SequenceState["steps"] =>
    stepsOf(sequence, state).filter(({ on }) => on.kind === "name");
  return named(0).some(({ to }) => named(to).length > 0);
}

/** Names in the order of their first appearance in the automaton. */
export function namesIn(sequence: Sequence): string[] {
  const steps = sequence.states.flatMap((state) => state.steps);
  return [...new Set(steps.flatMap(({ on }) => (on.kind === "name" ? [on.name] : [])))];
}

/** Codes of the closes that may come at a state. */
export function closesAt(sequence: Sequence, state: number): number[] {
  return stepsOf(sequence, state).flatMap(({ on }) => (on.kind === "close" ? [on.code] : []));
}

function stepsOf(sequence: Sequence, state: number): SequenceState["steps"] {
  return sequence.states[state]?.steps ?? [];
}
