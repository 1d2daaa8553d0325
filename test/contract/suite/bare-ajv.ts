import { Ajv, type Options } from "ajv";
import { Ajv2019 } from "ajv/dist/2019.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Json } from "../../../contract/json.ts";
import type { Draft } from "./measure.ts";

const OPTIONS: Options = { strict: false, validateSchema: false, logger: false };

/** Ajv as anybody would call it, with nothing of ours. Null: it can't compile the schema. */
export function bareChecker(draft: Draft, schema: Json): (value: Json) => boolean | null {
  try {
    const engine = engineOf(draft);
    // The default export of a CommonJS module, as Node gives it.
    addFormats.default(engine);
    const plain = typeof schema === "object" && schema !== null ? { ...schema, $schema: undefined } : schema;
    const validate = engine.compile(plain as boolean | object);
    return (value) => {
      try {
        return validate(value) === true;
      } catch {
        return null;
      }
    };
  } catch {
    return () => null;
  }
}

function engineOf(draft: Draft): Ajv {
  if (draft === "2019-09") return new Ajv2019(OPTIONS);
  return draft === "2020-12" ? new Ajv2020(OPTIONS) : new Ajv(OPTIONS);
}
