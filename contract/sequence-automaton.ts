import type { SequenceState, SequenceStep } from "./model.ts";
import { SequenceFault, type SequenceNode } from "./sequence-syntax.ts";

type Symbol = SequenceStep["on"];

/** A nondeterministic automaton (Thompson): `free` edges are taken without a symbol. */
interface Nfa {
  readonly free: number[][];
  readonly marked: { readonly on: Symbol; readonly to: number }[][];
}

/** A deterministic one; steps by the key of their symbol, in order of first appearance. */
interface Dfa {
  readonly accepting: boolean[];
  readonly steps: Map<string, number>[];
  readonly symbols: ReadonlyMap<string, Symbol>;
}

const MOST_NODES = 20_000;
const MOST_STATES = 1_000;

/** The minimal deterministic automaton of a sequence; state 0 is the start. Throws `SequenceFault` when too large. */
export function automatonOf(node: SequenceNode): SequenceState[] {
  const nfa: Nfa = { free: [[]], marked: [[]] };
  const end = build(nfa, node, 0);
  return minimal(deterministic(nfa, end));
}

function build(nfa: Nfa, node: SequenceNode, from: number): number {
  switch (node.kind) {
    case "name":
      return mark(nfa, from, { kind: "name", name: node.name });
    case "close":
      return mark(nfa, from, { kind: "close", code: node.code });
    case "then":
      return node.parts.reduce((at, part) => build(nfa, part, at), from);
    case "either": {
      const end = fresh(nfa);
      for (const part of node.parts) {
        const start = fresh(nfa);
        free(nfa, from, start);
        free(nfa, build(nfa, part, start), end);
      }
      return end;
    }
    case "repeat":
      return buildRepeat(nfa, node, from);
  }
}

function buildRepeat(nfa: Nfa, node: SequenceNode & { kind: "repeat" }, from: number): number {
  let at = from;
  for (let count = 0; count < node.min; count++) at = build(nfa, node.part, at);
  if (node.max === null) {
    const loop = fresh(nfa);
    free(nfa, at, loop);
    free(nfa, build(nfa, node.part, loop), loop);
    const end = fresh(nfa);
    free(nfa, loop, end);
    return end;
  }
  const end = fresh(nfa);
  free(nfa, at, end);
  for (let count = node.min; count < node.max; count++) {
    at = build(nfa, node.part, at);
    free(nfa, at, end);
  }
  return end;
}

function fresh(nfa: Nfa): number {
  if (nfa.free.length > MOST_NODES) throw tooLarge();
  nfa.marked.push([]);
  return nfa.free.push([]) - 1;
}

function free(nfa: Nfa, from: number, to: number): void {
  nfa.free[from]?.push(to);
}

function mark(nfa: Nfa, from: number, on: Symbol): number {
  const to = fresh(nfa);
  nfa.marked[from]?.push({ on, to });
  return to;
}

function tooLarge(): SequenceFault {
  return new SequenceFault(`the sequence needs more than ${MOST_STATES} states`, 0, "use smaller counts");
}

function deterministic(nfa: Nfa, end: number): Dfa {
  const sets = [closure(nfa, [0])];
  const known = new Map([[sets[0]?.join() ?? "", 0]]);
  const symbols = new Map<string, Symbol>();
  const dfa: Dfa = { accepting: [], steps: [], symbols };
  for (let at = 0; at < sets.length; at++) {
    const set = sets[at] ?? [];
    dfa.accepting.push(set.includes(end));
    dfa.steps.push(new Map());
    for (const [key, targets] of movesOf(nfa, set, symbols)) {
      const next = closure(nfa, targets);
      const name = next.join();
      const index = known.get(name) ?? sets.push(next) - 1;
      if (sets.length > MOST_STATES) throw tooLarge();
      known.set(name, index);
      dfa.steps[at]?.set(key, index);
    }
  }
  return dfa;
}

function closure(nfa: Nfa, nodes: readonly number[]): number[] {
  const seen = new Set(nodes);
  for (const node of seen) for (const next of nfa.free[node] ?? []) seen.add(next);
  return [...seen].sort((left, right) => left - right);
}

function movesOf(nfa: Nfa, set: readonly number[], symbols: Map<string, Symbol>): Map<string, number[]> {
  const moves = new Map<string, number[]>();
  for (const node of set)
    for (const { on, to } of nfa.marked[node] ?? []) {
      const key = on.kind === "name" ? `name ${on.name}` : `close ${on.code}`;
      symbols.set(key, on);
      moves.set(key, [...(moves.get(key) ?? []), to]);
    }
  return moves;
}

/** Moore's partition refinement, then numbered breadth first. */
function minimal(dfa: Dfa): SequenceState[] {
  const group = groupsOf(dfa);
  const order = [0];
  const numbers = new Map([[group[0] ?? 0, 0]]);
  const states: SequenceState[] = [];
  for (const state of order) {
    const steps: SequenceStep[] = [];
    for (const [key, to] of dfa.steps[state] ?? []) {
      const target = group[to] ?? 0;
      const on = dfa.symbols.get(key);
      if (!numbers.has(target)) numbers.set(target, order.push(to) - 1);
      if (on !== undefined) steps.push({ on, to: numbers.get(target) ?? 0 });
    }
    states.push({ accepting: dfa.accepting[state] ?? false, steps });
  }
  return states;
}

/** The group of equivalent states that each state belongs to. */
function groupsOf(dfa: Dfa): number[] {
  let group = dfa.accepting.map(Number);
  for (let count = 0; ; ) {
    const known = new Map<string, number>();
    const before = group;
    group = dfa.steps.map((steps, state) => {
      const moves = [...steps].map(([key, to]) => `${key}=${before[to]}`).sort();
      const name = `${before[state]} ${moves.join("|")}`;
      const number = known.get(name) ?? known.size;
      known.set(name, number);
      return number;
    });
    if (known.size === count) return group;
    count = known.size;
  }
}
