import type { Json } from "../../contract/json.ts";
import { pointerGet } from "../../contract/json-pointer.ts";
import { type Code, type Payload, withCode, withJson } from "../payload.ts";
import type { BaseRequest } from "./base-request.ts";
import { freePointer } from "./correlation.ts";
import type { Planning } from "./planning.ts";

/** Turns for which the value has to be valid. */
const TURNS = [1, 50, 3000];
const UUID = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-)[0-9a-f]{12}$/i;
const UUID_END = 12;

/**
 * A request whose correlation value differs with every turn of a loop: `req-1` becomes the code `req-${n}`, a UUID ends
 * in the turn, a number is the turn or so many more. With `turn`, it has that turn's value. Left alone where no such
 * value is valid for all turns.
 */
export function numbered(planning: Planning, base: BaseRequest, turn: number | null = null): BaseRequest {
  const { message, payload } = base;
  const at = freePointer(planning, message, payload);
  if (at === null) return base;
  const own = pointerGet(payload.json, at);
  for (const code of codesLike(own)) {
    const plainAt = (number: number): Payload => withJson(payload, at, valueAt(code, number));
    if (TURNS.some((number) => planning.reader.check(message, plainAt(number).json).length > 0)) continue;
    const next = turn === null ? withCode(payload, { at, code }, valueAt(code, 1)) : plainAt(turn);
    return { ...base, payload: next, fixed: [...base.fixed, at] };
  }
  return base;
}

type Numbering = Extract<Code, { readonly kind: "numbered" | "counted" }>;

function codesLike(own: Json | undefined): readonly Numbering[] {
  if (typeof own === "number")
    return [
      { kind: "counted", from: 0 },
      { kind: "counted", from: Math.floor(own) },
    ];
  if (typeof own !== "string") return [];
  const [, head] = UUID.exec(own) ?? [];
  if (head !== undefined) return [{ kind: "numbered", text: head, digits: UUID_END }];
  return [{ kind: "numbered", text: /\d$/.test(own) ? own.replace(/\d+$/, "") : `${own}-`, digits: 0 }];
}

function valueAt(code: Numbering, turn: number): Json {
  if (code.kind === "counted") return code.from + turn;
  return `${code.text}${String(turn).padStart(code.digits, "0")}`;
}
