import { type Json, jsonEqual } from "../../contract/json.ts";
import { pointerGet } from "../../contract/json-pointer.ts";
import type { PayloadPointer } from "../../contract/model.ts";
import type { Connection } from "../connection.ts";
import type { World } from "../world.ts";
import { caseFor } from "./cases.ts";
import type { Exchange, Request } from "./exchange.ts";
import { caseScript, failureScript, type Plot, type Script, successScript } from "./script.ts";

/**
 * What a request gets: what the first case that fits says; a failure where it interrupts what does not run or is
 * meant for somebody who is not there (if the operation can fail); else a seeded way to success.
 */
export function chooseScript(
  world: World,
  connection: Connection,
  about: { readonly request: Request; readonly target: Exchange | null },
): Script {
  const { request, target } = about;
  const { operation } = request;
  const plot = world.plots.of(connection.channel, operation);
  const seed = [world.seed, connection.channel.name, operation.name, connection.requests];
  const declared = caseFor(connection.channel, operation, request);
  if (declared !== null) return caseScript(plot, declared, seed);
  const missing = missingAt(world, connection, { request, target });
  const failure = missing === null ? null : (failureLike(plot, missing, seed) ?? failureScript(plot));
  return failure ?? successScript(plot, seed);
}

/** Pointers into the request to what is not there: the exchange to be ended, or the recipient. Null: all is there. */
function missingAt(
  world: World,
  connection: Connection,
  { request, target }: { readonly request: Request; readonly target: Exchange | null },
): readonly PayloadPointer[] | null {
  const { operation, message, payload } = request;
  if (operation.interrupts.length > 0 && target === null) return message.correlation;
  for (const { push, at } of world.pushes.addressees(connection.channel.name, operation.name)) {
    const name = pointerGet(payload, at);
    if (name === undefined || isPromised(world, request, { at, name })) continue;
    const present = [...world.connections].some(
      (other) => other.channel === push.channel && other.phase === "open" && other.identity === String(name),
    );
    if (!present) return [at];
  }
  return null;
}

/** A value that the document's examples or the config name is a good one, whoever is connected. */
function isPromised(
  world: World,
  { message }: Request,
  { at, name }: { readonly at: PayloadPointer; readonly name: Json },
): boolean {
  return (
    message.examples.some(({ payload }) => jsonEqual(pointerGet(payload, at), name)) ||
    jsonEqual(world.config.values[`${message.name}#${at}`], name)
  );
}

/** What a case of failure says that is about just that: it sets one of the pointers. */
function failureLike(
  plot: Plot,
  pointers: readonly PayloadPointer[],
  seed: readonly (string | number)[],
): Script | null {
  const scripts = plot.operation.cases
    .filter(({ send }) => send.kind === "merge" && sets(send.patch, pointers))
    .map((one) => caseScript(plot, one, seed));
  return scripts.find((script) => script.kind === "outcome" || script.fails) ?? null;
}

function sets(patch: Json, pointers: readonly PayloadPointer[]): boolean {
  return pointers.some((at) => pointerGet(patch, at) !== undefined);
}
