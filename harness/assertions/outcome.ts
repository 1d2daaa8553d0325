import { jsonEqual } from "../../contract/json.ts";
import { pointerGet } from "../../contract/json-pointer.ts";
import type { ReceivedMessage } from "../../judge/model.ts";
import type { ExpectedOutcome } from "../model.ts";
import { cut } from "./words.ts";

type Codes = number | readonly number[] | "any";

export function codeFits(code: number, codes: Codes): boolean {
  if (codes === "any") return true;
  return typeof codes === "number" ? code === codes : codes.includes(code);
}

/** Has this reply the name and the values that the outcome asks for? */
export function replyFits(reply: ReceivedMessage | null, { reply: name, where }: ExpectedOutcome): boolean {
  if (name === undefined) return reply === null;
  if (reply?.name !== name) return false;
  return Object.entries(where ?? {}).every(([pointer, value]) =>
    // `error#/code` and `/code` mean the same here: there is one message.
    jsonEqual(pointerGet(reply.payload, pointer.slice(pointer.indexOf("#") + 1)), value),
  );
}

/** Outcomes as the vocabulary writes them: `{reply: error, where: {/code: "INVALID"}} or {close: 1008}`. */
export function outcomeText(outcomes: readonly ExpectedOutcome[]): string {
  if (outcomes.length === 0) return "nothing in particular";
  return outcomes.map(oneText).join(" or ");
}

function oneText({ reply, where, close, status, ignored }: ExpectedOutcome): string {
  const values = Object.entries(where ?? {}).map(([pointer, value]) => `${pointer}: ${cut(value)}`);
  const parts = [
    reply === undefined ? "" : `reply: ${reply}`,
    values.length === 0 ? "" : `where: {${values.join(", ")}}`,
    close === undefined ? "" : `close: ${codesText(close)}`,
    status === undefined ? "" : `status: ${codesText(status)}`,
    ignored === true ? "ignored: true" : "",
  ];
  return `{${parts.filter((part) => part !== "").join(", ")}}`;
}

export function codesText(codes: Codes): string {
  return typeof codes === "object" ? codes.join(" or ") : String(codes);
}
