import { acceptsAt } from "../../contract/index.ts";
import {
  awaitsClose,
  type Exchange,
  nextLimit,
  sequenceOf,
  sequencePlace,
  sequenceText,
} from "./exchange.ts";
import { accuse, type Charge } from "../ledger.ts";
import { limitText } from "../narrative/limits.ts";
import { finish } from "./settlement.ts";
import type { Moment } from "../state.ts";
import { duration, namesText } from "../narrative/words.ts";

/** The deadline of an exchange has passed: it is over where nothing is owed, else broken. */
export function exchangeMissed(moment: Moment, exchange: Exchange): void {
  const sequence = sequenceOf(exchange);
  if (moment.at >= exchange.stopAt) {
    finish(moment, exchange, { phase: "interrupted" });
    return;
  }
  const complete = sequence === null || acceptsAt(sequence, exchange.state);
  if (!complete) accuse(moment, missedCharge(moment, exchange), !exchange.doubt);
  finish(moment, exchange, { phase: complete || exchange.doubt ? "ended" : "broken" });
}

function missedCharge(moment: Moment, exchange: Exchange): Charge {
  const { at, scope } = moment;
  const { operation, replies } = exchange.view;
  const last = replies.at(-1);
  const after = duration(at - exchange.lastAt);
  const keyword = last === undefined ? "within" : "gap";
  const expected = expectedText(exchange);
  const since = last === undefined ? `the request \`${exchange.message.name}\`` : `\`${last.name}\``;
  return {
    rule: awaitsClose(exchange) ? "NO-CLOSE" : last === undefined ? "NO-REPLY" : "STALLED",
    place: sequencePlace(operation),
    frame: null,
    summary: `${expected} did not come within ${after} after ${since}`,
    promised: `${sequenceText(operation)}, ${limitText(keyword, nextLimit(exchange), scope.options)}`,
    got: last === undefined ? `no reply${errorSince(moment, exchange)}` : `nothing after \`${last.name}\``,
  };
}

/** An error that came meanwhile, and that the document does not let answer this operation. */
function errorSince({ connection }: Moment, { view }: Exchange): string {
  const { operation, startedAt } = view;
  const error = connection.view.received.findLast(
    ({ at, reading }) => at >= startedAt && reading.kind === "message" && reading.message.error,
  );
  return error === undefined ? "" : `; \`${error.name}\` came, which is no reply of \`${operation.name}\``;
}

function expectedText(exchange: Exchange): string {
  const steps = sequenceOf(exchange)?.states[exchange.state]?.steps ?? [];
  return namesText(steps.map(({ on }) => (on.kind === "name" ? on.name : `close(${on.code})`)));
}
