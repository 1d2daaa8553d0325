import { isObject, type Json } from "../json.ts";
import { ToolError } from "../tool-error.ts";
import type { Loading } from "./loading.ts";
import { parserInput } from "./parser-input.ts";

const ERROR = 0;
const MOST_SHOWN = 20;

/**
 * Rules that walk the document with every reference inlined: operations times messages of a channel. What they
 * check is also checked before references are resolved, or by us (parameters, servers).
 */
const QUADRATIC = [
  "asyncapi-document-resolved",
  "asyncapi3-channel-no-query-nor-fragment",
  "asyncapi3-channel-parameters",
  "asyncapi3-channel-servers",
];
/** Operations times messages of the largest channel, from where on those rules take too long. */
const LARGE = 5_000;

/**
 * Lets the official AsyncAPI parser judge the document. Throws a `ToolError` that lists what it calls errors,
 * with file, line and column. The parser is loaded here and nowhere else: it takes most of a cold start.
 */
export async function checkByOfficialParser({ tree, warn }: Loading): Promise<void> {
  const { Parser } = await import("@asyncapi/parser");
  const { text, source, resolver, placeOf } = parserInput(tree);
  const large = weightOf(tree.follow("#").value) > LARGE;
  if (large) warn("CHECKED-PARTLY", "#", `not checked, for its size: ${QUADRATIC.join(", ")}`);
  const rules = Object.fromEntries(QUADRATIC.map((rule) => [rule, "off" as const]));
  const parser = new Parser({
    ...(large ? { ruleset: { extends: [], rules } } : {}),
    __unstable: { resolver },
  });
  const diagnostics = await parser.validate(text, { source });
  const errors = diagnostics
    // References are followed by us, and those inside data are none.
    .filter(({ severity, code }) => severity === ERROR && code !== "invalid-ref")
    .map((one) => ({ message: one.message, path: one.path.join("."), ...placeOf(one) }));
  const [first] = errors;
  if (first === undefined) return;
  const lines = errors
    .slice(0, MOST_SHOWN)
    .map(({ file, line, column, message }) => `  ${file}:${line}:${column}  ${message}`);
  if (errors.length > MOST_SHOWN) lines.push(`  and ${errors.length - MOST_SHOWN} more`);
  throw new ToolError("DOCUMENT-INVALID", `not a valid AsyncAPI document:\n${lines.join("\n")}`, {
    where: { file: first.file, line: first.line, column: first.column },
    hint: "these are the words of the official parser (@asyncapi/parser)",
  });
}

function weightOf(root: Json): number {
  if (!isObject(root)) return 0;
  const channels = isObject(root["channels"]) ? Object.values(root["channels"]) : [];
  const messages = channels.map((channel) => sizeOf(isObject(channel) ? channel["messages"] : undefined));
  return sizeOf(root["operations"]) * Math.max(0, ...messages);
}

function sizeOf(value: Json | undefined): number {
  return isObject(value) ? Object.keys(value).length : 0;
}
