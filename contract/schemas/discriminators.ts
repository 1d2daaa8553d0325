import { isObject, type Json, jsonEqual } from "../json.ts";
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
  sidesOf: (name: string) => readonly string[],
): Map<string, Constant[]> {
  const rank = pointersByUse(messages);
  const all = new Crowd(messages);
  const sides = new Map<string, Crowd>();
  const near = (message: Discriminated): Crowd => {
    const own = sidesOf(message.name);
    const key = own.toSorted().join(" ");
    const crowd =
      sides.get(key) ??
      new Crowd(messages.filter(({ name }) => sidesOf(name).some((side) => own.includes(side))));
    sides.set(key, crowd);
    return crowd;
  };
  return new Map(
    messages.map((message) => {
      const ranked = message.constants.toSorted(
        (left, right) => (rank.get(left.pointer) ?? 0) - (rank.get(right.pointer) ?? 0),
      );
      const own = near(message).tellsApart(message, ranked);
      return [message.name, own.length > 0 ? own : all.tellsApart(message, ranked)];
    }),
  );
}

/** Pointers and their rank: what most messages have comes first. */
function pointersByUse(messages: readonly Discriminated[]): Map<PayloadPointer, number> {
  const uses = new Map<PayloadPointer, number>();
  for (const { constants } of messages)
    for (const { pointer, values } of constants)
      uses.set(pointer, (uses.get(pointer) ?? 0) + (values.length === 1 ? 1 : 0.5));
  const sorted = [...uses.keys()].sort(
    (left, right) =>
      (uses.get(right) ?? 0) - (uses.get(left) ?? 0) ||
      pointerTokens(left).length - pointerTokens(right).length,
  );
  return new Map(sorted.map((pointer, index) => [pointer, index]));
}

/** Messages that have to be told apart, by their constants: each is compared with its likes only, not with all. */
class Crowd {
  readonly #size: number;
  readonly #members: ReadonlySet<Discriminated>;
  readonly #holders = new Map<PayloadPointer, Set<Discriminated>>();
  readonly #byValue = new Map<string, Set<Discriminated>>();

  constructor(messages: readonly Discriminated[]) {
    this.#size = messages.length;
    this.#members = new Set(messages);
    for (const message of messages)
      for (const { pointer, values } of message.constants) {
        added(this.#holders, pointer, message);
        for (const value of values) added(this.#byValue, `${pointer} ${canonical(value)}`, message);
      }
  }

  /** Those of the ranked constants, in the message's own order, that tell it from all others. */
  tellsApart(message: Discriminated, ranked: readonly Constant[]): Constant[] {
    const count = this.#size - (this.#members.has(message) ? 1 : 0);
    const kept = new Set<Constant>(count === 0 ? ranked.filter(isSingle).slice(0, 1) : []);
    // Null: all others.
    let left: readonly Discriminated[] | null = null;
    for (const constant of ranked) {
      const like: readonly Discriminated[] =
        left?.filter((other) => tells(constant, other) === "like") ?? this.#alike(message, constant);
      const holders: number =
        left?.filter((other) => tells(constant, other) !== "lacks").length ??
        this.#holdingCount(message, constant);
      if (holders === like.length) continue;
      kept.add(constant);
      left = like;
    }
    for (const constant of ranked) {
      if (!isSingle(constant)) continue;
      const holding: readonly Discriminated[] | null =
        left?.filter((other) => tells(constant, other) !== "lacks") ?? null;
      const holders = holding?.length ?? this.#holdingCount(message, constant);
      if (holders === (left?.length ?? count)) continue;
      kept.add(constant);
      left = holding ?? this.#holding(message, constant);
    }
    return message.constants.filter((constant) => kept.has(constant));
  }

  #alike(message: Discriminated, { pointer, values }: Constant): Discriminated[] {
    const alike = new Set(
      values.flatMap((value) => [...(this.#byValue.get(`${pointer} ${canonical(value)}`) ?? [])]),
    );
    alike.delete(message);
    return [...alike];
  }

  #holdingCount(message: Discriminated, { pointer }: Constant): number {
    const holders = this.#holders.get(pointer);
    return (holders?.size ?? 0) - (holders?.has(message) ? 1 : 0);
  }

  #holding(message: Discriminated, { pointer }: Constant): Discriminated[] {
    return [...(this.#holders.get(pointer) ?? [])].filter((one) => one !== message);
  }
}

function added<K>(map: Map<K, Set<Discriminated>>, key: K, message: Discriminated): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, new Set([message]));
  else known.add(message);
}

function isSingle({ values }: Constant): boolean {
  return values.length === 1;
}

/** How another message stands to a constant: it has none there, other values, or some of the same. */
function tells({ pointer, values }: Constant, { constants }: Discriminated): "lacks" | "differs" | "like" {
  const other = constants.find((one) => one.pointer === pointer);
  if (other === undefined) return "lacks";
  return values.some((value) => other.values.some((one: Json) => jsonEqual(one, value))) ? "like" : "differs";
}

/** The same text for values that are equal, in whatever order their keys stand. */
function canonical(value: Json): string {
  return JSON.stringify(value, (_, inner: Json) =>
    isObject(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}
