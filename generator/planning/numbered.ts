import type { PayloadPointer } from "../../contract/model.ts";
import { type Payload, withCode, withJson } from "../payload.ts";
import type { BaseRequest } from "./base-request.ts";
import type { Planning } from "./planning.ts";

/** A text that is to differ with every turn of a loop. */
export interface Numbered {
  readonly at: PayloadPointer;
  readonly value: string;
  /** The turn that is meant; null: the turn that the loop is at. */
  readonly turn: number | null;
}

/** Turns for which the text has to be valid. */
const TURNS = [1, 50, 3000];

/** `req-1` becomes the code `req-${n}`, or the text of one turn; left alone where that is not valid. */
export function numberedText(planning: Planning, base: BaseRequest, { at, value, turn }: Numbered): Payload {
  const text = /\d$/.test(value) ? value.replace(/\d+$/, "") : `${value}-`;
  const plainAt = (number: number): Payload => withJson(base.payload, at, `${text}${number}`);
  if (TURNS.some((number) => planning.reader.check(base.message, plainAt(number).json).length > 0))
    return base.payload;
  return turn === null
    ? withCode(base.payload, { at, code: { kind: "numbered", text } }, `${text}1`)
    : plainAt(turn);
}
