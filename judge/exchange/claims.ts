import type { Message } from "../../contract/model.ts";
import { caseStep, caseText } from "./cases.ts";
import { idOf } from "../frames/correlation.ts";
import { stepSequence, isAbout } from "../../contract/index.ts";
import { goodCharge } from "../refusal/outcome.ts";
import { type Exchange, planOf, sequenceOf, stepOf } from "./exchange.ts";
import type { Step } from "./reply-plan.ts";
import { takeReply } from "./replies.ts";
import { type Claim, type Incoming, TIER } from "../frames/incoming.ts";
import type { Charge } from "../ledger.ts";
import type { ReceivedMessage } from "../model.ts";
import { notAcceptedCharge } from "./not-accepted.ts";
import { creditOf } from "../push/credit.ts";
import type { RoundMatch } from "../push/rounds.ts";
import { type Relation, relationsOf } from "./relations.ts";
import { takersOf } from "./sequence-facts.ts";
import { behind } from "./settlement.ts";
import { fits } from "../pointers.ts";
import type { Moment } from "../state.ts";
import { excerpt } from "../narrative/words.ts";

/**
 * The open exchanges of the connection that could take the frame as their next message, oldest first; of those that
 * nobody could tell apart, none behind the first that breaks nothing.
 */
export function exchangeClaims(moment: Moment, incoming: Incoming, claims: Claim[]): void {
  if (moment.connection.exchanges.size === 0) return;
  const [message, ...others] = incoming.readings;
  if (message === undefined) return;
  const before = claims.length;
  if (others.length > 0) claimsOfEach(moment, incoming, claims);
  else claimsOfOne(moment, { message, incoming }, claims);
  if (claims.length > before + 1) arrange(claims, before);
}

/** Puts the claims of exchanges behind those before them in order, without those that leave it to an interrupter. */
function arrange(claims: Claim[], before: number): void {
  const found = claims.splice(before).filter((claim) => claim instanceof ExchangeClaim);
  found.sort((one, other) => one.exchange.frame - other.exchange.frame);
  for (const claim of found) if (!leavesToInterrupter(claim, found)) claims.push(claim);
}

/** Of exchanges that are alike only the first that breaks nothing is asked. */
function claimsOfOne(moment: Moment, reply: Reply, found: Claim[]): void {
  const { connection } = moment;
  const { message, incoming } = reply;
  const id = idOf(message, incoming.payload);
  for (const name of takersOf(connection.channel, message.name)) {
    const lane = connection.exchanges.lane(name);
    if (lane === undefined || lane.all.length === 0) continue;
    if (id === null) {
      if (message.correlation.length === 0 || message.error)
        for (const exchange of lane.all)
          if (exchange.id !== null) claimIt(moment, exchange, { reply, id }, found);
    } else for (const exchange of lane.withId(id)) claimIt(moment, exchange, { reply, id }, found);
    if (id !== null && connection.past.sent.has(id)) continue;
    for (const exchange of lane.begun) claimIt(moment, exchange, { reply, id }, found);
    for (const exchange of lane.fresh)
      if (claimIt(moment, exchange, { reply, id }, found) && !isEndedByTwin(exchange)) break;
  }
}

/** Notes the exchange where it can take the message; true where it breaks nothing by it. */
function claimIt(
  moment: Moment,
  exchange: Exchange,
  { reply, id }: { readonly reply: Reply; readonly id: string | null },
  found: Claim[],
): boolean {
  const { message, incoming } = reply;
  const tier = tierOf(moment, exchange, { message, id });
  const claim = tier === null ? null : claimOf(moment, exchange, { message, incoming, tier });
  if (claim === null) return false;
  found.push(claim);
  return claim.charges.length === 0;
}

