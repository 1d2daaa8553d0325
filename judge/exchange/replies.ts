import { caseStep } from "./cases.ts";
import { passOn } from "./declined.ts";
import { advance, type Exchange, nextLimit, type Step, type Taken } from "./exchange.ts";
import { forgetReplies } from "../forgetting.ts";
import { deliver, type RoundMatch } from "../push/rounds.ts";
import { standUncontested, witness } from "../refusal/outcome.ts";
import type { Relation } from "./relations.ts";
import { finish, openEnded } from "./settlement.ts";
import type { Moment } from "../state.ts";

/** A reply that an exchange takes, with what its claim found out about it. */
export interface TakenReply extends Taken {
  readonly step: Step;
  readonly relations: readonly Relation[];
  readonly credit: RoundMatch | null;
  /** Places of the promises that it breaks. */
  readonly breaks: readonly string[];
}

/** Moves the exchange on by one reply. */
export function takeReply(moment: Moment, exchange: Exchange, reply: TakenReply): void {
  note(exchange, reply);
  passOn(moment, exchange);
  if (reply.credit !== null) deliver(moment, reply.credit, reply.received);
  standUncontested(moment, exchange, reply.received);
  witness(moment, exchange);
  noteStep(moment, exchange, reply);
  if (exchange.id === null && exchange.view.replies.length === 0) moment.connection.exchanges.begin(exchange);
  const phase = advance(exchange, reply.step, reply);
  if (phase === "ended" || phase === "failed") finish(moment, exchange, { phase, last: reply });
  else if (phase === "open-ended") openEnded(moment, exchange, reply);
  if (phase === "running" || phase === "open-ended") moment.connection.exchanges.timed(exchange);
  forgetReplies(moment.scope, exchange.view);
}

/** Tells coverage which step of its automaton the exchange takes. */
function noteStep(
  { connection, scope }: Moment,
  { view, state }: Exchange,
  { step, message }: TakenReply,
): void {
  const { operation } = view;
  const owner = { channel: connection.channel.name, subject: operation.name };
  if (step.kind === "fail")
    scope.coverage.detail({ kind: "transition", ...owner }, operation.place, `fail ${message.name}`);
  else if (operation.sequence.kind === "sequence")
    scope.coverage.step(owner, operation.sequence.sequence.place, { from: state, on: message.name });
}

function note(exchange: Exchange, { message, received, relations, breaks }: TakenReply): void {
  const { exercised, broken } = exchange;
  const limit = nextLimit(exchange);
  if (limit.kind === "declared") exercised.add(limit.place);
  for (const { place } of relations) exercised.add(place);
  for (const place of breaks) broken.add(place);
  exchange.heldState = caseStep(exchange, message, received.payload).state;
}
