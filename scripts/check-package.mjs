// Packs the package, installs it into an empty project, and uses it there as a stranger would: version, generate,
// a type check of the generated tests, and a run against the stub. Exits 1 at the first thing that does not work.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = mkdtempSync(join(tmpdir(), "asyncproof-package-"));

try {
  const [packed] = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", folder], root));
  console.log(
    `${packed.filename}: ${packed.files.length} files, ${Math.round(packed.size / 1024)} kB packed`,
  );
  const missing = [
    "bin/asyncproof",
    "dist/bin/main.js",
    "dist/harness/index.d.ts",
    "docs/x-contract.schema.json",
    "report/page/main.js",
  ].filter((path) => !packed.files.some((file) => file.path === path));
  if (missing.length > 0) throw new Error(`the package lacks ${missing.join(", ")}`);
  const stray = packed.files.filter((file) => /^(test|examples|generated-tests|scripts)\//.test(file.path));
  if (stray.length > 0) throw new Error(`the package holds ${stray.map((file) => file.path).join(", ")}`);

  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "stranger", private: true, type: "module" }),
  );
  const library = ["typescript@7", "@types/node@20"];
  run("npm", ["install", "--no-audit", "--no-fund", join(folder, packed.filename), ...library], folder);
  cpSync(join(root, "asyncapi.yaml"), join(folder, "asyncapi.yaml"));
  console.log(
    `asyncproof ${run("npx", ["asyncproof", "--version"], folder).trim()} installed into an empty project`,
  );
  run("npx", ["asyncproof", "generate", "asyncapi.yaml"], folder);
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        module: "nodenext",
        target: "es2023",
        noEmit: true,
        types: ["node", "mocha"],
      },
      include: ["generated-tests"],
    }),
  );
  run("npx", ["tsc"], folder);
  console.log("generated tests compile there, strict, under nodenext");
  const result = run("npx", ["asyncproof", "run", "asyncapi.yaml", "--family", "connection"], folder);
  console.log(result.trimEnd().split("\n").slice(-3).join("\n"));
} finally {
  rmSync(folder, { recursive: true, force: true });
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
