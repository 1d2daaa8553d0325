// Compiles AsyncAPI's own JSON Schemas and those of `x-contract` and of the config to code, so that reading a document need not do it
// each time: into dist/structure, after tsc. Does nothing where they are there already, made of the same schemas.
import Ajv from "ajv";
import Ajv2020 from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import addFormats from "ajv-formats";
import { build } from "esbuild";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const VERSIONS = [..."0123456"].map((minor) => `2.${minor}.0`).concat("3.0.0", "3.1.0");
/** The definitions by the kinds of `contract/document/structure-kinds.ts`. */
const DEFINITIONS = {
  channel: "channel",
  channelBindings: "channelBindingsObject",
  correlationId: "correlationId",
  externalDocs: "externalDocs",
  message: "messageObject",
  messageBindings: "messageBindingsObject",
  messageTrait: "messageTrait",
  operation: "operation",
  operationBindings: "operationBindingsObject",
  operationTrait: "operationTrait",
  parameter: "parameter",
  reply: "operationReply",
  replyAddress: "operationReplyAddress",
  schema: "anySchema",
  securityScheme: "SecurityScheme",
  server: "server",
  serverBindings: "serverBindingsObject",
  serverVariable: "serverVariable",
  tag: "tag",
};
/** Of AsyncAPI 2, where only documents of one file are looked at. */
const DEFINITIONS_2 = { schema: "schema" };
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const load = createRequire(import.meta.url);
const made = `// 2 ${load("@asyncapi/specs/package.json").version} ${load("ajv/package.json").version}`;

mkdirSync(join(root, "dist", "structure"), { recursive: true });
for (const version of VERSIONS) {
  const file = join(root, "dist", "structure", `asyncapi-${version}.cjs`);
  if (existsSync(file) && readFileSync(file, "utf8").startsWith(made)) continue;
  writeFileSync(file, `${made}\n${await bundled(codeOf(version))}`);
}

const { EXTENSION_KINDS, extensionSchema } = await import("../dist/contract/vocabulary/extension-schema.js");
const { printOf } = await import("../dist/contract/precompiled.js");
const { CONFIG_SCHEMA } = await import("../dist/config/schema.js");
const own = EXTENSION_KINDS.map((kind) => [`x-contract-${kind}`, extensionSchema(kind)]);
for (const [name, schema] of [...own, ["config", CONFIG_SCHEMA]]) {
  const file = join(root, "dist", "structure", `${name}.cjs`);
  const print = printOf(schema);
  if (existsSync(file) && readFileSync(file, "utf8").includes(print)) continue;
  const options = { strict: true, allErrors: true, allowUnionTypes: true, validateSchema: false };
  const ajv = new Ajv2020.default({ ...options, code: { source: true } });
  const code = standalone.default(ajv, { validate: ajv.addSchema(schema, "own") && "own" });
  writeFileSync(file, await bundled(`${code}\nexports.print = ${JSON.stringify(print)};`));
}

async function bundled(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    minify: true,
    platform: "node",
    format: "cjs",
    write: false,
    logLevel: "error",
  });
  return outputFiles[0].text;
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
  const own = (name) => `http://asyncapi.com/definitions/${version}/${name}.json`;
  const parts = Object.entries(version.startsWith("2.") ? DEFINITIONS_2 : DEFINITIONS).filter(
    ([, name]) => own(name) in schema.definitions,
  );
  ajv.addSchema(schema, "root");
  return standalone.default(ajv, {
    root: "root",
    ...Object.fromEntries(parts.map(([kind, name]) => [kind, own(name)])),
  });
}
