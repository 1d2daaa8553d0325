import { isObject } from "../../contract/json.ts";
import type { Channel, HandshakeField, ServerOperation } from "../../contract/model.ts";
import { plain } from "../payload.ts";
import type { PlannedTest } from "../plan.ts";
import { converseAs } from "../planning/approach.ts";
import type { Planning } from "../planning/planning.ts";
import { planTest, type TestHead } from "../planning/test.ts";
import { triggerOf } from "../planning/trigger.ts";
import type { ClientVariable, Connecting, Script } from "../planning/script.ts";
import { expectNone, messageOf } from "./push-parts.ts";

/**
 * What goes to everyone goes to everyone at that address: who has connected with another value of a parameter, in
 * another room, gets nothing. Only values that the document names are tried: a service need not know any other.
 */
export function otherAddress(
  planning: Planning,
  channel: Channel,
  operation: ServerOperation,
): PlannedTest[] {
  const { audience, messages, place } = operation;
  if (audience.kind !== "everyone" && audience.kind !== "others") return [];
  const push = triggerOf(planning.contract, channel, operation);
  const asks = push !== null && push.from === channel ? push.trigger : null;
  if (asks === null && operation.trigger.kind !== "connect") return [];
  const [other] = channel.parameters.flatMap((field) => otherValue(planning, channel, field) ?? []);
  if (other === undefined) return [];
  const head: TestHead = {
    title: `${messages.join(" or ")} does not reach a client with another ${other.name}`,
    covers: [place, audience.place],
    exclusive: "channel",
  };
  const join = (script: Script, connecting: Connecting): ClientVariable => {
    const client = script.connect(channel, connecting);
    if (operation.after !== "") converseAs(script, client, operation.after);
    return client;
  };
  const test = planTest(planning, head, (script) => {
    const message = messageOf(operation);
    const parameters = [[other.name, other.value]] as const;
    const elsewhere = join(script, { name: "elsewhere", as: "second", parameters });
    const listener = audience.kind === "others" ? join(script, { name: "listener", as: "third" }) : null;
    const client = join(script, { name: asks === null ? "newcomer" : "sender" });
    if (asks !== null) converseAs(script, client, asks.name);
    // Only once it has come where it belongs is it time to see that it came nowhere else.
    const { name } = listener ?? client;
    script.add({ kind: "pushed", client: name, messages: [message], values: plain({}) });
    expectNone(script, elsewhere.name, operation);
  });
  return [test];
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
