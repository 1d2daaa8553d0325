import type { createRequire } from "node:module";
import type { _ as code, CodeKeywordDefinition } from "ajv";

type Load = ReturnType<typeof createRequire>;

/**
 * `minLength` and `maxLength` in place of ajv's own, which counts the characters of each string one by one. A character
 * has one or two code units (JSON Schema Validation, section 6.3, by RFC 8259), and the length in these is known: it
 * decides for most strings, and the others are counted.
 */
export function stringLength(load: Load): CodeKeywordDefinition {
  const { default: own }: { default: CodeKeywordDefinition } = load(
    "ajv/dist/vocabularies/validation/limitLength.js",
  );
  const { _ }: { _: typeof code } = load("ajv");
  const { useFunc }: typeof import("ajv/dist/compile/util.js") = load("ajv/dist/compile/util.js");
  const { default: counted }: typeof import("ajv/dist/runtime/ucs2length.js") = load(
    "ajv/dist/runtime/ucs2length.js",
  );
  return {
    ...own,
    code(context) {
      const { keyword, data, schemaCode: limit } = context;
      const count = _`${useFunc(context.gen, counted)}(${data})`;
      context.fail$data(
        keyword === "maxLength"
          ? _`${data}.length > ${limit} && ${count} > ${limit}`
          : _`${data}.length < ${limit} || (${data}.length < 2 * ${limit} && ${count} < ${limit})`,
      );
    },
  };
}
