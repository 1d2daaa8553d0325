import { isObject, type Json } from "../json.ts";
import type { Place } from "../model.ts";
import type { SourcePlace } from "../tool-error.ts";
import type { Loading } from "./loading.ts";
import { placesById } from "./messages-of-2.ts";
import { parserInput } from "./parser-input.ts";
import type { SourceTree } from "./source-tree.ts";

const ERROR = 0;

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

/** A rule that counts references to one message as messages. */
const UNIQUE_MESSAGES = "asyncapi2-message-messageId-uniqueness";

/** What the official parser calls an error. */
export interface ParserFault {
  readonly message: string;
  /** Where it lies; the parser's own range, which may be nearer than the place. */
  readonly place: Place;
  readonly where: SourcePlace;
}

/**
 * Lets the official AsyncAPI parser judge the document, and gives what it calls errors. Whatever it throws is one of
 * them: what it can't read may still be read here. It is loaded here and nowhere else: it takes most of a cold start.
 */
export async function faultsByOfficialParser(loading: Loading): Promise<readonly ParserFault[]> {
  const { tree, warn } = loading;
  const { Parser } = await import("@asyncapi/parser");
  const { text, source, resolver, placeOf } = parserInput(tree);
  const large = weightOf(tree.follow("#").value) > LARGE;
  if (large) warn("CHECKED-PARTLY", "#", `not checked, for its size: ${QUADRATIC.join(", ")}`);
  const rules = Object.fromEntries(QUADRATIC.map((rule) => [rule, "off" as const]));
  const parser = new Parser({
    ...(large ? { ruleset: { extends: [], rules } } : {}),
    __unstable: { resolver },
  });
  const diagnostics = await validated(() => parser.validate(text, { source }));
  if (typeof diagnostics === "string") return [{ message: diagnostics, place: "#", where: tree.where("#") }];
  const faults = diagnostics
    // References are followed by us, and those inside data are none.
    .filter(({ severity, code }) => severity === ERROR && code !== "invalid-ref")
    .map((one) => ({ code: one.code, message: one.message, ...placeOf(one) }))
    .filter(({ code, place }) => code !== UNIQUE_MESSAGES || sharesItsId(place, tree))
    .map(({ message, place, where }) => ({ message, place, where }));
  // What several references lead to is judged as often.
  return [...new Map(faults.map((one) => [`${one.place} ${one.message}`, one])).values()];
}

/** Has the message in which this lies the id of another one? */
function sharesItsId(place: Place, tree: SourceTree): boolean {
  return [...placesById(tree).values()].some(
    (places) => places.size > 1 && [...places].some((message) => place.startsWith(message)),
  );
}

/** What the parser gives; else how it failed, in its words. */
async function validated<T>(validate: () => Promise<T>): Promise<T | string> {
  try {
    return await validate();
  } catch (error) {
    return `it fails over the document: ${error instanceof Error ? error.message : String(error)}`;
  }
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
