import type { Json } from "../../contract/json.ts";
import { pointerGet } from "../../contract/json-pointer.ts";
import type { Contract, Echo, Message } from "../../contract/model.ts";
import { readingsOf } from "../handshake/fields.ts";
import type { Edit } from "./edit.ts";
import { declares } from "./schema-at.ts";
import { pointsAt } from "./tally.ts";

/** Where echoed values come from. */
export interface Sources {
  readonly request: Json | undefined;
  readonly handshake: Json;
}

/**
 * Echoes hold where the schema of the message declares the field; a value that is absent or null in the source is
 * absent or null here too. What comes from the handshake may stand for a number or boolean.
 */
export function echoEdits(
  contract: Contract,
  message: Message,
  about: { readonly echoes: readonly Echo[]; readonly sources: Sources; readonly index: number },
): Edit[] {
  const { echoes, sources, index } = about;
  return echoes
    .filter(({ to }) => pointsAt(to, message, index) && declares(contract, message, to.pointer))
    .map(({ to, from }) => {
      const source = from.of === "handshake" ? sources.handshake : sources.request;
      const values = alternatives(pointerGet(source, from.pointer), from.of === "handshake");
      return { at: to.pointer, values, why: `echoes ${to.pointer}` };
    });
}

function alternatives(value: Json | undefined, fromWire: boolean): readonly (Json | undefined)[] {
  if (value === undefined) return [undefined, null];
  if (value === null) return [null, undefined];
  return fromWire && typeof value === "string" ? readingsOf(value) : [value];
}
