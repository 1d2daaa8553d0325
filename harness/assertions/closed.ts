import type { Finding } from "./finding.ts";
import { codeFits, codesText } from "./outcome.ts";
import { isClose, wrongSubject } from "./subjects.ts";

/** Was the connection closed with one of these codes? */
export function isClosedWith(subject: unknown, codes: number | readonly number[] | "any"): Finding {
  if (!isClose(subject)) throw wrongSubject("closedWith", "what `close()` or `closedByServer()` gives");
  if (codeFits(subject.code, codes)) return null;
  const reason = subject.reason === "" ? "" : ` (${JSON.stringify(subject.reason)})`;
  return {
    rule: "WRONG-CLOSE",
    summary: `the connection was closed with ${subject.code} where ${codesText(codes)} was due`,
    promised: `close: ${codesText(codes)}`,
    got: `close ${subject.code}${reason}, by the ${subject.by}, after ${Math.round(subject.afterMs)} ms`,
  };
}
