// Packs the package, installs it into an empty project, and uses it there as a stranger would: version, generate,
// a type check of the generated tests and of every entry, and a run against the stub; by npm and by pnpm. Exits 1 at the first thing that does not work.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const LIBRARY = ["typescript@7", "@types/node@20"];
const ENTRIES = ["harness", "server", "config", "samples"];
const folder = mkdtempSync(join(tmpdir(), "asyncproof-package-"));

try {
  const [packed] = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", folder], root));
  console.log(
    `${packed.filename}: ${packed.files.length} files, ${Math.round(packed.size / 1024)} kB packed`,
  );
  const entries = JSON.parse(readFileSync(join(root, "scripts", "bundle-entries.json"), "utf8"));
  const missing = [
    "bin/asyncproof",
    // What several of them share may stand in any of them; all else is in the chunks.
    ...Object.values(entries)
      .flat()
      .map((entry) => `dist/${entry}.js`),
    "dist/harness/index.d.ts",
    "docs/x-contract.schema.json",
    "report/page/main.js",
  ].filter((path) => !packed.files.some((file) => file.path === path));
  if (missing.length > 0) throw new Error(`the package lacks ${missing.join(", ")}`);
  const stray = packed.files.filter((file) => /^(test|examples|generated-tests|scripts)\//.test(file.path));
  if (stray.length > 0) throw new Error(`the package holds ${stray.map((file) => file.path).join(", ")}`);

  const tarball = join(folder, packed.filename);
  run("npx", ["publint", "--strict", tarball], root);
  // Registered with --import, never imported: it has no types.
  const profile = ["--profile", "esm-only", "--exclude-entrypoints", "ts", "--no-color", "--format", "ascii"];
  run("npx", ["attw", ...profile, tarball], root);
  console.log("publint and attw have nothing to say of it");

  // pnpm links nothing but what is declared: whoever leans on another's dependency falls there.
  const pnpm = [join(root, "node_modules", "pnpm", "bin", "pnpm.cjs"), "--store-dir", join(folder, "store")];
  for (const [name, install] of [
    ["npm", (into) => run("npm", ["install", "--no-audit", "--no-fund", tarball, ...LIBRARY], into)],
    ["pnpm", (into) => run(process.execPath, [...pnpm, "-C", into, "add", tarball, ...LIBRARY], root)],
  ])
    tryOut(name, install);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Uses the package in a project of its own, as somebody would who has nothing else of ours. */
function tryOut(name, install) {
  const project = join(folder, name);
  mkdirSync(project);
  write(project, "package.json", { name: "stranger", private: true, type: "module" });
  install(project);
  const count = readdirSync(join(project, "node_modules", name === "pnpm" ? ".pnpm" : "")).length;
  cpSync(join(root, "asyncapi.yaml"), join(project, "asyncapi.yaml"));
  const bin = join(project, "node_modules", ".bin", "asyncproof");
  const version = run(bin, ["--version"], project).trim();
  console.log(
    `asyncproof ${version} installed into an empty project by ${name}: ${count} packages and scopes`,
  );
  run(bin, ["generate", "asyncapi.yaml"], project);
  const imports = ENTRIES.map((entry) => `import * as ${entry} from "asyncproof/${entry}";\n`);
  writeFileSync(
    join(project, "entries.ts"),
    `${imports.join("")}console.log(${ENTRIES.map((entry) => `Object.keys(${entry}).length`).join(", ")});\n`,
  );
  for (const module of ["nodenext", "bundler"]) {
    const from = { module: module === "bundler" ? "preserve" : module, moduleResolution: module };
    write(project, "tsconfig.json", {
      compilerOptions: { strict: true, ...from, target: "es2023", noEmit: true, types: ["node"] },
      include: ["generated-tests", "entries.ts"],
    });
    run(join(project, "node_modules", ".bin", "tsc"), [], project);
  }
  console.log("  generated tests and every entry compile there, strict, under nodenext and bundler");
  const result = run(bin, ["run", "asyncapi.yaml", "--family", "connection"], project);
  console.log(result.trimEnd().split("\n").slice(-3).join("\n"));
}

function write(project, file, value) {
  writeFileSync(join(project, file), JSON.stringify(value));
}

function run(command, args, cwd) {
  try {
    return execFileSync(command, args, {
      cwd,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 300_000,
    });
  } catch (error) {
    throw new Error(`${command} ${args.join(" ")} failed\n${error.stdout ?? ""}${error.stderr ?? ""}`, {
      cause: error,
    });
  }
}
