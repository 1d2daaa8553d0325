// The judge: a plain ajv on the schema as it stands, the same for everybody.
import { createRequire } from "node:module";

const load = createRequire(new URL("../../package.json", import.meta.url));
const { default: Ajv07 } = load("ajv");
const { default: Ajv2019 } = load("ajv/dist/2019.js");
const { default: Ajv2020 } = load("ajv/dist/2020.js");
const { default: addFormats } = load("ajv-formats");
const ENGINES = { "draft-07": Ajv07, "2019-09": Ajv2019, "2020-12": Ajv2020 };

/** Gives a function from a value to true, false. Throws where ajv can't compile the schema. */
export function judgeOf({ schema, dialect, others }) {
  const ajv = new ENGINES[dialect]({
    strict: false,
    logger: false,
    ownProperties: true,
    validateSchema: false,
  });
  addFormats(ajv);
  for (const [uri, other] of Object.entries(others ?? {})) ajv.addSchema(other, uri);
  const validate = ajv.compile(schema);
  return (value) => {
    try {
      return validate(value) === true;
    } catch {
      return false;
    }
  };
}
