/** Formats that are proposed; each pattern is at least as strict as the validator's. */
const FORMATS: readonly (readonly [format: string, pattern: RegExp])[] = [
  ["uuid", /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i],
  [
    "date-time",
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/,
  ],
  ["date-time", /^\d{4}-(01|03|05|07|08|10|12)-3[01]T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?Z$/],
  ["date", /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/],
  ["email", /^[a-z0-9_+-]+(\.[a-z0-9_+-]+)*@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/i],
  ["uri", /^(https?|wss?):\/\/[a-z0-9-]+(\.[a-z0-9-]+)*(:\d+)?(\/[\w./~-]*)?(\?[\w.=&~-]*)?$/i],
];
const LONGEST = 256;

/** The one format that a text has; "" for none. */
export function formatOf(text: string): string {
  if (text.length < 8 || text.length > LONGEST) return "";
  return FORMATS.find(([, pattern]) => pattern.test(text))?.[0] ?? "";
}

/** Members whose few values are a list that somebody has made, not data. */
const LISTED =
  /(^|[_-])(type|kind|status|state|level|code|mode|role|severity|side|direction|phase|stage|priority|category|action|op|unit|currency|outcome|result|visibility|presence)$/i;
const LISTED_CAMEL = /[a-z](Type|Kind|Status|State|Level|Code|Mode|Role|Severity|Side|Phase|Stage|Priority)$/;
const WORD = /^[A-Za-z][A-Za-z0-9_.:-]{0,31}$/;
const CONSTANT = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;
/** Four digits in a row, or hexadecimal of some length: somebody's number. */
const NUMBERED = /\d{4}|[0-9a-f]{12}/i;

/** Letters and digits in turns, as in a voucher or a number plate: no word of a protocol. */
const MIXED = /[A-Z]\d+[A-Z]+\d/;

/** Members that say which protocol is spoken. */
const SPOKEN = /^(jsonrpc|v|proto(col)?([_-]?version)?)$/i;

/** Does a text that is always the same, so often, belong to the protocol: its version, a tag? */
export function isFixed(
  key: string,
  { value, count }: { readonly value: string; readonly count: number },
): boolean {
  if (SPOKEN.test(key)) return count >= FOR_SPOKEN && value.length <= 16 && isTag(value);
  return count >= FOR_TAG && SURE_TAGS.includes(key) && isTag(value);
}

const FOR_SPOKEN = 5;
const FOR_TAG = 20;
/** Names under which protocols say what a message is, and nothing else. */
export const SURE_TAGS: readonly string[] = [
  "type",
  "event",
  "method",
  "action",
  "op",
  "kind",
  "cmd",
  "command",
];

/** May these values be written down as an enumeration? Never free text, never ids, never names of people. */
export function isVocabulary(key: string, values: readonly string[]): boolean {
  if (!values.every((value) => WORD.test(value) && !NUMBERED.test(value))) return false;
  const named = LISTED.test(key) || LISTED_CAMEL.test(key);
  return named || values.every((value) => value.length > 2 && CONSTANT.test(value) && !MIXED.test(value));
}

/** May the value stand in the document as what tells a message from others? */
export function isTag(value: string): boolean {
  return /^[A-Za-z0-9_$][A-Za-z0-9_.:/$-]{0,47}$/.test(value) && !NUMBERED.test(value);
}

/** Names of members that hold an id. */
export function isIdName(key: string): boolean {
  return (
    /(^|[_-])(id|ref|seq|nonce|cid|uuid|guid|corr|correlation|rid|mid|tid)$/i.test(key) ||
    /[a-z](Id|ID|Ref|Uuid|Nonce)$/.test(key)
  );
}

/** Is the name of a member a word of the protocol, and no data (a user's name, a number, an address)? */
export function isMemberName(key: string): boolean {
  return /^[\p{L}_$@][\p{L}\p{M}\p{N}_$.@-]{0,47}$/u.test(key) && !NUMBERED.test(key) && !/.@/.test(key);
}

/** A segment of a path that is data: a number, a UUID, a long token. */
export function isDataSegment(segment: string): boolean {
  return (
    /^\d+$/.test(segment) ||
    formatOf(segment) === "uuid" ||
    /^(?=.*\d)[\w-]{16,}$/.test(segment) ||
    /\*{3}\d/.test(segment)
  );
}
