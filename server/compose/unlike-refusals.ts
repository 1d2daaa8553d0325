import { type Json, jsonEqual } from "../../contract/json.ts";
import { declaredReplies } from "../../contract/index.ts";
import type { ClientOperation, Contract, Message } from "../../contract/model.ts";
import { type Edit, holds } from "./edit.ts";
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
  const forms = declaredReplies(operation.rejects).filter((form) => form.message === message.name);
  const like = forms.find(
    ({ where }) =>
      where.length > 0 && where.every(({ at, values }) => holds(base, { at: at.pointer, values })),
  );
  const at = like?.where[0]?.at.pointer;
  if (at === undefined) return [];
  const said = forms.flatMap(({ where }) => where.filter((one) => one.at.pointer === at));
  const taken = said.flatMap(({ values }) => values);
  const words = schemasAt(contract, message, at).flatMap((schema) => schema["enum"] ?? []);
  const numbers = taken.filter((value) => typeof value === "number");
  const none = numbers.length > 0 ? Math.max(...numbers) + 1 : NO_WORD;
  const values = [...words, none].filter((value) => !taken.some((one) => jsonEqual(one, value)));
  return [{ at, values, why: `where ${at}` }];
}
