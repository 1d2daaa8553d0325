import { messageNamed } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import { pointerGet } from "../../contract/json-pointer.ts";
import type { Channel, Message, ReplyForm, Where } from "../../contract/model.ts";
import type { Composer } from "../compose/composer.ts";
import type { Correlation } from "../compose/correlation.ts";
import type { Edit } from "../compose/edit.ts";
import { whereEdits } from "../compose/rules.ts";

/** The message that tells a client that its frame was refused: the id, as declared, and the values of `where`. */
export function refusalMessage(
  composer: Composer,
  channel: Channel,
  about: { readonly form: ReplyForm; readonly where: readonly Where[]; readonly correlation: Correlation },
): { message: Message; payload: Json } {
  const { form, where, correlation } = about;
  const message = messageNamed(channel, form.message);
  const edits = [
    ...idEdits(message, form.correlated ? correlation : null),
    ...whereEdits(message, [...form.where, ...where], 0),
  ];
  return { message, payload: composer.compose(message, 0, () => edits) };
}

/** Without a readable id there is none, if the schema allows that; else whatever the example says. */
function idEdits(message: Message, correlation: Correlation): Edit[] {
  return message.correlation.map((at, index) => {
    const value = correlation?.[index];
    return {
      at,
      values: value === undefined ? [undefined, null] : [value, undefined, null],
      why: "correlation",
    };
  });
}

/** The id in bad input: where its message has it, else where any message of a client has one. */
export function readableCorrelation(
  channel: Channel,
  message: Message | null,
  payload: Json | undefined,
): Correlation {
  const places =
    message === null ? channel.messages.map(({ correlation }) => correlation) : [message.correlation];
  for (const pointers of places) {
    const values = pointers.map((pointer) => pointerGet(payload, pointer));
    const found = values.filter((value) => value !== undefined && value !== null);
    if (found.length > 0 && found.length === values.length) return found;
  }
  return null;
}
