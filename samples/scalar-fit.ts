import type { Conjunction } from "./conjunction.ts";
import { FORMATS } from "./formats.ts";
import { patternOf } from "../contract/index.ts";
import { highest, lowest, numbersAt } from "./rules-below.ts";

/** The string keywords of a conjunction, read once. */
export interface StringRules {
  readonly minLength: number;
  readonly maxLength: number;
  readonly patterns: readonly string[];
  readonly formats: readonly string[];
}

export function stringRules(conjunction: Conjunction): StringRules {
  const words = (keyword: string): string[] =>
    conjunction.map(({ schema }) => schema[keyword]).filter((value) => typeof value === "string");
  return {
    minLength: lowest(conjunction, "minLength", 0),
    maxLength: highest(conjunction, "maxLength"),
    patterns: words("pattern"),
    formats: words("format"),
  };
}

/** Does a string keep the lengths, patterns and (as far as our table knows them) formats? */
export function fitsString(conjunction: Conjunction, text: string): boolean {
  const { minLength, maxLength, patterns, formats } = stringRules(conjunction);
  const length = [...text].length;
  return (
    length >= minLength &&
    length <= maxLength &&
    patterns.every((pattern) => patternOf(pattern)?.test(text) ?? true) &&
    formats.every((format) => FORMATS[format]?.looks.test(text) ?? true)
  );
}

/** Does a number keep bounds and multiples? */
export function fitsNumber(conjunction: Conjunction, value: number): boolean {
  return (
    value >= Math.max(-Infinity, ...numbersAt(conjunction, "minimum")) &&
    value <= highest(conjunction, "maximum") &&
    numbersAt(conjunction, "exclusiveMinimum").every((bound) => value > bound) &&
    numbersAt(conjunction, "exclusiveMaximum").every((bound) => value < bound) &&
    numbersAt(conjunction, "multipleOf").every((step) => isMultiple(value, step)) &&
    fitsRange(formatRange(conjunction), value)
  );
}

/** The range that number formats ask for, as the checker enforces them. */
interface Range {
  readonly least: number;
  readonly most: number;
  readonly whole: boolean;
}

export function formatRange(conjunction: Conjunction): Range {
  const formats = conjunction.map(({ schema }) => schema["format"]);
  if (formats.includes("int32")) return { least: -(2 ** 31), most: 2 ** 31 - 1, whole: true };
  return { least: -Infinity, most: Infinity, whole: formats.includes("int64") };
}

function fitsRange({ least, most, whole }: Range, value: number): boolean {
  return value >= least && value <= most && (!whole || Number.isInteger(value));
}

/** As ajv judges it: the quotient is a whole number (0.3 is no multiple of 0.1). */
export function isMultiple(value: number, step: number): boolean {
  return step > 0 && Number.isInteger(value / step);
}
