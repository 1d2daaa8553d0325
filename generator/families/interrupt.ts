import { operationNamed, stepSequence } from "../../contract/index.ts";
import type { Channel, ClientOperation } from "../../contract/model.ts";
import type { PlannedGroup, PlannedTest } from "../plan.ts";
import { approach } from "../planning/approach.ts";
import { type BaseRequest, baseRequest, possibleRequest } from "../planning/base-request.ts";
import { followClaim, successClaims } from "../planning/claims.ts";
import { numberedCorrelation } from "../planning/correlation.ts";
import { awaitFirst, expectEnd, send } from "../planning/exchanges.ts";
import type { Planning } from "../planning/planning.ts";
import type { ClientVariable, Script, SentRequest } from "../planning/script.ts";
import { reachesOthers } from "../planning/reach.ts";
import { firstNames, isMulti, isOpenEnded, sequenceOf } from "../planning/sequence-shape.ts";
import { group, planTest } from "../planning/test.ts";
import { numbered } from "../planning/numbered.ts";
import { expectNothingAfter } from "./stream.ts";
import { needsExample, showsSuccess } from "./reply.ts";

/** How often an interrupter is tried against an exchange that may be faster. */
const ATTEMPTS = 5;

interface Pair {
  readonly channel: Channel;
  readonly interrupter: ClientOperation;
  readonly target: ClientOperation;
}

/** A pair, and the request that starts the target. */
interface Begun extends Pair {
  readonly base: BaseRequest;
  /** Is its first item awaited before it is interrupted? */
  readonly running: boolean;
}

/** Every interrupter against everything that it ends. */
export function planInterrupt(planning: Planning, channel: Channel): PlannedGroup[] {
  return channel.operations.flatMap((interrupter) => {
    if (interrupter.kind !== "client" || interrupter.interrupts.length === 0) return [];
    const tests = interrupter.interrupts.flatMap((name) => {
      const target = operationNamed(channel, name);
      return target.kind === "client" ? testsFor(planning, { channel, interrupter, target }) : [];
    });
    return [group(interrupter.name, interrupter.place, tests)];
  });
}

function testsFor(planning: Planning, pair: Pair): PlannedTest[] {
  const { channel, interrupter, target } = pair;
  const title = `ends a running ${target.name}, and nothing more of it comes`;
  const shown = showsSuccess(planning, channel, target);
  if (!shown) return [needsExample(target, title)];
  const covers = [interrupter.place, target.place];
  const main = planTest(planning, { title, covers }, (script) => {
    const client = script.connect(channel);
    const base = baseRequest(planning, channel, target);
    if (isOpenEnded(target)) interruptOpenEnded(script, client, { ...pair, base, running: true });
    else interruptRunning(script, client, { ...pair, base, running: true });
    expectNothingAfter(script, client, target);
  });
  return [
    main,
    ...endsAtOnce(planning, pair),
    ...leavesOthers(planning, pair),
    ...leavesOtherClients(planning, pair),
  ];
}

/**
 * Where the interrupter's answer may be the first of all: right behind the request, before anything comes of it. Of two
 * requests of one operation nobody can tell which the first answer is to.
 */
function endsAtOnce(planning: Planning, { channel, interrupter, target }: Pair): PlannedTest[] {
  if (interrupter === target) return [];
  const sequence = sequenceOf(target);
  const ends = channel.messages.filter(({ name, error }) => !error && interrupter.replies.includes(name));
  const first = sequence === null ? [] : firstNames(sequence);
  if (isOpenEnded(target) || !isMulti(target) || !ends.some(({ name }) => first.includes(name))) return [];
  const head = {
    title: `may come right behind ${target.name}`,
    covers: [interrupter.place, target.place],
  };
  const test = planTest(planning, head, (script) => {
    const client = script.connect(channel);
    const base = baseRequest(planning, channel, target);
    interruptRunning(script, client, { channel, interrupter, target, base, running: false });
  });
  return [test];
}

