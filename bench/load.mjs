// What reading a document costs, in CPU time and memory: cold against the official parser alone, warm against a node
// that does nothing. Each figure is that of a process of its own.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { interleaved, median, shown, spread, tableOf } from "./frame.mjs";
import { documentsIn } from "./load/documents.mjs";

const here = fileURLToPath(new URL("load/", import.meta.url));
const root = fileURLToPath(new URL("..", import.meta.url));
const bin = join(root, "bin", "asyncproof");
const meter = pathToFileURL(join(here, "meter.mjs")).href;
const ROUNDS = 7;
/** Two minutes is enough for the slowest of them on a busy machine. */
const DEADLINE_MS = 900_000;

/** What is measured: arguments of node, and variables. Warm ones are run once before. */
function contendersFor({ small, wide, deep }, folder) {
  const script = (name) => join(here, `${name}.mjs`);
  const cache = join(folder, "cache");
  const check = (name, document) => [
    bin,
    ...["generate", document, "--check", "--quiet", "--out", join(folder, `${name}-tests`)],
  ];
  const off = { ASYNCPROOF_CACHE: "off" };
  const on = { ASYNCPROOF_CACHE: join(folder, "kept") };
  return {
    node: { args: ["-e", "0"] },
    help: { args: [bin, "--help"] },
    "small, bare parser": { args: [script("bare"), small] },
    "small, cold": { args: [script("ours"), small] },
    "small, cold check": { args: check("small", small), env: off, before: "small" },
    "small, warm": { args: [script("ours"), small, cache], warm: true },
    "small, warm check": { args: check("small", small), env: on, warm: true, before: "small" },
    "500 channels, bare parser": { args: [script("bare"), wide] },
    "500 channels, cold": { args: [script("ours"), wide] },
    "500 channels, warm": { args: [script("ours"), wide, cache], warm: true },
    "500 channels, warm check": { args: check("wide", wide), env: on, warm: true, before: "wide" },
    "1,000 operations, quick parser": { args: [script("bare"), deep, "quick"] },
    "1,000 operations, cold": { args: [script("ours"), deep] },
    "1,000 operations, warm": { args: [script("ours"), deep, cache], warm: true },
  };
}

/** Against what each is held, and how much it may take. */
const GATES = [
  ["help", "node", 2],
  ["small, warm check", "node", 3],
  ["500 channels, warm check", "node", 6],
  ["small, cold", "small, bare parser", 1.25],
  ["small, cold check", "small, bare parser", 1.25],
  ["500 channels, cold", "500 channels, bare parser", 1.3],
];
const MEMORY_GATES = [["500 channels, cold", "500 channels, bare parser", 1.3]];
/** CPU milliseconds and megabytes, whatever others take. */
const LIMITS = [
  ["1,000 operations, cold", 5000, 1024],
  ["1,000 operations, warm", 500, 1024],
];

export async function run({ rounds, only }) {
  const folder = join(mkdtempSync(join(root, ".bench-")), "load");
  mkdirSync(folder);
  try {
    const documents = documentsIn(folder);
    const all = contendersFor(documents, folder);
    const names = Object.keys(all).filter(
      (name) => only === undefined || name === "node" || name.includes(only),
    );
    prepare(all, names, { documents, folder });
    const measured = await interleaved(names, Math.max(rounds, ROUNDS), (name) => measure(all[name], folder));
    return told(measured);
  } finally {
    rmSync(join(folder, ".."), { recursive: true, force: true });
  }
}

/** What is checked is generated first; what is warm is read once. */
function prepare(all, names, { documents, folder }) {
  for (const before of new Set(names.flatMap((name) => all[name].before ?? []))) {
    const out = join(folder, `${before}-tests`);
    measure({ args: [bin, "generate", documents[before], "--quiet", "--out", out] }, folder);
  }
  for (const name of names) if (all[name].warm === true) measure(all[name], folder);
}

function measure({ args, env = {} }, folder) {
  const file = join(folder, "figures.json");
  rmSync(file, { force: true });
  const { status, stderr, error } = spawnSync(process.execPath, [`--import=${meter}`, ...args], {
    env: { ...process.env, ...env, LOAD_METER: file },
    encoding: "utf8",
    timeout: DEADLINE_MS,
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}: ${stderr}`);
  return JSON.parse(readFileSync(file, "utf8"));
}

function told(measured) {
  const cpu = (name) => median((measured.get(name) ?? []).map(({ cpuMs }) => cpuMs));
  const memory = (name) => median((measured.get(name) ?? []).map(({ megabytes }) => megabytes));
  const rows = [...measured].map(([name, values]) => [
    name,
    shown(cpu(name), 0),
    `${shown(spread(values.map(({ cpuMs }) => cpuMs)), 0)} %`,
    shown(cpu(name) / cpu("node"), 1),
    shown(memory(name), 0),
  ]);
  const gates = [
    ...GATES.map(([name, than, most]) => gate(`${name} / ${than}`, cpu(name) / cpu(than), most)),
    ...MEMORY_GATES.map(([name, than, most]) =>
      gate(`memory: ${name} / ${than}`, memory(name) / memory(than), most),
    ),
    ...LIMITS.flatMap(([name, ms, megabytes]) => [
      gate(`${name}, CPU ms`, cpu(name), ms),
      gate(`${name}, MB`, memory(name), megabytes),
    ]),
  ].filter(({ value }) => !Number.isNaN(value));
  const table = [
    tableOf(["", "CPU ms", "spread", "x node", "MB"], rows),
    tableOf(
      ["gate", "measured", "at most", "met"],
      gates.map(({ name, value, most, met }) => [name, shown(value, 2), most, met ? "yes" : "NO"]),
    ),
  ].join("\n\n");
  const result = { node: process.version, measured: Object.fromEntries(measured), gates };
  return { table, result, met: gates.length > 0 && gates.every(({ met }) => met) };
}

const gate = (name, value, most) => ({ name, value, most, met: value <= most });
