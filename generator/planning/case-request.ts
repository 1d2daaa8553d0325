import { messageNamed } from "../../contract/index.ts";
import { isObject, type Json } from "../../contract/json.ts";
import { pointerOf } from "../../contract/json-pointer.ts";
import type { Case, Channel, ClientOperation, PayloadPointer } from "../../contract/model.ts";
import { patched, plain } from "../payload.ts";
import { type BaseRequest, baseRequest } from "./base-request.ts";
import type { Planning } from "./planning.ts";
import { firstNames } from "./sequence-shape.ts";

/** The request of a case: its example as it stands, or its patch over the operation's usual request. */
export function caseRequest(
  planning: Planning,
  channel: Channel,
  operation: ClientOperation,
  one: Case,
): BaseRequest {
  if (one.send.kind === "merge") {
    const base = baseRequest(planning, channel, operation);
    const payload = patched(base.payload, one.send.patch);
    const fixed = [...base.fixed, ...leavesOf(one.send.patch, "")];
    const request = { ...base, payload, fixed, covers: [one.place] };
    return isOfNothing(channel, request, one) ? { ...request, ofNothing: true } : request;
  }
  const { message: name, example: wanted } = one.send;
  const message = messageNamed(channel, name);
  const example = message.examples.find((known) => known.name === wanted) ?? message.examples[0];
  if (example === undefined) throw new RangeError(`message ${name} has no example ${wanted}`);
  const covers = [one.place, example.place];
  return {
    operation,
    message,
    payload: plain(example.payload),
    claim: "accepted",
    covers,
    fillable: false,
    fixed: [],
  };
}

/** An id of its own, and an error or a refusal for it: there is nothing under that id. */
function isOfNothing(channel: Channel, { message, fixed }: BaseRequest, { expect }: Case): boolean {
  if (!message.correlation.some((pointer) => fixed.includes(pointer))) return false;
  const errors = new Set(channel.messages.filter(({ error }) => error).map(({ name }) => name));
  return expect.kind === "outcome" || firstNames(expect.sequence).every((name) => errors.has(name));
}

/** Pointers of everything that a patch says. */
function leavesOf(patch: Json, at: PayloadPointer): PayloadPointer[] {
  if (!isObject(patch)) return [at];
  return Object.entries(patch).flatMap(([name, inner]) => leavesOf(inner, at + pointerOf(name)));
}
