import { declaredReplies, namesIn } from "../../contract/index.ts";
import type { Channel, ClientOperation, Message, Sequence } from "../../contract/model.ts";

const names = new WeakMap<Sequence, ReadonlySet<string>>();
const bounded = new WeakMap<Sequence, ReadonlySet<number>>();

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

interface Replies {
  readonly messages: readonly Message[];
  readonly names: readonly string[];
}

const replies = new WeakMap<ClientOperation, Replies>();

/** The messages of the channel that may be replies of the operation, worked out once. */
export function repliesOf(channel: Channel, operation: ClientOperation): Replies {
  const known = replies.get(operation);
  if (known !== undefined) return known;
  const messages = channel.messages.filter(({ name }) => isReply(operation, name));
  const found = { messages, names: messages.map(({ name }) => name) };
  replies.set(operation, found);
  return found;
}

const takers = new WeakMap<Channel, Map<string, readonly string[]>>();

/** Names of the operations whose exchanges a message of that name may move on, as reply, error or refusal. */
export function takersOf(channel: Channel, message: string): readonly string[] {
  const known = takers.get(channel) ?? new Map<string, readonly string[]>();
  takers.set(channel, known);
  const found = known.get(message);
  if (found !== undefined) return found;
  const names = channel.operations.flatMap((one) =>
    one.kind === "client" &&
    (isReply(one, message) || declaredReplies(one.rejects).some((form) => form.message === message))
      ? [one.name]
      : [],
  );
  known.set(message, names);
  return names;
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
