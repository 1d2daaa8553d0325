import { assertNever } from "./assert-never.ts";
import type { CloseCodes } from "./model.ts";

/** True where a close code (or an HTTP status) is one of those meant. */
export function closeMatches(codes: CloseCodes, code: number): boolean {
  switch (codes.kind) {
    case "any":
      return true;
    case "refusing":
      return [1003, 1007, 1008].includes(code) || (code >= 4000 && code <= 4999);
    case "codes":
      return codes.codes.includes(code);
    default:
      return assertNever(codes);
  }
}
