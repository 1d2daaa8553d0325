import { messageNamed, operationNamed, isAbout } from "../../contract/index.ts";
import { type Json, jsonEqual } from "../../contract/json.ts";
import { pointerGet } from "../../contract/json-pointer.ts";
import type { ClientOperation, Echo, PayloadPointer } from "../../contract/model.ts";
import { withJson } from "../payload.ts";
import { type BaseRequest, baseRequest, baseRequests, beforehand } from "./base-request.ts";
import type { Planning } from "./planning.ts";
import type { SentRequest } from "./script.ts";
import { NotPlannable } from "./test.ts";
import type { TriggeredPush } from "./trigger.ts";

/** A push to those who have asked for its id: the trigger's request, and a subscription to what that makes come. */
export interface Asked {
  readonly trigger: BaseRequest;
  readonly subscription: BaseRequest;
}

/**
 * Makes both name the same id, as far as echoes tell which one is pushed: by another example, else by what is made up,
 * of which nothing shows that the service knows it. Throws `NotPlannable` where no valid ones agree.
 */
export function askedFor(planning: Planning, push: TriggeredPush, trigger: BaseRequest): Asked {
  const { channel } = push;
  const wanted = askedOf(push);
  const subscription = baseRequest(planning, channel, wanted);
  const pairs = pairsOf(push, trigger, subscription);
  if (pairs === null) return { trigger, subscription };
  const triggers = trigger.claim === "succeed" ? baseRequests(planning, push.from, push.trigger) : [];
  for (const one of [trigger, ...triggers])
    for (const other of [subscription, ...baseRequests(planning, channel, wanted)])
      if (agree(pairs, one, other)) return { trigger: withFixed(one, pairs), subscription: other };
  const said = pairs.map(([from]) => from);
  if (trigger.claim !== "succeed" && !said.some((from) => trigger.fixed.includes(from))) {
    const valid = filledFrom(planning, trigger, { by: subscription, pairs });
    if (valid !== null) return { trigger: beforehand(valid), subscription };
  }
  const turned = pairs.map(([from, to]): Pair => [to, from]);
  const valid = filledFrom(planning, subscription, { by: trigger, pairs: turned });
  if (valid !== null) return { trigger, subscription: valid };
  const because = `no valid \`${wanted.name}\` asks for what \`${trigger.operation.name}\` makes come`;
  throw new NotPlannable("needs example", because);
}

/** The operation by which the audience asks. Throws `NotPlannable` where it asks by none. */
export function askedOf({ channel, operation: { audience, name } }: TriggeredPush): ClientOperation {
  const wanted = audience.kind === "running" ? operationNamed(channel, audience.operation) : null;
  if (wanted?.kind === "client") return wanted;
  throw new NotPlannable("not steerable", `nothing says by which request clients ask for ${name}`);
}

/** Has it asked for what the trigger makes come? Where nothing tells what that is, whoever has asked for anything. */
export function hasAsked(push: TriggeredPush, { trigger, subscription }: Asked, sent: SentRequest): boolean {
  if (sent.operation.name !== subscription.operation.name) return false;
  const pairs = pairsOf(push, trigger, subscription);
  return pairs === null || agree(pairs, trigger, sent);
}

/** Where an id stands in the trigger's request, and where in the subscription's. */
type Pair = readonly [from: PayloadPointer, to: PayloadPointer];
type Request = Pick<BaseRequest, "payload">;

/** Null where nothing tells the id, or only the run knows it. */
function pairsOf(
  { channel, operation }: TriggeredPush,
  trigger: BaseRequest,
  { message, payload, ...subscription }: BaseRequest,
): readonly Pair[] | null {
  const [name] = operation.messages;
  const pushed = name === undefined ? [] : messageNamed(channel, name).correlation;
  if (pushed.length === 0 || pushed.length !== message.correlation.length) return null;
  const pairs = pushed.map((pointer, index): Pair | null => {
    const echo = operation.echoes.find(({ to }) => to.pointer === pointer);
    const to = message.correlation[index];
    const from = echo === undefined ? sameIn(trigger, pointer) : fromRequest(echo);
    if (from === null || to === undefined) return null;
    const isKnown = isPlain(trigger, from) && isPlain({ ...subscription, message, payload }, to);
    return isKnown ? [from, to] : null;
  });
  const all = pairs.filter((pair) => pair !== null);
  return all.length === pairs.length ? all : null;
}

function fromRequest({ from }: Echo): PayloadPointer | null {
  return from.of === "request" ? from.pointer : null;
}

/** A trigger that has a value where the push has its id means that id, if nothing says otherwise. */
function sameIn({ payload }: Request, pointer: PayloadPointer): PayloadPointer | null {
  return pointerGet(payload.json, pointer) === undefined ? null : pointer;
}

/** Is the value sent as it stands? */
function isPlain({ payload, operation, message, fixed, fillable }: BaseRequest, at: PayloadPointer): boolean {
  if (payload.holes.some((hole) => hole.at === at)) return false;
  const isFilled = operation.fills.some(
    ({ to }) => (to.of === "request" || isAbout(to, message.name)) && to.pointer === at,
  );
  return !isFilled || !fillable || fixed.includes(at);
}

function agree(pairs: readonly Pair[], trigger: Request, subscription: Request): boolean {
  return pairs.every(([from, to]) => {
    const value = pointerGet(trigger.payload.json, from);
    return value !== undefined && jsonEqual(value, valueAt(subscription, to));
  });
}

function valueAt({ payload }: Request, at: PayloadPointer): Json {
  return pointerGet(payload.json, at) ?? null;
}

/** The request with the ids of another one; null where it is not valid with them. */
function filledFrom(
  { reader }: Planning,
  base: BaseRequest,
  { by, pairs }: { readonly by: BaseRequest; readonly pairs: readonly Pair[] },
): BaseRequest | null {
  const payload = pairs.reduce((next, [at, from]) => withJson(next, at, valueAt(by, from)), base.payload);
  if (reader.check(base.message, payload.json).length > 0) return null;
  return { ...withFixed({ ...base, payload }, pairs), claim: "accepted" };
}

/** The id stays as it is, also on a connection that has used it. */
function withFixed(base: BaseRequest, pairs: readonly Pair[]): BaseRequest {
  return { ...base, fixed: [...base.fixed, ...pairs.map(([at]) => at)] };
}
