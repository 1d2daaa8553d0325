// Compiles AsyncAPI's own JSON Schemas to code, so that reading a document need not do it each time: one file for
// each version into dist/structure. Does nothing where they are there already, made of the same schemas.
import Ajv from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import addFormats from "ajv-formats";
import { build } from "esbuild";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const VERSIONS = ["3.0.0", "3.1.0"];
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const load = createRequire(import.meta.url);
const made = `// ${load("@asyncapi/specs/package.json").version} ${load("ajv/package.json").version}`;

mkdirSync(join(root, "dist", "structure"), { recursive: true });
for (const version of VERSIONS) {
  const file = join(root, "dist", "structure", `asyncapi-${version}.cjs`);
  if (existsSync(file) && readFileSync(file, "utf8").startsWith(made)) continue;
  const { outputFiles } = await build({
    stdin: { contents: codeOf(version), resolveDir: root },
    bundle: true,
    minify: true,
    platform: "node",
    format: "cjs",
    write: false,
    logLevel: "error",
  });
  writeFileSync(file, `${made}\n${outputFiles[0].text}`);
}

/** As the official parser compiles them, but for errors in words: who fails is judged by the parser itself. */
function codeOf(version) {
  const schema = structuredClone(load(`@asyncapi/specs/schemas/${version}.json`));
  for (const draft of ["04", "07"]) delete schema.definitions[`http://json-schema.org/draft-${draft}/schema`];
  const ajv = new Ajv.default({
    strict: false,
    logger: false,
    inlineRefs: false,
    unicodeRegExp: false,
    messages: false,
    code: { source: true },
  });
  addFormats.default(ajv);
  return standalone.default(ajv, ajv.compile(schema));
}
