import { isObject } from "../../contract/json.ts";
import type { Channel, HandshakeField, ServerOperation } from "../../contract/model.ts";
import type { PlannedTest } from "../plan.ts";
import { converseAs } from "../planning/approach.ts";
import type { Planning } from "../planning/planning.ts";
import { planTest } from "../planning/test.ts";
import { triggerOf } from "../planning/trigger.ts";
import { expectNone } from "./push-parts.ts";

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
  const head = {
    title: `${messages.join(" or ")} does not reach a client with another ${other.name}`,
    covers: [place, audience.place],
    exclusive: true,
  };
  const test = planTest(planning, head, (script) => {
    const elsewhere = script.connect(channel, {
      name: "elsewhere",
      as: "second",
      parameters: [[other.name, other.value]],
    });
    if (operation.after !== "") converseAs(script, elsewhere, operation.after);
    const client = script.connect(channel, { name: asks === null ? "newcomer" : "sender" });
    if (asks !== null) converseAs(script, client, asks.name);
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
