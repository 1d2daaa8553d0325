import { type Json, jsonEqual } from "../../contract/json.ts";
import { pointerGet } from "../../contract/json-pointer.ts";
import type { ClientOperation, Contract, Message, ReplyForm } from "../../contract/model.ts";
import { REJECT_KINDS } from "../../contract/model.ts";
import type { Edit } from "./edit.ts";
import { schemasAt } from "./schema-at.ts";

/** What an error says of a failure for which the document has no word. */
const NO_WORD = "failed";

interface About {
  readonly contract: Contract;
  readonly message: Message;
  readonly operation: ClientOperation;
}

/**
 * An error that answers a request in order must not look like the declared refusal of bad input: gives it another
 * value where it would, as far as the schema has one.
 */
export function unlikeRefusals({ contract, message, operation }: About, base: Json): Edit[] {
  if (!message.error) return [];
  const forms = formsOf(operation).filter((form) => form.message === message.name);
  const like = forms.find(({ where }) => where.length > 0 && where.every((one) => isSaid(base, one)));
  const at = like?.where[0]?.at.pointer;
  if (at === undefined) return [];
  const taken = forms.flatMap(({ where }) => where.filter((one) => one.at.pointer === at));
  const isTaken = (value: Json): boolean =>
    taken.some(({ values }) => values.some((one) => jsonEqual(one, value)));
  const words = schemasAt(contract, message, at).flatMap((schema) => schema["enum"] ?? []);
  const numbers = taken.flatMap((one) => one.values).filter((value) => typeof value === "number");
  const none = numbers.length > 0 ? Math.max(...numbers) + 1 : NO_WORD;
  const values = [...words, none].filter((value) => !isTaken(value));
  return [{ at, values, why: `where ${at}` }];
}

function isSaid(base: Json, { at, values }: ReplyForm["where"][number]): boolean {
  const found = pointerGet(base, at.pointer);
  return found !== undefined && values.some((value) => jsonEqual(value, found));
}

const known = new WeakMap<ClientOperation, readonly ReplyForm[]>();

/** The messages that the operation's declared refusals send. */
function formsOf(operation: ClientOperation): readonly ReplyForm[] {
  const found = known.get(operation);
  if (found !== undefined) return found;
  const forms = REJECT_KINDS.flatMap((kind) => {
    const refusal = operation.rejects[kind];
    return refusal.kind === "declared" ? refusal.outcomes : [];
  }).flatMap((outcome) =>
    outcome.kind === "reply" || outcome.kind === "reply-close" ? [outcome.reply] : [],
  );
  known.set(operation, forms);
  return forms;
}
