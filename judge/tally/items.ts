import type { Channel, HandshakeField, Place } from "../../contract/model.ts";
import type { CoverageItem, ItemKind } from "./model.ts";

/** An item whose id is made of what it is and where. */
export function item(
  about: { readonly kind: ItemKind; readonly channel: string; readonly subject: string },
  place: Place,
  more: { readonly label: string; readonly detail?: string } & Partial<CoverageItem>,
): CoverageItem {
  const { label, detail = "", ...rest } = more;
  const id = itemId(about, place, detail);
  return { id, ...about, label, place, evidence: "traffic", chosenBy: "client", ...rest };
}

export function itemId(
  { kind, channel, subject }: { readonly kind: ItemKind; readonly channel: string; readonly subject: string },
  place: Place,
  detail: string = "",
): string {
  return `${kind}|${channel}|${subject}|${place}|${detail}`;
}

/**
 * Id of a value or a branch of a schema: a schema that many messages share declares it once for what clients send, and
 * once for what the service sends.
 */
export function valueId(kind: "value" | "branch", chosenBy: "client" | "server", place: Place): string {
  return itemId({ kind, channel: "", subject: chosenBy }, place);
}

/** Id of a step of an automaton. */
export function stepId(
  about: { readonly channel: string; readonly subject: string },
  place: Place,
  { from, on }: { readonly from: number; readonly on: string },
): string {
  return itemId({ kind: "transition", ...about }, place, `${from} ${on}`);
}

/** What a handshake may carry. */
export function fieldsOf({ parameters, query, headers }: Channel): readonly HandshakeField[] {
  return [...parameters, ...query, ...headers];
}

/** Lists by key, in the order of their first member. */
export function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}
