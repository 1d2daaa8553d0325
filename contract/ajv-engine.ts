import { createRequire } from "node:module";
import type { Ajv, FuncKeywordDefinition, Options } from "ajv";
import { OWN_FORMATS } from "./formats/index.ts";
import { isMultipleOf } from "./formats/multiple-of.ts";
import type { SchemaEntry } from "./model.ts";
import { patternOf } from "./pattern.ts";
import { stringLength } from "./string-length.ts";

const load = createRequire(import.meta.url);

const MODULES: { readonly [dialect in SchemaEntry["dialect"]]: string } = {
  "draft-07": "ajv",
  "2019-09": "ajv/dist/2019.js",
  "2020-12": "ajv/dist/2020.js",
};

/**
 * Patterns that Unicode mode refuses are read without it; those that nobody can check, or not in bounded time, match
 * everything, and the loader reports them as unchecked.
 */
const readPattern: NonNullable<NonNullable<Options["code"]>["regExp"]> = Object.assign(
  (source: string) => {
    const pattern = patternOf(source);
    if (pattern === null) return /(?:)/;
    // Ajv tells patterns apart by their text.
    return { test: pattern.decide, toString: () => pattern.toString() };
  },
  { code: "readPattern" },
);

/** For schemas of users: unknown words and formats are the loader's to report, not ajv's to refuse. */
const LENIENT: Options = {
  strict: false,
  // `.inf` and `.nan` of YAML, and numbers beyond all doubles: JSON can't say them, and they would go out as null.
  strictNumbers: true,
  allErrors: false,
  verbose: true,
  ownProperties: true,
  validateSchema: false,
  logger: false,
  // Shorter code is not checked faster, and takes a third of the time to compile.
  code: { regExp: readPattern, optimize: false },
};

/** In place of ajv's own, which divides doubles. */
const MULTIPLE_OF: FuncKeywordDefinition = {
  keyword: "multipleOf",
  type: "number",
  schemaType: "number",
  errors: true,
  compile(step: number, parentSchema) {
    const message = `must be multiple of ${step}`;
    const validate: ReturnType<NonNullable<FuncKeywordDefinition["compile"]>> = (value: number) => {
      if (isMultipleOf(value, step)) return true;
      validate.errors = [{ keyword: "multipleOf", params: { multipleOf: step }, message, parentSchema }];
      return false;
    };
    return validate;
  },
};

/** A new ajv for payload schemas of a dialect; with `allErrors` it goes on after the first fault. The library is loaded at first use. */
export function payloadEngine(dialect: SchemaEntry["dialect"], allErrors = false): Ajv {
  const { default: Engine }: { default: new (options: Options) => Ajv } = load(MODULES[dialect]);
  const { default: addFormats }: { default: (engine: Ajv) => Ajv } = load("ajv-formats");
  const engine = addFormats(new Engine({ ...LENIENT, allErrors }))
    .removeKeyword("multipleOf")
    .addKeyword(MULTIPLE_OF)
    .removeKeyword("minLength")
    .removeKeyword("maxLength")
    .addKeyword(stringLength(load));
  for (const [name, format] of Object.entries(OWN_FORMATS)) engine.addFormat(name, format);
  return engine;
}
