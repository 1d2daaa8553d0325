import {
  clientMessages,
  clientOperationOf,
  messageNamed,
  serverMessages,
  takesBytes,
} from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import type {
  Channel,
  ClientOperation,
  Contract,
  Message,
  Outcome,
  RejectKind,
} from "../../contract/model.ts";
import { Unsatisfiable } from "../../samples/index.ts";
import { type Lab, labFor, sampleOf } from "./lab.ts";
import { undeclaredText } from "./undeclared.ts";

/** Kinds of bad input that are seen in a frame by itself. */
type FrameKind = Extract<
  RejectKind,
  "malformed" | "unknown" | "invalid" | "binary" | "empty" | "misdirected"
>;

/**
 * Is there bad input of this kind, so that a fault in what it gets can show? `operation`: such that is meant for it. Of a
 * listener's channel nothing is invalid, and nothing is malformed where any text will do.
 */
export function canCome(
  contract: Contract,
  channel: Channel,
  kind: FrameKind,
  operation: ClientOperation | null = null,
): boolean {
  if (kind === "binary") return !takesBytes(channel) && !isReadAsText(channel);
  return readingsOf(contract, channel).has(operation === null ? kind : nameOf(kind, operation.name));
}

function isReadAsText({ rejects: { binary } }: Channel): boolean {
  return binary.kind !== "unspecified" && binary.outcomes[0]?.kind === "as-text";
}

/**
 * All outcomes that bad input of this kind may have; null where nothing is declared. Without constants nobody can tell
 * an unknown message from an invalid one: what either gets is right.
 */
export function declaredFor(channel: Channel, kind: FrameKind): readonly Outcome[] | null {
  const refusal = channel.rejects[kind];
  if (refusal.kind !== "declared") return null;
  if (kind !== "unknown" && kind !== "invalid") return refusal.outcomes;
  const other = channel.rejects[kind === "unknown" ? "invalid" : "unknown"];
  if (!mayBeEither(channel, kind)) return refusal.outcomes;
  return other.kind === "unspecified" ? null : [...refusal.outcomes, ...other.outcomes];
}

function mayBeEither(channel: Channel, kind: "unknown" | "invalid"): boolean {
  const spoken = clientMessages(channel).map((name) => messageNamed(channel, name));
  const nameless = spoken.filter(({ constants }) => constants.length === 0);
  return nameless.length > 0 && (kind === "unknown" ? nameless.length === spoken.length : spoken.length > 1);
}

const known = new WeakMap<Channel, ReadonlySet<string>>();

/** As what the frames are read that a tester would think of: kinds, and kinds with the operation that they are meant for. */
function readingsOf(contract: Contract, channel: Channel): ReadonlySet<string> {
  const found = known.get(channel) ?? readAll(labFor(contract), channel);
  known.set(channel, found);
  return found;
}

function readAll(lab: Lab, channel: Channel): ReadonlySet<string> {
  const found = new Set<string>();
  for (const text of textsFor(lab, channel)) {
    if (!fits(channel, text)) continue;
    const reading = lab.reader.read(channel, "client", { kind: "text", text });
    found.add(reading.kind);
    const operation = reading.kind === "invalid" ? clientOperationOf(channel, reading.message.name) : null;
    if (operation !== null) found.add(nameOf(reading.kind, operation.name));
  }
  return found;
}

function nameOf(kind: string, operation: string): string {
  return `${kind} ${operation}`;
}

/** A longer one has another fault besides. */
function fits({ limits: { messageBytes } }: Channel, text: string): boolean {
  return messageBytes === null || Buffer.byteLength(text) <= messageBytes;
}

const NO_JSON = ["hello", "{", ""];
const STRANGE: readonly Json[] = [[], 42, null];

function* textsFor(lab: Lab, channel: Channel): Iterable<string> {
  yield* NO_JSON;
  yield* STRANGE.map((value) => JSON.stringify(value));
  yield undeclaredText(lab, channel, "client") ?? "";
  for (const name of serverMessages(channel)) {
    const sample = sampleOf(lab, messageNamed(channel, name));
    if (sample !== null) yield JSON.stringify(sample);
  }
  for (const name of clientMessages(channel)) yield* brokenTexts(lab, messageNamed(channel, name));
}

/** The message with one rule of its schema broken at a time. */
function* brokenTexts({ sampler }: Lab, message: Message): Iterable<string> {
  const { content } = message;
  const start = startOf(sampler, message);
  if (start === null || (content.kind !== "json" && content.kind !== "text")) return;
  for (const { value } of sampler.broken(content.schema, start)) {
    if (content.kind === "json") yield JSON.stringify(value);
    else if (typeof value === "string") yield value;
  }
}

/** A valid payload; null for content that nobody here can make. */
function startOf(sampler: Lab["sampler"], message: Message): Json | null {
  try {
    return sampler.message(message, `${message.name} 1`);
  } catch (error) {
    if (error instanceof Unsatisfiable) return null;
    throw error;
  }
}
