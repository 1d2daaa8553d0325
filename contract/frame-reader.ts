import { clientMessages, serverMessages } from "./channel-names.ts";
import type { CreateFrameReader, FrameData, FrameReader, Reading, Side } from "./frame.ts";
import { type Candidates, type CheckMessage, identify, type Knowledge } from "./identification.ts";
import type { Json } from "./json.ts";
import { type MessageShape, shapeOf } from "./message-shape.ts";
import type { Channel, Message } from "./model.ts";
import { createSchemaChecker } from "./schema-checker.ts";

/** A reader of frames by one contract. Validators are compiled at first use, directions worked out once. */
export const createFrameReader: CreateFrameReader = (contract): FrameReader => {
  const checkSchema = createSchemaChecker(contract);
  const sides = new WeakMap<Channel, Sides>();
  const check: CheckMessage = ({ content }, payload) =>
    content.kind === "json" || content.kind === "text" ? checkSchema(content.schema, payload) : [];
  const shapes = new WeakMap<Message, MessageShape>();
  const shape: Knowledge["shape"] = (message) => {
    const found = shapes.get(message) ?? shapeOf(contract, message);
    shapes.set(message, found);
    return found;
  };
  const parser = rememberingParser();
  return {
    check,
    read(channel, from, data, among = null) {
      let known = sides.get(channel);
      if (known === undefined) {
        known = sidesOf(channel);
        sides.set(channel, known);
      }
      const candidates = among === null ? known[from] : narrowed(known[from], channel, among);
      return data.kind === "binary"
        ? readBinary(candidates)
        : readText(candidates, data, { check, shape, parse: parser });
    },
  };
};

interface About extends Knowledge {
  readonly parse: (text: string) => Parsed;
}

/** Candidates, sorted by their content once, because every frame asks. */
interface Sorted extends Candidates {
  readonly json: Candidates;
  readonly text: Candidates;
  /** What every frame may be that is nothing else; null: nothing. */
  readonly unchecked: Reading | null;
}

type Sides = { readonly [side in Side]: Sorted };

/** Messages that no operation names may come from either side. */
function sidesOf(channel: Channel): Sides {
  const client = new Set(clientMessages(channel));
  const server = new Set(serverMessages(channel));
  const own = (mine: ReadonlySet<string>, theirs: ReadonlySet<string>): Message[] =>
    channel.messages.filter(({ name }) => mine.has(name) || !theirs.has(name));
  const sent = { client: own(client, server), server: own(server, client) };
  const without = (mine: readonly Message[]): Message[] =>
    channel.messages.filter((message) => !mine.includes(message));
  return {
    client: sorted({ own: sent.client, other: without(sent.client) }),
    server: sorted({ own: sent.server, other: without(sent.server) }),
  };
}

const narrowedKnown = new WeakMap<readonly string[], { readonly all: Candidates; readonly own: Sorted }>();

/** Whoever asks again asks with the same list. */
function narrowed(all: Candidates, channel: Channel, among: readonly string[]): Sorted {
  const known = narrowedKnown.get(among);
  if (known?.all === all) return known.own;
  const own = narrow(all, channel, among);
  narrowedKnown.set(among, { all, own });
  return own;
}

function narrow(all: Candidates, channel: Channel, among: readonly string[]): Sorted {
  return sorted({ own: channel.messages.filter(({ name }) => among.includes(name)), other: all.other });
}

function sorted(all: Candidates): Sorted {
  return { ...all, json: only(all, "json"), text: only(all, "text"), unchecked: uncheckedAmong(all.own) };
}

/**
 * Bytes are any of the messages that are declared binary, or that nobody here can check: nothing in them tells these
 * apart.
 */
function readBinary({ own, unchecked }: Sorted): Reading {
  const [message, ...rest] = own.filter(({ content }) => content.kind === "binary");
  if (message === undefined) return unchecked ?? { kind: "binary" };
  const known = { kind: "message", message, payload: null, also: rest.map(({ name }) => name) } as const;
  return also(known, unchecked);
}

/**
 * Text is JSON where it is a JSON message that it keeps to, else plain text where one is declared: a `text/plain`
 * that is any string would take every frame.
 */
function readText(candidates: Sorted, data: FrameData & { kind: "text" }, about: About): Reading {
  const parsed = about.parse(data.text);
  const asJson = parsed.kind === "json" ? identify(candidates.json, parsed.value, about) : null;
  const asText = isNone(candidates.text) ? NOT_TEXT : identify(candidates.text, data.text, about);
  if (asJson?.kind === "message") return also(asJson, asText);
  const { unchecked } = candidates;
  if (asText.kind === "message") return also(asText, unchecked);
  if (data.text === "") return unchecked ?? { kind: "empty" };
  if (asJson !== null && asJson.kind !== "unknown") return asJson;
  if (unchecked !== null) return unchecked;
  const hasJson = candidates.own.some(({ content }) => content.kind === "json");
  if (asText.kind === "invalid" && (asJson !== null || !hasJson)) return asText;
  // No text is malformed where all is plain text.
  if (!hasJson && candidates.text.own.length > 0) return asText;
  return asJson ?? { kind: "malformed", why: parsed.kind === "bad" ? parsed.why : "" };
}

/** What text is where no message is plain text; nobody looks at its payload. */
const NOT_TEXT: Reading = { kind: "unknown", payload: null };

/** A frame that is valid both ways. */
function also(reading: Reading & { kind: "message" }, other: Reading | null): Reading {
  if (other?.kind !== "message" && other?.kind !== "unchecked") return reading;
  return { ...reading, also: [...reading.also, other.message.name, ...other.also] };
}

function only({ own, other }: Candidates, kind: "json" | "text"): Candidates {
  const ofKind = (messages: readonly Message[]): Message[] =>
    messages.filter(({ content }) => content.kind === kind);
  return { own: ofKind(own), other: ofKind(other) };
}

function isNone({ own, other }: Candidates): boolean {
  return own.length === 0 && other.length === 0;
}

function uncheckedAmong(own: readonly Message[]): Reading | null {
  const [message, ...rest] = own.filter(({ content }) => content.kind === "unchecked");
  if (message?.content.kind !== "unchecked") return null;
  return { kind: "unchecked", message, why: message.content.why, also: rest.map(({ name }) => name) };
}

type Parsed =
  | { readonly kind: "json"; readonly value: Json }
  | { readonly kind: "bad"; readonly why: string };

/** Remembers the last text: an answer without a discriminator is read again among the replies of its exchange. */
function rememberingParser(): (text: string) => Parsed {
  let last = "";
  let result = parse(last);
  return (text) => {
    if (text === last) return result;
    result = parse(text);
    last = text;
    return result;
  };
}

function parse(text: string): Parsed {
  try {
    const value: Json = JSON.parse(text);
    return { kind: "json", value };
  } catch (error) {
    return { kind: "bad", why: error instanceof Error ? error.message : String(error) };
  }
}
