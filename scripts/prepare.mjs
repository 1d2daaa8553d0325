// What `npm start` and `npm test` need before they can do anything: dependencies installed, sources built. Plain
// Node without a dependency, because nothing may be installed yet; does nothing where nothing has changed.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

const COULD_NOT_TELL = 2;
const SOURCES = JSON.parse(readFileSync(join(root, "tsconfig.build.json"), "utf8")).include;

/** Installs and builds, each only where it is missing or stale. Ends the process where that fails. */
export function prepare() {
  if (changedAt("node_modules/.package-lock.json") < changedAt("package-lock.json")) {
    console.error("installing dependencies (npm ci) ...");
    npm(["ci", "--no-audit", "--no-fund"]);
  }
  // What bundles reads what tsc wrote, and writes over it.
  const ways = ["tsconfig.build.json", "scripts/bundle.mjs"].map(changedAt);
  if (changedAt("dist/bin/main.js") < Math.max(...ways, ...SOURCES.map(newestIn))) {
    console.error("building (tsc) ...");
    must(process.execPath, [join("node_modules", "typescript", "bin", "tsc"), "-p", "tsconfig.build.json"]);
  }
  if (changedAt("dist/structure/asyncapi-3.1.0.cjs") < changedAt("scripts/build-structure.mjs"))
    must(process.execPath, [join("scripts", "build-structure.mjs")]);
  if (!isBundled()) must(process.execPath, [join("scripts", "bundle.mjs")]);
}

/** False after a build by tsc alone. */
function isBundled() {
  return readFileSync(join(root, "dist", "bin", "main.js"), "utf8").includes("/chunks/");
}

/** Runs a command with our own streams and gives its exit code. */
export function run(command, args, options = {}) {
  const { status, signal, error } = spawnSync(command, args, { cwd: root, stdio: "inherit", ...options });
  if (error !== undefined) console.error(`${command}: ${error.message}`);
  if (signal !== null && signal !== undefined) console.error(`${command} was ended by ${signal}`);
  return status ?? COULD_NOT_TELL;
}

function must(command, args, options) {
  const code = run(command, args, options);
  if (code !== 0) {
    console.error(`${[command, ...args].join(" ")} failed with exit code ${code}`);
    process.exit(COULD_NOT_TELL);
  }
}

/** The npm that started us, else the one on the path (a script there on Windows). */
function npm(args) {
  const own = process.env.npm_execpath;
  if (own !== undefined && existsSync(own)) must(process.execPath, [own, ...args]);
  else must("npm", args, { shell: process.platform === "win32" });
}

/** When a file changed; 0 where there is none. */
function changedAt(path) {
  return statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function newestIn(folder) {
  const files = existsSync(join(root, folder)) ? readdirSync(join(root, folder), { recursive: true }) : [];
  return Math.max(
    0,
    ...files.filter((file) => file.endsWith(".ts")).map((file) => changedAt(join(folder, file))),
  );
}
