import { operationNamed, stepSequence } from "../../contract/index.ts";
import type { Channel, Sequence } from "../../contract/model.ts";
import type { PlannedTest } from "../plan.ts";
import { converseAs, shortestWay } from "../planning/approach.ts";
import type { Planning } from "../planning/planning.ts";
import { planTest } from "../planning/test.ts";

/** A turn of the conversation: what a client has said, in order, and what it may say then. */
interface Turn {
  readonly before: readonly string[];
  readonly name: string;
}

/** Of a conversation with more turns than these, those nearest to its beginning. */
const MOST_TURNS = 50;

/** Every turn that a declared conversation may take, and that no other test takes on its shortest way: one test each. */
export function everyTurn(planning: Planning, channel: Channel): PlannedTest[] {
  const { conversation } = channel;
  if (conversation.kind === "any") return [];
  const { sequence } = conversation;
  return turnsOf(sequence)
    .filter(({ before, name }) => !isUsual(sequence, before, name))
    .slice(0, MOST_TURNS)
    .map(({ before, name }) => {
      const after = before.length === 0 ? "at the beginning" : `after ${before.join(", ")}`;
      const covers = [sequence.place, operationNamed(channel, name).place];
      return planTest(planning, { title: `lets ${name} come ${after}`, covers }, (script) => {
        const client = script.connect(channel);
        for (const one of [...before, name]) converseAs(script, client, one);
      });
    });
}

/** Every step of the automaton, with the shortest way to it. */
function turnsOf(sequence: Sequence): Turn[] {
  const ways = new Map<number, readonly string[]>([[0, []]]);
  const turns: Turn[] = [];
  for (const [state, before] of ways)
    for (const { on, to } of sequence.states[state]?.steps ?? []) {
      if (on.kind !== "name") continue;
      turns.push({ before, name: on.name });
      if (!ways.has(to)) ways.set(to, [...before, on.name]);
    }
  return turns;
}

/** Does the shortest way to the operation lead through the same state? */
function isUsual(sequence: Sequence, before: readonly string[], name: string): boolean {
  const usual = shortestWay(sequence, 0, name);
  return usual !== null && stateAfter(sequence, usual) === stateAfter(sequence, before);
}

function stateAfter(sequence: Sequence, names: readonly string[]): number | null {
  return names.reduce<number | null>(
    (state, name) => (state === null ? null : stepSequence(sequence, state, name)),
    0,
  );
}
