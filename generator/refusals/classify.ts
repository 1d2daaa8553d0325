import { clientMessages, clientOperationOf, messageNamed } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import type { Channel, ClientOperation, Message, RejectKind, Refusal } from "../../contract/model.ts";
import { Unsatisfiable } from "../../samples/index.ts";
import type { Planning } from "../planning/planning.ts";
import { either } from "./bad-input.ts";

/** What is wrong with a text frame from a client, and what the document promises for it. */
export interface Fault {
  readonly reject: RejectKind;
  readonly refusal: Refusal;
  readonly operation: ClientOperation | null;
}

/** Reads a frame as the judge will read it; null: it is a message that clients may send, or none that anyone here can check. */
export function faultOf(planning: Planning, channel: Channel, text: string): Fault | null {
  const reading = planning.reader.read(channel, "client", { kind: "text", text });
  switch (reading.kind) {
    case "malformed":
    case "empty":
    case "misdirected":
      return { reject: reading.kind, refusal: channel.rejects[reading.kind], operation: null };
    case "unknown":
      return { reject: "unknown", refusal: unknownRefusal(channel), operation: null };
    case "invalid": {
      const operation = clientOperationOf(channel, reading.message.name);
      const { invalid } = (operation ?? channel).rejects;
      // Several messages, and nothing constant tells them apart: what is wrong has two names.
      const isTold = reading.message.constants.length > 0 || spokenMessages(channel).length === 1;
      const refusal = isTold ? invalid : either(channel.rejects.unknown, invalid);
      return { reject: "invalid", refusal, operation };
    }
    case "binary":
    case "message":
    case "unchecked":
      return null;
  }
}

/** Without discriminators an unknown message can't be told from an invalid one: either outcome. */
function unknownRefusal(channel: Channel): Refusal {
  const { unknown, invalid } = channel.rejects;
  const told = spokenMessages(channel).some(({ constants }) => constants.length > 0);
  return told ? unknown : either(unknown, invalid);
}

/** Messages that clients may send. */
export function spokenMessages(channel: Channel): readonly Message[] {
  const found = spoken.get(channel) ?? clientMessages(channel).map((name) => messageNamed(channel, name));
  spoken.set(channel, found);
  return found;
}

/** Of each channel, once: every broken value of every message asks. */
const spoken = new WeakMap<Channel, readonly Message[]>();

/** A payload as it goes over the wire; null where the message's content can't carry it. */
export function wireText(message: Message, payload: Json): string | null {
  if (message.content.kind === "json") return JSON.stringify(payload);
  return message.content.kind === "text" && typeof payload === "string" ? payload : null;
}

/** A longer one is too large besides, and may be refused for that. */
export function fitsLimit({ limits: { messageBytes } }: Channel, text: string): boolean {
  return messageBytes === null || Buffer.byteLength(text) <= messageBytes;
}

/** A valid payload to start from: the first example, else a sample; null for content that nobody here can make. */
export function startOf(planning: Planning, message: Message): Json | null {
  const { content } = message;
  if (content.kind !== "json" && content.kind !== "text") return null;
  try {
    return planning.sampler.message(message, `${message.name} 1`);
  } catch (error) {
    if (error instanceof Unsatisfiable) return null;
    throw error;
  }
}
