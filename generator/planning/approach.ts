import { operationNamed, stepSequence } from "../../contract/index.ts";
import type { Channel, ClientOperation, Sequence } from "../../contract/model.ts";
import { pointerGet } from "../../contract/json-pointer.ts";
import { withJson } from "../payload.ts";
import { type BaseRequest, baseRequest, beforehand } from "./base-request.ts";
import { converse } from "./exchanges.ts";
import type { ClientVariable, Script } from "./script.ts";
import { isOpenEnded, sequenceOf, surelyNamed } from "./sequence-shape.ts";
import { NotPlannable } from "./test.ts";

/** Does everything that has to come before a request: conversation, values it repeats, the exchange it interrupts. */
export function approach(script: Script, client: ClientVariable, base: BaseRequest): void {
  const { operation } = base;
  if (script.preparing.has(operation.name)) return;
  script.preparing.add(operation.name);
  for (const name of wayTo(client, operation)) converseAs(script, client, name);
  if (base.fillable) {
    for (const name of operationsForFills(client, operation)) converseAs(script, client, name);
    for (const name of base.ofNothing === true ? [] : openTargets(client, operation))
      converse(script, client, beforehand(targetOf(script, client, { base, name })));
  }
  script.preparing.delete(operation.name);
}

/** Sends the base request of an operation, on which all that follows depends, and waits for its end. */
export function converseAs(script: Script, client: ClientVariable, name: string): void {
  const operation = operationNamed(client.channel, name);
  if (operation.kind === "client")
    converse(script, client, beforehand(baseRequest(script.planning, client.channel, operation)));
}

/**
 * Names of the operations that lead to the state in which `operation` may come; what interrupts may come whenever its
 * target runs. Throws `NotPlannable`.
 */
export function wayTo(client: ClientVariable, operation: ClientOperation): readonly string[] {
  const { conversation } = client.channel;
  if (conversation.kind === "any") return [];
  const way = shortestWay(conversation.sequence, client.conversation, operation.name);
  if (way === null && operation.interrupts.length > 0) return [];
  if (way === null)
    throw new NotPlannable(
      "not steerable",
      `the conversation never lets \`${operation.name}\` come at this point`,
    );
  return way;
}

/** The fewest steps from a state to one where `name` may come; null where it never may. */
export function shortestWay(sequence: Sequence, from: number, name: string): readonly string[] | null {
  const ways = new Map<number, readonly string[]>([[from, []]]);
  for (const [state, way] of ways) {
    if (stepSequence(sequence, state, name) !== null) return way;
    for (const { on, to } of sequence.states[state]?.steps ?? [])
      if (on.kind === "name" && !ways.has(to)) ways.set(to, [...way, on.name]);
  }
  return null;
}

/** Operations whose replies hold what the request has to repeat, and that were not done yet. */
function operationsForFills(client: ClientVariable, operation: ClientOperation): string[] {
  const missing = operation.fills.flatMap(({ source }) =>
    source.kind === "received" && source.connection === "this" && !client.received.has(source.message)
      ? [source.message]
      : [],
  );
  const sources = missing.map((message) => operationThatGives(client.channel, message, operation));
  return [...new Set(sources.filter((name) => name !== null))];
}

function operationThatGives(channel: Channel, message: string, except: ClientOperation): string | null {
  const errors = new Set(channel.messages.filter(({ error }) => error).map(({ name }) => name));
  for (const operation of channel.operations) {
    if (operation.kind !== "client" || operation.name === except.name) continue;
    const sequence = sequenceOf(operation);
    if (sequence !== null && surelyNamed(sequence, errors).includes(message)) return operation.name;
  }
  return null;
}

/** The target's request; where the interrupter's correlation is fixed, with that. */
function targetOf(
  script: Script,
  client: ClientVariable,
  { base, name }: { base: BaseRequest; name: string },
): BaseRequest {
  const operation = operationNamed(client.channel, name);
  if (operation.kind !== "client") throw new NotPlannable("not steerable", `${name} is not sent by clients`);
  const target = baseRequest(script.planning, client.channel, operation);
  const fixed: string[] = [];
  let payload = target.payload;
  for (const [index, from] of base.message.correlation.entries()) {
    const at = target.message.correlation[index];
    const value = pointerGet(base.payload.json, from);
    if (at === undefined || value === undefined || !base.fixed.includes(from)) continue;
    payload = withJson(payload, at, value);
    fixed.push(at);
  }
  return fixed.length === 0
    ? target
    : { ...target, payload, fixed: [...target.fixed, ...fixed], claim: "accepted" };
}

/** A target that runs until it is interrupted has to run first; one that ends by itself is a race for another family. */
function openTargets(client: ClientVariable, operation: ClientOperation): string[] {
  const targets = operation.interrupts
    .map((name) => operationNamed(client.channel, name))
    .filter((target) => target.kind === "client" && isOpenEnded(target));
  const running = client.sent.some((sent) => targets.some(({ name }) => name === sent.operation.name));
  const [first] = targets;
  return running || first === undefined ? [] : [first.name];
}
