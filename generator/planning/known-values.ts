import type { SchemaFault } from "../../contract/frame.ts";
import type { Json } from "../../contract/json.ts";
import type { Message, PayloadPointer } from "../../contract/model.ts";
import { Unsatisfiable } from "../../samples/index.ts";
import { type Payload, plain, withJson } from "../payload.ts";
import type { Planning } from "./planning.ts";

/** A payload with config values in it, and where they stand. */
export interface WithValues {
  readonly payload: Payload;
  readonly fixed: readonly PayloadPointer[];
}

/**
 * Puts the config values of a message into one of its payloads: all of them where it is valid so, else each that leaves
 * it valid. A value for one variant of a message does not fit another one; that it fits none is found by `uselessValues`.
 */
export function withValues(planning: Planning, message: Message, payload: Payload): WithValues {
  const values = valuesFor(planning, message.name);
  const all = values.reduce((filled, [pointer, value]) => withJson(filled, pointer, value), payload);
  if (faultsOf(planning, message, all).length === 0)
    return { payload: all, fixed: values.map(([pointer]) => pointer) };
  return values.reduce<WithValues>(
    (filled, [pointer, value]) => {
      const next = withJson(filled.payload, pointer, value);
      if (faultsOf(planning, message, next).length > 0) return filled;
      return { payload: next, fixed: [...filled.fixed, pointer] };
    },
    { payload, fixed: [] },
  );
}

/** Config values of a message, by pointer. */
export function valuesFor({ values }: Planning, message: string): (readonly [PayloadPointer, Json])[] {
  const prefix = `${message}#`;
  return Object.entries(values)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => [key.slice(prefix.length), value] as const);
}

/** A config value that no request can hold. */
export interface UselessValue {
  /** `message#/pointer`, as the config has it. */
  readonly key: string;
  /** The first rule that a request with it breaks. */
  readonly fault: SchemaFault;
}

/** Config values with which no example and no sample of their message is valid: they would be left out everywhere. */
export function uselessValues(planning: Planning): UselessValue[] {
  const messages = planning.contract.channels.flatMap((channel) => channel.messages);
  const named = new Map(messages.toReversed().map((message) => [message.name, message]));
  return [...named.values()].toReversed().flatMap((message) => {
    const values = valuesFor(planning, message.name);
    if (values.length === 0) return [];
    const payloads = payloadsOf(planning, message);
    const used = new Set(payloads.flatMap((payload) => withValues(planning, message, payload).fixed));
    return values.flatMap(([pointer, value]) => {
      const [first] = payloads;
      if (used.has(pointer) || first === undefined) return [];
      const [fault] = faultsOf(planning, message, withJson(first, pointer, value));
      return fault === undefined ? [] : [{ key: `${message.name}#${pointer}`, fault }];
    });
  });
}

/** Payloads of every variant: declared examples, one sample, one for each branch and boundary. */
function payloadsOf({ sampler }: Planning, message: Message): Payload[] {
  const { content, examples } = message;
  const shown = examples.map(({ payload }) => payload);
  try {
    const made = [sampler.message(message, `${message.name} 1`)];
    const varied =
      content.kind === "json" ? sampler.boundaries(content.schema).map(({ value }) => value) : [];
    return [...shown, ...made, ...varied].map(plain);
  } catch (error) {
    if (error instanceof Unsatisfiable) return shown.map(plain);
    throw error;
  }
}

function faultsOf({ reader }: Planning, message: Message, { json }: Payload): readonly SchemaFault[] {
  return reader.check(message, json);
}
