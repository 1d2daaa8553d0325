import type { CloseCodes, RejectKind, StatusCodes } from "../contract/model.ts";

/** Close codes where the document leaves the choice (RFC 6455, section 7.4.1). */
const USUAL: { readonly [kind in RejectKind]?: number } = { malformed: 1007, binary: 1003, tooLarge: 1009 };
const POLICY_VIOLATION = 1008;

/** The code that the document names first, else the usual one. */
export function closeCodeOf(codes: CloseCodes, reject: RejectKind | null): number {
  const usual = (reject === null ? undefined : USUAL[reject]) ?? POLICY_VIOLATION;
  return codes.kind === "codes" ? (codes.codes[0] ?? usual) : usual;
}

export function statusOf(codes: StatusCodes, usual: number): number {
  return codes.kind === "codes" ? (codes.codes[0] ?? usual) : usual;
}

/** True for a code that a close frame may carry (RFC 6455, section 7.4.2). */
export function isSendable(code: number): boolean {
  if (code >= 3000) return code <= 4999;
  return code >= 1000 && code <= 1014 && code !== 1004 && code !== 1005 && code !== 1006;
}