/** How many clients interrupt at once. */
const CLIENTS = 2;

/** Each client's interrupter ends its own exchange, and is answered to nobody else. */
function leavesOtherClients(planning: Planning, pair: Pair): PlannedTest[] {
  const { channel, interrupter, target } = pair;
  if ([interrupter, target].some((one) => reachesOthers(planning.contract, channel, one))) return [];
  // A value of its own for each client may be refused, where there is a message for that; then nothing runs.
  if (isOpenEnded(target) && channel.messages.some((one) => one.error && target.replies.includes(one.name)))
    return [];
  const head = {
    title: `ends each its own ${target.name}, where ${CLIENTS} clients do so at once`,
    covers: [interrupter.place, target.place],
  };
  const test = planTest(planning, head, (script) => {
    const steps = script.block(() => {
      const client = script.connect(channel, { as: "numbered" });
      const base = numbered(planning, baseRequest(planning, channel, target));
      if (isOpenEnded(target)) interruptOpenEnded(script, client, { ...pair, base, running: true });
      else interruptRunning(script, client, { ...pair, base, running: true });
    });
    script.add({ kind: "crowd", count: CLIENTS, steps });
  });
  return [test];
}

/** The target runs until it is interrupted: no race. */
function interruptOpenEnded(script: Script, client: ClientVariable, { interrupter, base }: Begun): void {
  const started = send(script, client, base);
  expectEnd(script, client, { sent: started, claims: successClaims(client, started) });
  expectInterrupted(script, client, interrupter);
}

/**
 * The target may come to its own end first: tried anew until the interrupter was faster, where the conversation lets
 * the target come again. What has to come before it is done once: who logs in a second time is out of order.
 */
function interruptRunning(
  script: Script,
  client: ClientVariable,
  { channel, interrupter, target, base, running }: Begun,
): void {
  approach(script, client, base);
  const started: SentRequest[] = [];
  const steps = script.block(() => {
    const sent = send(script, client, base);
    started.push(sent);
    if (running) awaitFirst(script, sent);
    expectInterrupted(script, client, interrupter);
  });
  const { conversation } = channel;
  const again =
    conversation.kind === "any" ||
    stepSequence(conversation.sequence, client.conversation, target.name) !== null;
  for (const { exchange } of started)
    script.add({ kind: "attempts", times: again ? ATTEMPTS : 1, steps, interrupted: exchange });
}

function expectInterrupted(script: Script, client: ClientVariable, interrupter: ClientOperation): void {
  const sent = send(script, client, baseRequest(script.planning, client.channel, interrupter));
  const sequence = sequenceOf(interrupter);
  if (sequence !== null) expectEnd(script, client, { sent, claims: [followClaim(sequence.text)] });
}

/** Where two targets can be told apart: ending one lets the other run on. */
function leavesOthers(planning: Planning, { channel, interrupter, target }: Pair): PlannedTest[] {
  const base = possibleRequest(planning, channel, target);
  const interrupterBase = possibleRequest(planning, channel, interrupter);
  if (base === null || interrupterBase === null) return [];
  const { exchanges } = channel.limits;
  const apart =
    interrupterBase.message.correlation.length > 0 && numberedCorrelation(planning, base, 2) !== null;
  if (!apart || !isMulti(target) || isOpenEnded(target) || (exchanges !== null && exchanges < 2)) return [];
  const head = { title: `lets another ${target.name} run on`, covers: [interrupter.place, target.place] };
  const test = planTest(planning, head, (script) => {
    const client = script.connect(channel);
    const other = send(script, client, { ...base, as: "other" });
    const ended = send(script, client, base);
    awaitFirst(script, ended);
    const sent = send(script, client, interrupterBase);
    expectEnd(script, client, { sent, claims: [(subject) => ({ kind: "accepted", subject })] });
    expectEnd(script, client, {
      sent: other,
      claims: successClaims(client, other),
      replies: "otherReplies",
    });
  });
  return [test];
}
