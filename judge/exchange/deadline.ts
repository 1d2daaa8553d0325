import { acceptsAt } from "../../contract/index.ts";
import { declined } from "./declined.ts";
import {
  awaitsClose,
  type Exchange,
  nextLimit,
  sequenceOf,
  sequencePlace,
  sequenceText,
} from "./exchange.ts";
import { accuse, type Charge } from "../ledger.ts";
import { senders } from "../push/claims.ts";
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
  if (!complete && exchange.decline !== null) {
    declined(moment, exchange, exchange.decline);
    return;
  }
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
    got: last === undefined ? `no reply${cameSince(moment, exchange)}` : `nothing after \`${last.name}\``,
  };
}

/** What came meanwhile by itself, an error before all, and what the document does not let answer this operation. */
function cameSince({ connection }: Moment, { view }: Exchange): string {
  const { operation, startedAt } = view;
  const since = connection.view.received.filter(
    ({ at, name, reading }) =>
      at >= startedAt && reading.kind === "message" && senders(connection.channel, name).length > 0,
  );
  const error = since.findLast(({ reading }) => reading.kind === "message" && reading.message.error);
  const last = error ?? since.at(-1);
  if (last === undefined) return "";
  const hint = error === undefined ? " (if it refuses requests: x-contract: {error: true})" : "";
  return `; \`${last.name}\` came, which is no reply of \`${operation.name}\`${hint}`;
}

function expectedText(exchange: Exchange): string {
  const steps = sequenceOf(exchange)?.states[exchange.state]?.steps ?? [];
  return namesText(steps.map(({ on }) => (on.kind === "name" ? on.name : `close(${on.code})`)));
}
