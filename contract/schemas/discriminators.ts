import { type Json, jsonEqual } from "../json.ts";
import { pointerTokens } from "../json-pointer.ts";
import type { PayloadPointer } from "../model.ts";
import type { Constant } from "./constants.ts";

/** A message with everything constant in it. */
export interface Discriminated {
  readonly name: string;
  readonly constants: readonly Constant[];
}

/**
 * The constants of each message that are needed to tell it from the others which may come from the same side:
 * the one that most messages share first (a `type`), another only where that does not suffice. What identifies
 * nothing stays out, so that a wrong error code is a broken error message and not an unknown one. A message that
 * is alone on its side is told from those of the other side; one that is alone at all keeps its first constant.
 */
export function discriminators(
  messages: readonly Discriminated[],
  sameSide: (left: string, right: string) => boolean,
): Map<string, Constant[]> {
  const order = pointersByUse(messages);
  return new Map(
    messages.map((message) => {
      const others = messages.filter((one) => one !== message);
      const near = chosen(
        message,
        others.filter((one) => sameSide(one.name, message.name)),
        order,
      );
      return [message.name, near.length > 0 ? near : chosen(message, others, order)];
    }),
  );
}

function pointersByUse(messages: readonly Discriminated[]): PayloadPointer[] {
  const uses = new Map<PayloadPointer, number>();
  for (const { constants } of messages)
    for (const { pointer, values } of constants)
      uses.set(pointer, (uses.get(pointer) ?? 0) + (values.length === 1 ? 1 : 0.5));
  return [...uses.keys()].sort(
    (left, right) =>
      (uses.get(right) ?? 0) - (uses.get(left) ?? 0) ||
      pointerTokens(left).length - pointerTokens(right).length,
  );
}

function chosen(
  { constants }: Discriminated,
  others: readonly Discriminated[],
  order: readonly PayloadPointer[],
): Constant[] {
  const ranked = order.flatMap((pointer) => constants.find((one) => one.pointer === pointer) ?? []);
  const kept = new Set<Constant>(others.length === 0 ? ranked.filter(isSingle).slice(0, 1) : []);
  let left = others;
  for (const constant of ranked) {
    const apart = left.filter((other) => tells(constant, other, "differs"));
    if (apart.length === 0) continue;
    kept.add(constant);
    left = left.filter((other) => !tells(constant, other, "differs") && !tells(constant, other, "lacks"));
  }
  for (const constant of ranked) {
    if (!isSingle(constant) || !left.some((other) => tells(constant, other, "lacks"))) continue;
    kept.add(constant);
    left = left.filter((other) => !tells(constant, other, "lacks"));
  }
  return constants.filter((constant) => kept.has(constant));
}

function isSingle({ values }: Constant): boolean {
  return values.length === 1;
}

/** `differs`: the other has other values there; `lacks`: it has no constant there. */
function tells(constant: Constant, other: Discriminated, how: "differs" | "lacks"): boolean {
  const same = other.constants.find(({ pointer }) => pointer === constant.pointer);
  if (same === undefined) return how === "lacks";
  return how === "differs" && !constant.values.some((value) => has(same.values, value));
}

function has(values: readonly Json[], value: Json): boolean {
  return values.some((one) => jsonEqual(one, value));
}
