import { patternOf } from "../contract/index.ts";
import { type Conjunction, Contradiction } from "./conjunction.ts";
import { goodValues } from "./formats.ts";
import type { Attempt } from "./maker.ts";
import { matchPattern } from "./match-pattern.ts";
import { fitsString, type StringRules, stringRules } from "./scalar-fit.ts";
import { readableTexts } from "./words.ts";

/** The most readable string that fits: what the schema suggests, its format, its field's name, its pattern. */
export function makeString(conjunction: Conjunction, name: string, attempt: Attempt): string {
  const rules = stringRules(conjunction);
  if (rules.minLength > rules.maxLength)
    throw new Contradiction(conjunction[0]?.place ?? "#", "no string is as long");
  const fitting = (text: string): boolean => fitsString(conjunction, text);
  if (attempt.leaves !== null) {
    for (const any of anyText(rules, name, attempt)) if (fitting(any)) return any;
  }
  // What nobody checks (a back reference) is built, not guessed.
  const unchecked = rules.patterns.filter((pattern) => patternOf(pattern) === null);
  const built = unchecked.flatMap((pattern) => matches(pattern, rules, attempt)).find(fitting);
  if (built !== undefined) return built;
  const readable = candidates(rules, name, attempt).find(fitting);
  if (readable !== undefined) return readable;
  const each = rules.patterns.map((pattern) => matches(pattern, rules, attempt));
  const matched = [...each.flat(), ...joined(each)].find(fitting);
  return (
    matched ?? toLength(readableTexts(name, attempt.serial)[0] ?? "text", rules.minLength, rules.maxLength)
  );
}

/** One match after the other, in both orders: patterns that look at different ends agree on that. */
function joined(each: readonly (readonly string[])[]): string[] {
  const [first = [], second = []] = each;
  return first.flatMap((one, index) => {
    const other = second[index] ?? "";
    return [one + other, other + one];
  });
}

/** Strings that match one pattern, of fitting length where that can be had. */
function matches(pattern: string, rules: StringRules, attempt: Attempt): string[] {
  return [...eachMatch(pattern, rules, attempt)];
}

function* eachMatch(
  pattern: string,
  { minLength, maxLength }: StringRules,
  { random }: Attempt,
): IterableIterator<string> {
  for (let turn = 0; turn < 20; turn += 1) {
    const text = matchPattern(pattern, random, minLength);
    if (text === null) return;
    yield text;
    yield toLength(text, minLength, maxLength);
  }
}

/** Strings that nobody has to read: of a format, matching a pattern, or any. Most often the first one fits. */
function* anyText(rules: StringRules, name: string, attempt: Attempt): IterableIterator<string> {
  const { leaves, random } = attempt;
  if (leaves === null) return;
  const [format] = rules.formats;
  const formatted = format === undefined ? [] : goodValues(format);
  if (format === "uuid") return yield makeUuid(attempt);
  if (formatted.length > 0) return yield* [random.pick(formatted), ...formatted];
  if (rules.patterns.length > 0) {
    for (const pattern of rules.patterns) yield* eachMatch(pattern, rules, attempt);
    return;
  }
  const most = Math.min(rules.maxLength, rules.minLength + LONGEST);
  const any = leaves.text(rules.minLength, most);
  const readable = readableTexts(name, 1 + random.below(9));
  if (random.below(3) === 0) yield random.pick(readable);
  yield any;
}

/** How much longer than it has to be a string is made. */
const LONGEST = 120;

function candidates(rules: StringRules, name: string, attempt: Attempt): string[] {
  const readable = readableTexts(name, attempt.serial);
  const uuid = rules.formats.includes("uuid") ? [makeUuid(attempt)] : [];
  const formatted = rules.formats.flatMap(goodValues);
  if (attempt.number > 0) readable.push(readable.splice(attempt.random.below(readable.length), 1)[0] ?? "a");
  const plain = [...uuid, ...formatted, ...readable];
  if (rules.patterns.length > 0 || formatted.length > 0) return plain;
  return [...plain.slice(0, 2), toLength(plain[0] ?? "text", rules.minLength, rules.maxLength)];
}

/** Padded with its own words, or cut, so that it has so many characters; surrogate pairs stay whole. */
export function toLength(text: string, least: number, most: number): string {
  const characters = [...text];
  if (characters.length > most) return characters.slice(0, most).join("").trimEnd().padEnd(most, "x");
  return characters.length < least ? text + "x".repeat(least - characters.length) : text;
}

/** RFC 9562, version 4, from the attempt's own chance. */
function makeUuid({ random }: Attempt): string {
  return `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-a${random.hex(3)}-${random.hex(12)}`;
}
