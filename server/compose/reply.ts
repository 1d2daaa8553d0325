import type { Json } from "../../contract/json.ts";
import type { Message } from "../../contract/model.ts";
import type { Composer } from "./composer.ts";
import { type Correlation, correlationEdits } from "./correlation.ts";
import type { Edit } from "./edit.ts";
import { countEdits, joinEdits, orderedEdits, type RuleState, whereEdits } from "./rules.ts";
import { echoEdits } from "./sources.ts";
import { sentOf } from "./tally.ts";

/** A reply's place in its exchange. */
export interface ReplyAbout extends RuleState {
  readonly correlation: Correlation;
  /** What else the message has to say (the connection's identity, a handler's patch). */
  readonly further: readonly Edit[];
}

/** The next message of an exchange: correlation, echoes, order, joins, counts, `where`, in this order. */
export function composeReply(composer: Composer, message: Message, about: ReplyAbout): Json {
  const index = sentOf(about.tally, message.name);
  const { echoes } = about.operation;
  return composer.compose(message, index, (base) => [
    ...correlationEdits(message, about.correlation),
    ...echoEdits(composer.contract, message, { echoes, sources: about.sources, index }),
    ...orderedEdits(composer.contract, message, base, about),
    ...joinEdits(message, about),
    ...countEdits(message, about),
    ...whereEdits(message, about.where, index),
    ...about.further,
  ]);
}