/** A frame that may be several messages: an exchange takes it as the first of them that breaks nothing there. */
function claimsOfEach(moment: Moment, incoming: Incoming, found: Claim[]): void {
  const served = new Set<string>();
  const ids = incoming.readings.map((message) => ({ message, id: idOf(message, incoming.payload) }));
  for (const exchange of moment.connection.exchanges)
    for (const { message, id } of ids) {
      const tier = tierOf(moment, exchange, { message, id });
      if (tier === null) continue;
      const key = `${tier} ${message.name} ${alikeOf(exchange)}`;
      if (served.has(key)) continue;
      const claim = claimOf(moment, exchange, { message, incoming, tier });
      if (claim !== null) found.push(claim);
      if (claim?.charges.length !== 0) continue;
      served.add(key);
      break;
    }
}

/** A new request of its own operation ends it: whether the first reply is still its own or that one's, nobody can tell. */
function isEndedByTwin({ pausedBy, view }: Exchange): boolean {
  return pausedBy?.view.operation === view.operation && view.replies.length === 0;
}

/** Exchanges of one operation that have neither an id nor a reply wait for the same. */
function alikeOf(exchange: Exchange): string {
  const { view, state, id, frame } = exchange;
  const own = id === null && view.replies.length === 0 && !isEndedByTwin(exchange) ? "" : frame;
  return `${view.operation.name} ${state} ${own}`;
}

/** The interrupter's reply ends both exchanges: it belongs to the interrupter, and through it to its target. */
function leavesToInterrupter(
  { exchange, message }: ExchangeClaim,
  claims: readonly ExchangeClaim[],
): boolean {
  if (exchange.pausedBy === null || message.error || isEndedByTwin(exchange)) return false;
  return claims.some((one) => one.exchange === exchange.pausedBy);
}

interface Reply {
  readonly message: Message;
  readonly incoming: Incoming;
}

/** What was found out about a message as the next of an exchange. */
interface Weighing extends Reply {
  readonly tier: number;
  readonly step: Step;
  readonly relations: readonly Relation[];
  readonly credit: RoundMatch | null;
  readonly charges: readonly Charge[];
}

/** The claim of an exchange; what only rival claims need is worked out for them alone. */
class ExchangeClaim implements Claim {
  readonly tier: number;
  readonly message: Message;
  readonly charges: readonly Charge[];
  readonly doubtful: boolean;
  readonly exchange: Exchange;
  readonly #moment: Moment;
  readonly #weighing: Weighing;

  constructor(moment: Moment, exchange: Exchange, weighing: Weighing) {
    this.tier = weighing.tier;
    this.message = weighing.message;
    this.charges = weighing.charges;
    this.doubtful = exchange.doubt;
    this.exchange = exchange;
    this.#moment = moment;
    this.#weighing = weighing;
  }

  get alike(): string {
    return alikeOf(this.exchange);
  }

