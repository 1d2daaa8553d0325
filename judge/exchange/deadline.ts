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
import { cameSince, isError } from "../frames/came-since.ts";
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
    got: last === undefined ? `no reply${insteadOf(moment, exchange)}` : `nothing after \`${last.name}\``,
  };
}

/** What came meanwhile by itself, and what the document does not let answer this operation. */
function insteadOf({ connection }: Moment, { view, frame }: Exchange): string {
  const came = cameSince(connection, frame);
  if (came === null) return "";
  const hint = isError(came) ? "" : " (if it refuses requests: x-contract: {error: true})";
  return `; \`${came.name}\` came, which is no reply of \`${view.operation.name}\`${hint}`;
}

function expectedText(exchange: Exchange): string {
  const steps = sequenceOf(exchange)?.states[exchange.state]?.steps ?? [];
  return namesText(steps.map(({ on }) => (on.kind === "name" ? on.name : `close(${on.code})`)));
}
