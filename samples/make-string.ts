import type { Conjunction } from "./conjunction.ts";
import { FORMATS } from "./formats.ts";
import type { Attempt } from "./maker.ts";
import { matchPattern } from "./match-pattern.ts";
import { fitsString, type StringRules, stringRules } from "./scalar-fit.ts";
import { readableTexts } from "./words.ts";

/** The most readable string that fits: what the schema suggests, its format, its field's name, its pattern. */
export function makeString(conjunction: Conjunction, name: string, attempt: Attempt): string {
  const rules = stringRules(conjunction);
  const fitting = candidates(rules, name, attempt).find((text) => fitsString(conjunction, text));
  if (fitting !== undefined) return fitting;
  for (const pattern of rules.patterns) {
    for (let turn = 0; turn < 20; turn += 1) {
      const text = matchPattern(pattern, attempt.random, rules.minLength);
      if (text !== null && fitsString(conjunction, text)) return text;
    }
  }
  return toLength(readableTexts(name, attempt.serial)[0] ?? "text", rules.minLength, rules.maxLength);
}

function candidates(rules: StringRules, name: string, attempt: Attempt): string[] {
  const readable = readableTexts(name, attempt.serial);
  const uuid = rules.formats.includes("uuid") ? [makeUuid(attempt)] : [];
  const formatted = rules.formats.flatMap((format) => FORMATS[format]?.good ?? []);
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
