import { isObject } from "../../contract/json.ts";
import type { Channel, HandshakeField, ServerOperation } from "../../contract/model.ts";
import { plain } from "../payload.ts";
import type { PlannedTest } from "../plan.ts";
import { type BaseRequest, baseRequest, beforehand } from "../planning/base-request.ts";
import { converse } from "../planning/exchanges.ts";
import { askedFor } from "../planning/pushed-id.ts";
import type { Planning } from "../planning/planning.ts";
import { planTest, type TestHead } from "../planning/test.ts";
import { type TriggeredPush, triggerOf } from "../planning/trigger.ts";
import type { ClientVariable, Connecting } from "../planning/script.ts";
import { ask, entitle, expectNone, messageOf } from "./push-parts.ts";

/**
 * What goes to everyone, or to those who have asked for it, goes to those at that address: who has connected with
 * another value of a parameter, in another room, gets nothing. Only values that the document names are tried: a service
 * need not know any other.
 */
export function otherAddress(
  planning: Planning,
  channel: Channel,
  operation: ServerOperation,
): PlannedTest[] {
  const { audience, messages, place, trigger } = operation;
  const toThose = audience.kind === "everyone" || audience.kind === "others" || audience.kind === "running";
  if (!toThose) return [];
  const push = triggerOf(planning.contract, channel, operation);
  if (trigger.kind === "unsolicited" || (push !== null && push.from !== channel)) return [];
  const [other] = channel.parameters.flatMap((field) => otherValue(planning, channel, field) ?? []);
  if (other === undefined) return [];
  const head: TestHead = {
    title: `${messages.join(" or ")} does not reach a client with another ${other.name}`,
    covers: [place, audience.place],
    exclusive: "channel",
  };
  const test = planTest(planning, head, (script) => {
    const asked = push === null ? null : requestsOf(planning, push);
    const join = (connecting: Connecting): ClientVariable => {
      const client = script.connect(channel, connecting);
      const subscription = asked?.subscription ?? null;
      if (subscription !== null) ask(script, client, { operation, subscription });
      else entitle(script, operation, client);
      return client;
    };
    const parameters = [[other.name, other.value]] as const;
    const elsewhere = join({ name: "elsewhere", as: "second", parameters });
    const own = audience.kind === "everyone" && trigger.kind !== "disconnect";
    const listener = own ? null : join({ name: "listener", as: "third" });
    const name = ACTORS[trigger.kind];
    const client =
      audience.kind === "running" && asked !== null ? script.connect(channel, { name }) : join({ name });
    if (asked !== null) converse(script, client, asked.trigger);
    else if (trigger.kind === "disconnect") script.add({ kind: "close", client: client.name, code: 1000 });
    // Only once it has come where it belongs is it time to see that it came nowhere else.
    const receiver = (listener ?? client).name;
    script.add({ kind: "pushed", client: receiver, messages: [messageOf(operation)], values: plain({}) });
    expectNone(script, elsewhere.name, operation);
  });
  return [test];
}

/** Who sets it off. */
const ACTORS = { connect: "newcomer", disconnect: "leaver", operation: "sender" } as const;

/** The request that sets it off, and the one that asks for what comes then, where one does. */
function requestsOf(
  planning: Planning,
  push: TriggeredPush,
): { readonly trigger: BaseRequest; readonly subscription: BaseRequest | null } {
  const trigger = beforehand(baseRequest(planning, push.from, push.trigger));
  return push.operation.audience.kind === "running"
    ? askedFor(planning, push, trigger)
    : { trigger, subscription: null };
}

interface OtherValue {
  readonly name: string;
  readonly value: string;
}

/** A declared value that no connection has by itself; null where there is none, or somebody says which one is right. */
function otherValue(
  { contract, values }: Planning,
  { fills }: Channel,
  { name, schema, example }: HandshakeField,
): OtherValue | null {
  const pointer = `/path/${name}`;
  const isFilled = fills.some(({ to }) => to.of === "handshake" && to.pointer === pointer);
  if (example === null || isFilled || Object.hasOwn(values, `handshake#${pointer}`)) return null;
  const allowed = contract.schemas[schema]?.schema;
  const declared = isObject(allowed) && Array.isArray(allowed["enum"]) ? allowed["enum"] : [];
  const value = declared.find((one) => typeof one === "string" && one !== example);
  return typeof value === "string" ? { name, value } : null;
}
