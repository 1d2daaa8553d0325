import type { FrameData, Reading } from "../../contract/frame.ts";
import type { Json } from "../../contract/json.ts";
import { clientMessages, clientOperationOf } from "../../contract/index.ts";
import { assertNever } from "../../contract/assert-never.ts";
import type { Channel, ClientOperation, Message, RejectKind } from "../../contract/model.ts";
import { idOf, idsIn } from "./correlation.ts";

/** A frame that clients must not send: its kinds of fault, and what can be read in it. */
export interface BadInput {
  readonly kinds: readonly RejectKind[];
  /** True where the kinds are two names for one fault, which nobody can tell apart. */
  readonly alternatives: boolean;
  readonly operation: ClientOperation | null;
  readonly ids: readonly string[];
  /** The same with ids that are themselves at fault. */
  readonly carried: readonly string[];
  /** The id where the message itself has it; null: none can be read there. */
  readonly ownId: string | null;
}

/** What is wrong with a client's frame by itself; null for a message that clients may send. */
export function badInput(channel: Channel, data: FrameData, reading: Reading): BadInput | null {
  const own = badReading(channel, reading);
  const most = channel.limits.messageBytes;
  if (most === null || !isLarger(data, most)) return own;
  if (own !== null) return { ...own, kinds: ["tooLarge", ...own.kinds], alternatives: false };
  if (reading.kind !== "message") return bad(["tooLarge"]);
  const operation = clientOperationOf(channel, reading.message.name);
  const ids = readableIds(channel, reading.payload);
  return bad(["tooLarge"], { operation, ids, ownId: idOf(reading.message, reading.payload) });
}

/** By the UTF-8 bytes of a text, or the bytes themselves. */
function isLarger(data: FrameData, most: number): boolean {
  if (data.kind === "binary") return data.bytes.byteLength > most;
  // No character of a string takes more than three bytes.
  return data.text.length * 3 > most && Buffer.byteLength(data.text) > most;
}

function bad(kinds: readonly RejectKind[], more: Partial<BadInput> = {}): BadInput {
  const { ids = [], carried = ids } = more;
  return { kinds, alternatives: kinds.length > 1, operation: null, ownId: null, ...more, ids, carried };
}

function badReading(channel: Channel, reading: Reading): BadInput | null {
  switch (reading.kind) {
    case "message":
    case "unchecked":
      return null;
    case "malformed":
    case "empty":
    case "binary":
      return bad([reading.kind]);
    case "misdirected":
      return bad(["misdirected"], { ids: readableIds(channel, reading.payload) });
    case "unknown": {
      const nameless = requests(channel).filter(({ constants }) => constants.length === 0);
      const operation = nameless.length === 1 ? clientOperationOf(channel, nameless[0]?.name ?? "") : null;
      const ids = readableIds(channel, reading.payload);
      return bad(nameless.length === 0 ? ["unknown"] : ["unknown", "invalid"], { operation, ids });
    }
    case "invalid": {
      const { message, payload, faults } = reading;
      const sound = requests(channel).map((one) =>
        withoutFaults(
          one,
          faults.map(({ at }) => at),
        ),
      );
      const operation = clientOperationOf(channel, message.name);
      const kinds: RejectKind[] = message.constants.length > 0 ? ["invalid"] : ["invalid", "unknown"];
      const own = sound.find(({ name }) => name === message.name);
      return bad(kinds, {
        operation,
        ids: idsIn(sound, payload),
        carried: readableIds(channel, payload),
        ownId: own === undefined ? null : idOf(own, payload),
      });
    }
    default:
      return assertNever(reading);
  }
}

/** Every id that the frame carries, wherever a message of clients has one. */
export function readableIds(channel: Channel, payload: Json): readonly string[] {
  const messages = identifying(channel);
  return messages.length === 0 ? NO_IDS : idsIn(messages, payload);
}

const NO_IDS: readonly string[] = [];
const carriers = new WeakMap<Channel, readonly Message[]>();

/** One message of clients for each place where they have an id; looked up once. */
function identifying(channel: Channel): readonly Message[] {
  const found = carriers.get(channel);
  if (found !== undefined) return found;
  const byPlace = new Map<string, Message>();
  for (const message of requests(channel)) {
    const key = JSON.stringify(message.correlation);
    if (message.correlation.length > 0 && !byPlace.has(key)) byPlace.set(key, message);
  }
  const messages = [...byPlace.values()];
  carriers.set(channel, messages);
  return messages;
}

const known = new WeakMap<Channel, readonly Message[]>();

/** Messages that clients may send; looked up once. */
function requests(channel: Channel): readonly Message[] {
  const found = known.get(channel);
  if (found !== undefined) return found;
  const names = clientMessages(channel);
  const messages = channel.messages.filter(({ name }) => names.includes(name));
  known.set(channel, messages);
  return messages;
}

/** An id that is itself the fault is not readable. */
function withoutFaults(message: Message, faults: readonly string[]): Message {
  const readable = message.correlation.every((pointer) => !faults.includes(pointer));
  return readable ? message : { ...message, correlation: [] };
}
