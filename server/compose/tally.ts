import { isAbout } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import { pointerGet } from "../../contract/json-pointer.ts";
import type { ClientOperation, Message, Pointer } from "../../contract/model.ts";

/** What an exchange has said so far, as far as its rules look back. */
export interface Tally {
  /** How many of each message. */
  readonly sent: Map<string, number>;
  /** For each `ordered`, in their order: the last value and how many there were. */
  readonly ordered: { last: Json | undefined; count: number }[];
  /** For each `joins`: the items so far. */
  readonly items: Json[][];
}

export function newTally(operation: ClientOperation): Tally {
  return {
    sent: new Map(),
    ordered: operation.ordered.map(() => ({ last: undefined, count: 0 })),
    items: operation.joins.map(() => []),
  };
}

/** Counts a message that goes out. */
export function count(tally: Tally, operation: ClientOperation, message: Message, payload: Json): void {
  for (const [index, { at }] of operation.ordered.entries()) {
    const entry = tally.ordered[index];
    const value = pointsAt(at, message, sentOf(tally, message.name))
      ? pointerGet(payload, at.pointer)
      : undefined;
    if (entry !== undefined && value !== undefined) {
      entry.last = value;
      entry.count += 1;
    }
  }
  for (const [index, { item }] of operation.joins.entries()) {
    const value = pointsAt(item, message, sentOf(tally, message.name))
      ? pointerGet(payload, item.pointer)
      : undefined;
    if (value !== undefined) tally.items[index]?.push(value);
  }
  tally.sent.set(message.name, sentOf(tally, message.name) + 1);
}

export function sentOf(tally: Tally, name: string): number {
  return tally.sent.get(name) ?? 0;
}

/** True where a pointer means this message, the `index`-th of its name (from 0). `reply`: any that is no error. */
export function pointsAt(pointer: Pointer, message: Message, index: number): boolean {
  const named =
    isAbout(pointer, message.name) || pointer.of === "" || (pointer.of === "reply" && !message.error);
  return named && (pointer.index === null || pointer.index === index);
}
