import { isAbout } from "../../contract/index.ts";
import { assertNever } from "../../contract/assert-never.ts";
import { pointerGet } from "../../contract/json-pointer.ts";
import type { Fill, Source } from "../../contract/model.ts";
import { type Code, type Payload, withCode, withJson } from "../payload.ts";
import type { BaseRequest } from "./base-request.ts";
import { correlationOf, numberedCorrelation } from "./correlation.ts";
import { type ClientVariable, type Script, standIn } from "./script.ts";
import { isOpenEnded } from "./sequence-shape.ts";

/** The request as this client sends it now: `fills`, and a correlation value that is new on this connection. */
export function filled(script: Script, client: ClientVariable, base: BaseRequest): Payload {
  if (!base.fillable) return base.payload;
  let payload = base.payload;
  for (const fill of base.operation.fills)
    if ((fill.to.of === "request" || isAbout(fill.to, base.message.name)) && !isFixed(base, fill.to.pointer))
      payload = filledAt(script, client, { payload, fill });
  if (base.message.correlation.some((pointer) => isFixed(base, pointer))) return payload;
  if (base.operation.interrupts.length > 0) return withTarget(client, base, payload);
  return isOpenEnded(base.operation) ? payload : withFreshCorrelation(script, client, { ...base, payload });
}

/** Is the value at the pointer, or something in it, said elsewhere? The whole payload is only the case's frame. */
function isFixed({ fixed }: BaseRequest, pointer: string): boolean {
  return fixed.some((at) => at !== "" && (at === pointer || at.startsWith(`${pointer}/`)));
}

function filledAt(
  script: Script,
  client: ClientVariable,
  { payload, fill }: { payload: Payload; fill: Fill },
): Payload {
  const at = fill.to.pointer;
  const { source } = fill;
  if (source.kind === "literal") return withJson(payload, at, source.value);
  if (source.kind === "unique") return withJson(payload, at, uniqueValue(script, at, payload));
  const code = codeFor(script, client, source);
  return code === null ? payload : withCode(payload, { at, code }, standIn(pointerGet(payload.json, at)));
}

/** The code for a value that is known only when the test runs; null where this test can't have it. */
function codeFor(
  script: Script,
  client: ClientVariable,
  source: Exclude<Source, { kind: "literal" | "unique" }>,
): Code | null {
  switch (source.kind) {
    case "received": {
      const from = source.connection === "this" ? client : previousOf(script, client);
      if (from === null || !from.received.has(source.message)) return null;
      return { kind: "received", client: from.name, message: source.message, pointer: source.pointer };
    }
    case "credentials":
      return { kind: "credential", client: client.name, name: source.name };
    case "env":
      return { kind: "env", name: source.name };
    case "identity":
      return client.channel.identity.kind === "none" ? null : { kind: "identity", client: client.name };
    case "peer-identity": {
      const peer = peerOf(script, client);
      return peer === null ? null : { kind: "identity", client: peer.name };
    }
    default:
      return assertNever(source);
  }
}

/**
 * Another connection that has a name, made where there is none: on the same channel, or on the only one whose connections
 * have names. Null where nobody has one.
 */
function peerOf(script: Script, client: ClientVariable): ClientVariable | null {
  const named = script.planning.contract.channels.filter(({ identity }) => identity.kind !== "none");
  const channel = named.find((one) => one === client.channel) ?? (named.length === 1 ? named[0] : undefined);
  if (channel === undefined) return null;
  const known = script.clients.find((one) => one !== client && one.channel === channel);
  return known ?? script.connect(channel, { name: "peer", as: client.as === "" ? "second" : "third" });
}

function previousOf(script: Script, client: ClientVariable): ClientVariable | null {
  const before = script.clients.slice(0, script.clients.indexOf(client));
  return before.findLast((one) => one.channel === client.channel && one.as === client.as) ?? null;
}

/** A value that this test alone uses, the same for the same seed. */
function uniqueValue(script: Script, at: string, payload: Payload): string {
  const known = pointerGet(payload.json, at);
  const stem =
    typeof known === "string" && /^[a-z]+/i.test(known)
      ? (/^[a-z]+/i.exec(known)?.[0] ?? "unique")
      : "unique";
  return `${stem}-${script.planning.seed}-${script.steps.length + 1}`;
}

/** What interrupts names what it interrupts: the youngest exchange of a target. */
function withTarget(client: ClientVariable, base: BaseRequest, payload: Payload): Payload {
  const target = client.sent.findLast(({ operation }) => base.operation.interrupts.includes(operation.name));
  if (target === undefined) return payload;
  return base.message.correlation.reduce((filledPayload, pointer, index) => {
    const from = target.message.correlation[index];
    const value = from === undefined ? undefined : pointerGet(target.payload.json, from);
    const hole = target.payload.holes.find(({ at }) => at === from);
    if (value === undefined || filledPayload.holes.some(({ at }) => at === pointer)) return filledPayload;
    if (hole !== undefined) return withCode(filledPayload, { at: pointer, code: hole.code }, value);
    return withJson(filledPayload, pointer, value);
  }, payload);
}

/** The first correlation value that this connection has not used; its own where no other is valid. */
function withFreshCorrelation(script: Script, client: ClientVariable, base: BaseRequest): Payload {
  const used = new Set(client.sent.map(({ message, payload }) => correlationOf(message, payload.json)));
  for (let number = 1; number <= used.size + 1; number += 1) {
    const next = numberedCorrelation(script.planning, base, number);
    if (next === null) break;
    if (!used.has(correlationOf(base.message, next.json))) return next;
  }
  return base.payload;
}
