import { Arbitrary, type Random as Source, type Stream, stream, Value } from "fast-check";
import {
  acceptsAt,
  type Json,
  messageNamed,
  operationNamed,
  pointerSet,
  stepSequence,
  isAbout,
} from "../contract/index.ts";
import type { Channel, ClientOperation, Contract, Message } from "../contract/model.ts";
import type { Workshop } from "./attempts.ts";
import { type ExchangeIds, idsOf, withFreshIds, withIds } from "./exchange-ids.ts";
import { messageArbitrary } from "./message-arbitrary.ts";
import { createWorkshop } from "./workshop.ts";
import { Unsatisfiable } from "./unsatisfiable.ts";

/** One thing that a client says on its walk. */
export interface WalkStep {
  readonly operation: string;
  readonly message: string;
  readonly payload: Json;
}

export interface WalkOptions {
  readonly seed?: number;
  /** So many steps at most; default 8. */
  readonly most?: number;
}

/**
 * Any walk of a client through a channel: operations in an order that its `conversation` allows, each with a valid
 * request, literal `fills` in place and correlation ids that no two exchanges share (an interrupting operation takes
 * those of the exchange that it ends). Shrinks to fewer steps and smaller payloads that still keep to it. A walk may
 * stop anywhere; fills that only a connection knows are left to whoever sends it. Throws `Unsatisfiable` where no
 * operation can be made.
 */
export function walksOf(
  contract: Contract,
  channel: Channel,
  options: WalkOptions = {},
): Arbitrary<readonly WalkStep[]> {
  return new WalkArbitrary(createWorkshop(contract, options.seed ?? 1), channel, options.most ?? 8);
}

class WalkArbitrary extends Arbitrary<readonly WalkStep[]> {
  readonly #shop: Workshop;
  readonly #channel: Channel;
  readonly #most: number;
  readonly #sayings = new Map<string, readonly Saying[]>();

  constructor(shop: Workshop, channel: Channel, most: number) {
    super();
    this.#shop = shop;
    this.#channel = channel;
    this.#most = most;
    for (const operation of channel.operations)
      if (operation.kind === "client") this.#sayings.set(operation.name, sayingsOf(shop, channel, operation));
    if ([...this.#sayings.values()].every((sayings) => sayings.length === 0))
      throw new Unsatisfiable(channel.name, "no operation of the channel can be made");
  }

  override generate(source: Source, bias: number | undefined): Value<readonly WalkStep[]> {
    const steps: WalkStep[] = [];
    const length = source.nextInt(1, this.#most);
    for (let state: number | null = 0; state !== null && steps.length < length; ) {
      const possible = this.#possible(state);
      const name = possible[source.nextInt(0, Math.max(0, possible.length - 1))];
      const sayings = name === undefined ? [] : (this.#sayings.get(name) ?? []);
      const saying = sayings[source.nextInt(0, Math.max(0, sayings.length - 1))];
      if (name === undefined || saying === undefined) break;
      const payload = saying.arbitrary.generate(source, bias).value;
      steps.push({ operation: name, message: saying.message.name, payload });
      state = this.#next(state, name);
    }
    return new Value(this.#dressed(steps), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is readonly WalkStep[] {
    return Array.isArray(value) && this.#keeps(value);
  }

  override shrink(steps: readonly WalkStep[]): Stream<Value<readonly WalkStep[]>> {
    return stream(this.#smaller(steps)).map((less) => new Value(less, undefined));
  }

  *#smaller(steps: readonly WalkStep[]): IterableIterator<readonly WalkStep[]> {
    for (let length = 1; length < steps.length; length *= 2) {
      const tail = steps.slice(-length);
      if (this.#keeps(tail)) yield tail;
      yield steps.slice(0, length);
    }
    for (const index of steps.keys()) {
      const fewer = steps.filter((_, at) => at !== index);
      if (fewer.length > 0 && this.#keeps(fewer)) yield fewer;
    }
    for (const [index, step] of steps.entries())
      for (const { value } of this.#saying(step)?.arbitrary.shrink(step.payload, undefined) ?? []) {
        const payload = this.#sameIds(step, value);
        if (
          JSON.stringify(payload).length <= JSON.stringify(step.payload).length &&
          JSON.stringify(payload) !== JSON.stringify(step.payload)
        )
          yield steps.map((one, at) => (at === index ? { ...step, payload } : one));
      }
  }

  #possible(state: number): string[] {
    const { conversation } = this.#channel;
    return [...this.#sayings].flatMap(([name, sayings]) =>
      sayings.length > 0 && (conversation.kind === "any" || this.#next(state, name) !== null) ? [name] : [],
    );
  }

  #next(state: number, name: string): number | null {
    const { conversation } = this.#channel;
    return conversation.kind === "any" ? 0 : stepSequence(conversation.sequence, state, name);
  }

  #keeps(steps: readonly WalkStep[]): boolean {
    let state: number | null = 0;
    for (const { operation } of steps) {
      state = state === null ? null : this.#next(state, operation);
      if (state === null) return false;
    }
    return true;
  }

  #saying({ operation, message }: WalkStep): Saying | undefined {
    return this.#sayings.get(operation)?.find((one) => one.message.name === message);
  }

  #sameIds(step: WalkStep, payload: Json): Json {
    const message = messageNamed(this.#channel, step.message);
    return withIds(this.#shop, message, payload, idsOf(message, step.payload));
  }

  /** Fresh ids for each exchange; those of its target for an interruption. */
  #dressed(steps: readonly WalkStep[]): WalkStep[] {
    const latest = new Map<string, ExchangeIds>();
    return steps.map((step, index) => {
      const message = messageNamed(this.#channel, step.message);
      const operation = operationNamed(this.#channel, step.operation);
      const ends =
        operation.kind === "client" ? operation.interrupts.find((name) => latest.has(name)) : undefined;
      const ids = ends === undefined ? undefined : latest.get(ends);
      const payload =
        ids === undefined
          ? withFreshIds(this.#shop, message, step.payload, index + 1)
          : withIds(this.#shop, message, step.payload, ids);
      latest.set(step.operation, idsOf(message, payload));
      return { ...step, payload };
    });
  }
}

interface Saying {
  readonly message: Message;
  readonly arbitrary: Arbitrary<Json>;
}

/** The requests of an operation that can be made. */
function sayingsOf(shop: Workshop, channel: Channel, operation: ClientOperation): Saying[] {
  return operation.requests.flatMap((name) => {
    const message = messageNamed(channel, name);
    const arbitrary = messageArbitrary(shop, message, (payload) => filled(operation, message, payload));
    return arbitrary === null ? [] : [{ message, arbitrary }];
  });
}

/** With the `fills` that the document itself gives. */
function filled({ fills }: ClientOperation, { name }: Message, payload: Json): Json {
  return fills.reduce(
    (whole: Json, { to, source }) =>
      source.kind === "literal" && (to.of === "request" || isAbout(to, name))
        ? pointerSet(whole, to.pointer, source.value)
        : whole,
    payload,
  );
}

/** May a walk that went this far end here, by the channel's `conversation`? */
export function isWholeWalk(channel: Channel, steps: readonly WalkStep[]): boolean {
  const { conversation } = channel;
  if (conversation.kind === "any") return true;
  let state: number | null = 0;
  for (const { operation } of steps)
    state = state === null ? null : stepSequence(conversation.sequence, state, operation);
  return state !== null && acceptsAt(conversation.sequence, state);
}
