// Sets of schemas: the official suite, a folder of AsyncAPI documents, and those written here.
import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { loadContract } from "../../dist/contract/index.js";
import { HARD } from "./schemas.mjs";
import { judgeOf } from "./judge.mjs";

/** Reading a folder of documents takes as long as measuring on it; a second run need not. */
const CONTRACTS = join(tmpdir(), "asyncproof-bench-contracts");
const DRAFTS = [
  ["suite draft-07", "draft7", "draft-07", false],
  ["suite draft-07, typed", "draft7", "draft-07", true],
  ["suite 2020-12, typed", "draft2020-12", "2020-12", true],
];

/** Every set that can be had: a name, and its entries {name, schema, dialect, others}. */
export async function setsFrom({ suite, corpus, only }) {
  const sets = [
    {
      name: "written here",
      goal: 99,
      entries: HARD.map(([name, schema, dialect = "2020-12"]) => ({ name, schema, dialect, others: {} })),
    },
  ];
  if (suite !== undefined) {
    for (const [name, folder, dialect, typed] of DRAFTS)
      sets.push({ name, goal: typed ? 98 : 99, entries: suiteEntries(suite, folder, { dialect, typed }) });
  }
  if (corpus !== undefined)
    sets.push({ name: "AsyncAPI documents", goal: 99.5, entries: await corpusEntries(corpus) });
  return sets.filter(({ name }) => only === undefined || name.includes(only));
}

/** Groups with at least one valid instance; typed: one for each type that a valid instance has. */
function suiteEntries(suite, folder, { dialect, typed }) {
  const root = join(suite, "tests", folder);
  const others = remotesOf(join(suite, "remotes"), folder);
  const files = [root, join(root, "optional", "format")].flatMap((dir) =>
    readdirSync(dir)
      .filter((file) => file.endsWith(".json"))
      .map((file) => join(dir, file)),
  );
  return files.flatMap((file) =>
    JSON.parse(readFileSync(file, "utf8")).flatMap((group) => {
      const valid = group.tests.filter((test) => test.valid).map((test) => test.data);
      if (valid.length === 0) return [];
      const name = `${basename(file, ".json")}: ${group.description}`;
      const schemas =
        typed && typeof group.schema === "object" && group.schema.type === undefined
          ? [...new Set(valid.map(typeOf))].map((type) => ({ ...group.schema, type }))
          : [group.schema];
      return schemas
        .map((schema) => ({
          name: `${name}${schema.type ? ` (${schema.type})` : ""}`,
          schema,
          dialect,
          others: usedBy(schema, others),
        }))
        .filter((entry) => valid.some(judged(entry)));
    }),
  );
}

/** The judge of an entry; nothing is valid where ajv can't compile it, so it is left out for everybody. */
function judged(entry) {
  try {
    return judgeOf(entry);
  } catch {
    return () => false;
  }
}

const typeOf = (value) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);

function remotesOf(dir, folder) {
  const found = {};
  for (const file of readdirSync(dir, { recursive: true })) {
    const path = file.replaceAll("\\", "/");
    if (!path.endsWith(".json") || (/^draft/.test(path) && !path.startsWith(`${folder}/`))) continue;
    found[`http://localhost:1234/${path}`] = JSON.parse(readFileSync(join(dir, file), "utf8"));
  }
  return found;
}

/** Other documents cost everybody time: only those of a schema that refers to some. */
function usedBy(schema, others) {
  return JSON.stringify(schema).includes("localhost:1234") ? others : {};
}

async function corpusEntries(corpus) {
  const entries = [];
  const files = readdirSync(corpus, { recursive: true })
    .filter((file) => /\.(ya?ml|json)$/.test(file))
    .sort();
  for (const file of files) {
    const contract = await contractAt(join(corpus, file));
    if (contract === null) continue;
    for (const [name, entry] of Object.entries(contract.schemas))
      entries.push(entryOf(file, contract, { name, entry }));
  }
  const seen = new Set();
  return entries.filter((entry) => {
    const text = JSON.stringify(entry.schema);
    return !seen.has(text) && seen.add(text);
  });
}

async function contractAt(file) {
  try {
    return (await loadContract(file, { cache: CONTRACTS })).contract;
  } catch {
    return null; // no AsyncAPI document, or one that promises nothing over WebSocket
  }
}

/** One schema with all that it refers to inside it, so that everybody can read it. */
function entryOf(file, { schemas }, { name, entry }) {
  const used = new Set([name]);
  for (const one of used)
    for (const [, ref] of JSON.stringify(schemas[one].schema).matchAll(/"\$ref":"schema:([^"#]*)/g))
      used.add(ref);
  const inner = (one) =>
    JSON.parse(
      JSON.stringify(schemas[one].schema).replace(/"\$ref":"schema:([^"#]*)#?/g, '"$ref":"#/definitions/$1'),
    );
  const definitions = Object.fromEntries([...used].map((one) => [one, inner(one)]));
  const schema = used.size === 1 ? inner(name) : { $ref: `#/definitions/${name}`, definitions };
  return { name: `${file}: ${name}`, schema, dialect: entry.dialect, others: {} };
}
