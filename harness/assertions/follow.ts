import { acceptsAt, compileSequence, namesIn, stepClose, stepSequence } from "../../contract/index.ts";
import type { Channel, Sequence } from "../../contract/model.ts";
import type { ReceivedMessage } from "../../judge/model.ts";
import { type Origin, originOf } from "../origin.ts";
import { answeredByError } from "./accepted.ts";
import type { Finding } from "./finding.ts";
import { isMessages, isReplies, wrongSubject } from "./subjects.ts";
import { anyOf, names, one, shown } from "./words.ts";

/** Do the names, in order, keep to the sequence? Names that it does not know never disturb it, but an error that ends. */
export function follows(subject: unknown, text: string): Finding {
  if (!isReplies(subject) && !isMessages(subject)) throw wrongSubject("follow", "replies or messages");
  if (isReplies(subject) && subject.phase === "declined") return answeredByError(subject);
  const messages = isReplies(subject) ? subject.messages : subject;
  const origin = originOf(subject);
  const sequence = sequenceFor(origin, text);
  const closed = origin?.connection.closed;
  return walk(sequence, messages, closed?.by === "server" ? closed.code : null);
}

function walk(sequence: Sequence, messages: readonly ReceivedMessage[], closeCode: number | null): Finding {
  const known = new Set(namesIn(sequence));
  let state = 0;
  let before = "";
  for (const message of messages) {
    if (!known.has(message.name) && !isError(message)) continue;
    const next = stepSequence(sequence, state, message.name);
    if (next === null) return outOfPlace(sequence, { state, before }, message);
    state = next;
    before = message.name;
  }
  return acceptsAt(sequence, state) || closedAt(sequence, state, closeCode)
    ? null
    : tooShort(sequence, { state, before }, messages);
}

interface Progress {
  readonly state: number;
  /** Name of the last message that fitted; "" at the start. */
  readonly before: string;
}

function outOfPlace(sequence: Sequence, { state, before }: Progress, message: ReceivedMessage): Finding {
  const due = dueAt(sequence, state);
  const where =
    due.length === 0 ? `after ${before === "" ? "the end" : `\`${before}\``}` : `where ${anyOf(due)} was due`;
  return {
    rule: due.length === 0 ? "AFTER-END" : "OUT-OF-SEQUENCE",
    summary: `${one(message.name)} came ${where}`,
    promised: `sequence: ${sequence.text}`,
    got: shown(message),
    frame: message.frame,
  };
}

function tooShort(
  sequence: Sequence,
  { state, before }: Progress,
  messages: readonly ReceivedMessage[],
): Finding {
  const due = anyOf(dueAt(sequence, state));
  return {
    rule: "OUT-OF-SEQUENCE",
    summary:
      before === ""
        ? `nothing came where ${due} was due`
        : `nothing came after \`${before}\` where ${due} was due`,
    promised: `sequence: ${sequence.text}`,
    got: names(messages),
  };
}

function dueAt(sequence: Sequence, state: number): string[] {
  const steps = sequence.states[state]?.steps ?? [];
  return steps.map(({ on }) => (on.kind === "name" ? on.name : `close(${on.code})`));
}

/** The sequence may end in the server's close, which is no message. */
function closedAt(sequence: Sequence, state: number, closeCode: number | null): boolean {
  const next = closeCode === null ? null : stepClose(sequence, state, closeCode);
  return next !== null && acceptsAt(sequence, next);
}

function isError({ reading }: ReceivedMessage): boolean {
  return (reading.kind === "message" || reading.kind === "invalid") && reading.message.error;
}

const compiled = new WeakMap<Channel, Map<string, Sequence>>();

/** The automaton of a text: each is made once for a channel, for hundreds of tests write the same. */
function sequenceFor(origin: Origin | null, text: string): Sequence {
  const channel = origin?.connection.request.channel ?? null;
  if (channel === null) return compileSequence(text, "#", namesWritten(text));
  const known = compiled.get(channel) ?? new Map<string, Sequence>();
  compiled.set(channel, known);
  const sequence = known.get(text) ?? compileSequence(text, channel.place, messageNames(channel));
  known.set(text, sequence);
  return sequence;
}

function messageNames({ messages }: Channel): readonly string[] {
  return messages.map(({ name }) => name);
}

/** Without a channel, whatever stands in the text is a name. */
function namesWritten(text: string): readonly string[] {
  return [...text.matchAll(/'((?:[^']|'')*)'|[A-Za-z0-9_.:/-]+/g)].map(
    ([word, quoted]) => quoted?.replaceAll("''", "'") ?? word,
  );
}
