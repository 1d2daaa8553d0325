import type { Finding } from "../finding.ts";
import { FAULTS } from "../finding-codes.ts";
import { ToolError } from "../tool-error.ts";
import type { Loading } from "./loading.ts";
import type { ParserFault } from "./official-parser.ts";

const MOST_SHOWN = 20;
/** Behind what are not our words. */
const BY_PARSER = "(the official parser)";

type Opened = Loading & { readonly findings: readonly Finding[] };

/** Reports what the official parser calls errors, without what was already said of the same place or of one below. */
export function reportParserFaults(faults: readonly ParserFault[], loading: Opened): void {
  const known = loading.findings.filter(({ code }) => FAULTS.has(code));
  for (const { message, place, where } of faults)
    if (!known.some((one) => isSame(one, { message, place, where })))
      loading.warn("DOCUMENT-FAULT", place, `${message} ${BY_PARSER}: read as it stands`, where);
}

function isSame(known: Finding, { place, where }: ParserFault): boolean {
  const sameLine = known.where.file === where.file && known.where.line === where.line;
  return (
    sameLine ||
    known.place === place ||
    // What is wrong with the whole is not said by what is wrong in it.
    (place !== "#" && known.place.startsWith(`${place}/`)) ||
    place.startsWith(`${known.place}/`)
  );
}

/** Throws DOCUMENT-INVALID with all faults found, where there is one. */
export function refuseFaults(findings: readonly Finding[], why: string): void {
  const faults = findings.filter(({ code }) => FAULTS.has(code));
  const [first] = faults;
  if (first !== undefined) throw invalidDocument(faults, why);
}

/** The error that lists faults. */
export function invalidDocument(
  faults: readonly Pick<Finding, "message" | "where">[],
  why: string,
): ToolError {
  const lines = faults
    .slice(0, MOST_SHOWN)
    .map(({ where: { file, line, column }, message }) => `  ${file}:${line}:${column}  ${message}`);
  if (faults.length > MOST_SHOWN) lines.push(`  and ${faults.length - MOST_SHOWN} more`);
  return new ToolError("DOCUMENT-INVALID", `${why}:\n${lines.join("\n")}`, {
    where: faults[0]?.where ?? null,
    hint: faults.some(({ message }) => message.includes(BY_PARSER))
      ? "what is marked so are the words of the official parser (@asyncapi/parser)"
      : "",
  });
}
