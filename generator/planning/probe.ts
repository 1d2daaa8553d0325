import type { Channel, ClientOperation } from "../../contract/model.ts";
import { type BaseRequest, possibleRequest } from "./base-request.ts";
import { shortestWay } from "./approach.ts";
import { converse } from "./exchanges.ts";
import { reachesOthers } from "./reach.ts";
import type { ClientVariable, Script } from "./script.ts";
import { isMulti, isOpenEnded, isSingle } from "./sequence-shape.ts";

const MADE_FOR_IT = /ping|heart_?-?beat|keep_?-?alive|echo|noop/i;

/** Shows that a connection works: the cheapest request that is answered. False where the channel has none. */
export function probe(script: Script, client: ClientVariable): boolean {
  const base = probeFor(script, client);
  if (base === null) return false;
  converse(script, client, isAgain(client, base) ? { ...base, claim: "succeedIfTaken" } : base);
  return true;
}

/**
 * What was taken once may be refused the second time (a move to a field that is taken), where an error may answer it. One
 * with an id of its own is another request.
 */
function isAgain({ channel, sent }: ClientVariable, { operation, message, claim }: BaseRequest): boolean {
  if (claim !== "succeed" || message.correlation.length > 0) return false;
  if (!sent.some((one) => one.operation === operation)) return false;
  return channel.messages.some(({ name, error }) => error && operation.replies.includes(name));
}

/** The cheapest request that this client can send now and that is answered; null where there is none that fits. */
export function probeFor(
  script: Script,
  client: ClientVariable,
  fits: (base: BaseRequest) => boolean = () => true,
): BaseRequest | null {
  const ranked = client.channel.operations
    .flatMap((operation) =>
      operation.kind === "client" ? [{ operation, cost: costOf(script, client, operation) }] : [],
    )
    .filter(({ operation, cost }) => cost < Infinity && !runsOn(client, operation))
    .sort((one, other) => one.cost - other.cost);
  for (const { operation } of ranked) {
    const base = possibleRequest(script.planning, client.channel, operation);
    if (base !== null && fits(base)) return base;
  }
  return null;
}

/** A subscription that runs here can't be asked for again: it keeps its id, and that is taken until it is ended. */
function runsOn({ sent }: ClientVariable, operation: ClientOperation): boolean {
  const last = sent.findLastIndex((one) => one.operation === operation);
  if (last < 0 || !isOpenEnded(operation) || sent[last]?.message.correlation.length === 0) return false;
  if (operation.rejects.duplicate.kind !== "declared") return false;
  return !sent.slice(last).some((one) => one.operation.interrupts.includes(operation.name));
}

/** Infinite for what is not answered, or ends something else, or can't be reached from here. */
function costOf(script: Script, client: ClientVariable, operation: ClientOperation): number {
  const { conversation } = client.channel;
  const way =
    conversation.kind === "any"
      ? []
      : shortestWay(conversation.sequence, client.conversation, operation.name);
  return way === null ? Infinity : ownCost(script, client.channel, operation) + way.length * 100;
}

/** Of each operation, once: every probe ranks all of its channel. */
const costs = new WeakMap<ClientOperation, number>();

function ownCost(script: Script, channel: Channel, operation: ClientOperation): number {
  const cost = costs.get(operation) ?? readCost(script, channel, operation);
  costs.set(operation, cost);
  return cost;
}

function readCost({ planning: { contract } }: Script, channel: Channel, operation: ClientOperation): number {
  if (operation.sequence.kind === "none" || operation.interrupts.length > 0) return Infinity;
  const hasExample = channel.messages.some(
    ({ name, examples }) => operation.requests.includes(name) && examples.length > 0,
  );
  const spoken = channel.messages.find(({ name }) => name === operation.requests[0])?.content;
  if (spoken?.kind === "unchecked" || (spoken?.kind === "binary" && !hasExample)) return Infinity;
  return (
    (isSingle(operation) ? 0 : isOpenEnded(operation) ? 4000 : isMulti(operation) ? 2000 : 1000) +
    (hasExample ? 0 : 1500) +
    (reachesOthers(contract, channel, operation) ? 500 : 0) +
    operation.scopes.length * 400 +
    operation.fills.length * 50 +
    (MADE_FOR_IT.test(`${operation.name} ${operation.requests[0] ?? ""}`) ? 0 : 10)
  );
}