  get named(): boolean {
    return isNamed(this.exchange, this.message, this.#weighing.incoming);
  }

  doubt(): void {
    this.exchange.doubt = true;
  }

  take(received: ReceivedMessage): void {
    const { message, step, relations, credit, charges } = this.#weighing;
    const breaks = charges.length === 0 ? NOTHING : charges.map(({ place }) => place);
    takeReply(this.#moment, this.exchange, { message, received, step, relations, credit, breaks });
  }
}

const NOTHING: readonly never[] = [];

function claimOf(
  moment: Moment,
  exchange: Exchange,
  { message, incoming, tier }: Reply & { readonly tier: number },
): ExchangeClaim | null {
  const step = stepOf(exchange, message);
  if (step === null) return null;
  const reply = { message, incoming };
  const sound = incoming.faults.length === 0;
  const relations = sound ? relationsFor(moment, exchange, reply) : NOTHING;
  const credit = creditOf(moment, exchange, reply);
  const broken = sound ? chargesFor(moment, exchange, { message, incoming, relations, credit }) : NOTHING;
  const duplicate = broken.length === 0 ? null : duplicateCharge(moment, exchange, reply);
  const charges = duplicate === null ? broken : [duplicate];
  return new ExchangeClaim(moment, exchange, { message, incoming, tier, step, relations, credit, charges });
}

/** True where a case of the operation expects the very values that the message has. */
function isNamed({ view }: Exchange, message: Message, { payload }: Incoming): boolean {
  return view.operation.cases.some(({ where }) => {
    const values = where.filter(({ at }) => isAbout(at, message.name));
    return values.length > 0 && fits(values, payload);
  });
}

/** How well the message's id fits the exchange; null: not at all. */
function tierOf(
  { connection }: Moment,
  exchange: Exchange,
  { message, id }: { readonly message: Message; readonly id: string | null },
): number | null {
  if (id !== null && exchange.id !== null) return id === exchange.id ? TIER.byId : null;
  if (exchange.id === null) {
    // An id that is known here belongs where it is known.
    if (id === null || message.correlation.length === 0) return TIER.withoutId;
    return connection.past.sent.has(id) ? null : TIER.withoutId;
  }
  if (message.correlation.length === 0) return TIER.withoutId;
  return message.error ? TIER.errorWithoutId : null;
}

function relationsFor(
  { scope, connection }: Moment,
  exchange: Exchange,
  { message, incoming }: Reply,
): readonly Relation[] {
  const { rules } = planOf(exchange, message);
  if (rules.length === 0) return NOTHING;
  const { view, counts } = exchange;
  return relationsOf(rules, {
    contract: scope.contract,
    payload: incoming.payload,
    index: counts.of(message.name),
    before: view.replies,
    counts,
    messages: connection.channel.messages,
    sources: { request: view.request, facts: connection.facts, latest: connection.latest },
  });
}

/** What is wrong here may be right for a second request with the same id, which had to be refused. */
function duplicateCharge(
  { connection }: Moment,
  exchange: Exchange,
  { message, incoming }: Reply,
): Charge | null {
  const [twin] = behind(connection, exchange);
  const sequence = sequenceOf(exchange);
  if (twin === undefined || sequence === null || twin.contest?.strength !== "declared") return null;
  if (stepSequence(sequence, 0, message.name) === null || message.error) return null;
  return goodCharge(twin.contest, { frame: incoming.frame, got: excerpt(message, incoming.payload) });
}

interface Weighed extends Reply {
  readonly relations: readonly Relation[];
  readonly credit: RoundMatch | null;
}

/** What would be wrong with the message as the exchange's next: the most telling alone, or all rules it breaks. */
function chargesFor(
  moment: Moment,
  exchange: Exchange,
  { message, incoming, relations, credit }: Weighed,
): readonly Charge[] {
  const told =
    exchange.held === null
      ? notAcceptedCharge(moment, exchange, { message, incoming })
      : caseCharge(exchange, { message, incoming });
  if (told !== null) return [told];
  const pushed = credit?.charge ?? null;
  if (pushed === null && relations.every(isKept)) return NOTHING;
  const broken = relations.flatMap((relation) => relationCharge(relation, message, incoming));
  return pushed === null ? broken : [pushed, ...broken];
}

function isKept({ wrong }: Relation): boolean {
  return wrong === null;
}

function caseCharge(exchange: Exchange, { message, incoming }: Reply): Charge | null {
  const { held } = exchange;
  const { payload, frame } = incoming;
  const { wrong } = caseStep(exchange, message, payload);
  if (held === null || wrong === "") return null;
  const summary = `the case "${held.name}" was answered otherwise: ${wrong}`;
  const got = excerpt(message, payload);
  return { rule: "CASE", place: held.place, frame, summary, promised: caseText(held), got };
}

function relationCharge(
  { rule, place, wrong }: Relation,
  message: Message,
  { frame, payload }: Incoming,
): Charge[] {
  if (wrong === null) return [];
  const summary = `\`${message.name}\` has a wrong value at ${wrong.at}: expected ${wrong.wanted}`;
  return [{ rule, place, frame, summary, promised: wrong.promised, got: excerpt(message, payload) }];
}
