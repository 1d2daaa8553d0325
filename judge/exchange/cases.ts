import { acceptsAt, stepSequence } from "../../contract/index.ts";
import { isObject, type Json, jsonEqual } from "../../contract/json.ts";
import { pointerGet } from "../../contract/json-pointer.ts";
import type { Case, Channel, ClientOperation, Message } from "../../contract/model.ts";
import type { Exchange } from "./exchange.ts";
import { outcomesText } from "../refusal/declared.ts";
import { hasOne, pointerText, pointsAt } from "../pointers.ts";
import { jsonText } from "../narrative/words.ts";

/** The first declared case that this request is, as the vocabulary has it; null for none. */
export function caseOf(
  channel: Channel,
  { cases }: ClientOperation,
  { message, payload }: { readonly message: Message; readonly payload: Json },
): Case | null {
  return (
    cases.find(({ send }) => {
      if (send.kind === "merge") return contains(payload, send.patch);
      const from = channel.messages.find(({ name }) => name === send.message);
      const example = from?.examples.find(({ name }) => name === send.example);
      return send.message === message.name && example !== undefined && jsonEqual(example.payload, payload);
    }) ?? null
  );
}

/** True where merging the patch (RFC 7396) would change nothing. */
function contains(value: Json | undefined, patch: Json): boolean {
  if (patch === null) return value === undefined;
  if (!isObject(patch)) return jsonEqual(value, patch);
  if (!isObject(value)) return false;
  for (const key of Object.keys(patch))
    if (!contains(Object.hasOwn(value, key) ? value[key] : undefined, patch[key] ?? null)) return false;
  return true;
}

/** What the exchange's case says about its next message: the case's next state, and what is wrong ("" for nothing). */
export interface CaseStep {
  readonly state: number;
  readonly wrong: string;
}

export function caseStep(exchange: Exchange, message: Message, payload: Json): CaseStep {
  const { held, heldState } = exchange;
  if (held === null || heldState < 0 || held.expect.kind !== "sequence")
    return { state: heldState, wrong: "" };
  const { sequence } = held.expect;
  const state = stepSequence(sequence, heldState, message.name);
  if (state === null) {
    // Of an exchange that never ends the case says only how it begins.
    if (exchange.view.phase === "open-ended" && acceptsAt(sequence, heldState))
      return { state: heldState, wrong: "" };
    return { state: -1, wrong: `\`${message.name}\` is not what comes here` };
  }
  const index = exchange.counts.of(message.name);
  const broken = held.where.find(
    ({ at, values }) => pointsAt(at, message, index) && !hasOne(values, pointerGet(payload, at.pointer)),
  );
  if (broken === undefined) return { state, wrong: "" };
  return { state: -1, wrong: `${broken.at.pointer} is ${jsonText(pointerGet(payload, broken.at.pointer))}` };
}

/** True where the case has what it expects, or says nothing more. */
export function caseDone({ held, heldState }: Exchange): boolean {
  if (held === null || heldState < 0 || held.expect.kind !== "sequence") return true;
  return acceptsAt(held.expect.sequence, heldState);
}

/** A case as the document writes it, shortened. */
export function caseText({ name, expect, where }: Case): string {
  const expected = expect.kind === "sequence" ? expect.sequence.text : outcomesText(expect.outcomes);
  const values = where.map(
    ({ at, values: all }) => `${pointerText(at)}: ${all.map((value) => jsonText(value)).join(" or ")}`,
  );
  return `case "${name}": expect: ${expected}${values.length === 0 ? "" : `, where: {${values.join(", ")}}`}`;
}
