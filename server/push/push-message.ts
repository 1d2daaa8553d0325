import { messageNamed } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import { pointerGet } from "../../contract/json-pointer.ts";
import type { Message } from "../../contract/model.ts";
import { type Correlation, correlationEdits } from "../compose/correlation.ts";
import type { Edit } from "../compose/edit.ts";
import { orderedEdits } from "../compose/rules.ts";
import { echoEdits, type Sources } from "../compose/sources.ts";
import type { Exchange } from "../exchange/exchange.ts";
import { identityEdits } from "../identity.ts";
import { uuidFrom } from "../uuid.ts";
import type { World } from "../world.ts";
import type { Push } from "./push-index.ts";

export interface PushSource {
  readonly push: Push;
  /** Counts the pushes of this operation: which of its messages and examples is next. */
  readonly turn: number;
  readonly sources: Sources;
}

/** What is settled about a pushed message before anybody is known who gets it. */
export interface PlannedPush {
  readonly message: Message;
  readonly turn: number;
  readonly edits: readonly Edit[];
  /** The id that a trigger gives it; null where it gives none, so that every subscription is meant. */
  readonly correlation: Correlation;
}

/** The message that a trigger sends, the same for everyone who gets it. */
export function planPush(world: World, source: PushSource): PlannedPush {
  const { push, turn, sources } = source;
  const { channel, operation } = push;
  const names = choicesOf(push);
  const name = names[turn % Math.max(1, names.length)];
  const message = messageNamed(channel, name ?? "");
  const echoes = echoEdits(world.contract, message, { echoes: operation.echoes, sources, index: 0 });
  const ids = idEdits(message, source).filter(({ at }) => !echoes.some((echo) => echo.at === at));
  const edits = [...ids, ...echoes];
  const id = message.correlation.map((at) => edits.find((edit) => edit.at === at)?.values[0] ?? null);
  return { message, turn, edits, correlation: id.length === 0 || id.includes(null) ? null : id };
}

/** A good request's reply is no error, unless there is nothing else. */
function choicesOf({ channel, operation: { messages, audience } }: PushSource["push"]): readonly string[] {
  if (audience.kind !== "requester") return messages;
  const good = messages.filter((name) => !messageNamed(channel, name).error);
  return good.length === 0 ? messages : good;
}

export function pushPayload(world: World, { message, turn, edits }: PlannedPush): Json {
  return world.composer.compose(message, turn, () => edits);
}

/**
 * A subscription's id is the one in the request. A question gets one of its own. What belongs to no request has none,
 * if the schema allows that.
 */
function idEdits(message: Message, { push, turn, sources }: PushSource): Edit[] {
  const { operation } = push;
  if (operation.audience.kind === "running")
    return message.correlation.flatMap((at) => {
      const value = pointerGet(sources.request, at);
      return value === undefined ? [] : [{ at, values: [value], why: "correlation" }];
    });
  if (operation.answer.kind === "none") return correlationEdits(message, null);
  const values = [`q-${turn + 1}`, uuidFrom(operation.name, turn), turn + 1];
  return message.correlation.map((at) => ({ at, values, why: "correlation" }));
}

/** The same message as one subscription sees it: with its id, and next in its order. */
export function inExchange(
  world: World,
  exchange: Exchange,
  { message, payload }: { readonly message: Message; readonly payload: Json },
): Json {
  const { operation, tally, request, connection, planned } = exchange;
  const sources = { request: request.payload, handshake: connection.handshake };
  const state = { operation, tally, sources, where: [], planned };
  const edits = [
    ...correlationEdits(message, exchange.correlation),
    ...orderedEdits(world.contract, message, payload, state),
    ...identityEdits(connection, message),
  ];
  return edits.length === 0 ? payload : world.composer.adjust(message, payload, edits);
}
