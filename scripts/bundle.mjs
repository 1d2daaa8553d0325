// Puts the modules of dist/ that are loaded together into one file each, after tsc: to load a module costs a
// millisecond of CPU, and a stub has 180. What is imported by its path (bundle-entries.json) keeps it, what several of
// them share stands in dist/chunks, and what is imported later is loaded later, as before. Without this step all works
// the same, slower.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "..", "dist");
const chunks = join(dist, "chunks");

const entries = Object.values(JSON.parse(readFileSync(join(here, "bundle-entries.json"), "utf8"))).flat();
/** What a command loads that finds nothing changed, with a config: most commands begin with it. */
const FIRST = ["bin/document-of", "config/check-layer", "runner/fresh"];

const common = {
  absWorkingDir: dist,
  outdir: dist,
  outbase: dist,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  metafile: true,
};

/** A hash of all that tsc wrote: a kept contract or plan is good for this build alone. */
function printOf(folder) {
  const hash = createHash("sha256");
  const files = readdirSync(folder, { recursive: true }).map((file) => file.replaceAll("\\", "/"));
  const isPart = (file) => file.endsWith(".js") && !file.startsWith("chunks/");
  for (const file of files.filter(isPart).sort())
    hash.update(`${file}\n${readFileSync(join(folder, file), "utf8")}\n`);
  return hash.digest("hex");
}

/** The modules of a list and all that they import at once. */
async function closureOf(modules) {
  const later = {
    name: "later",
    setup: ({ onResolve }) =>
      onResolve({ filter: /^\./ }, ({ kind }) =>
        kind === "dynamic-import" ? { external: true } : undefined,
      ),
  };
  const entryPoints = modules.map((module) => `${module}.js`);
  const { metafile } = await build({ ...common, entryPoints, write: false, plugins: [later] });
  return Object.keys(metafile.inputs);
}

/**
 * A file for each set of entries that share a module would be some thirty for the first steps of a command. So what
 * those need stands in three files: the command line, what else it takes to name the commands, and what it takes to see
 * that nothing has changed. All modules import the second, and all but those of the first two import the third, though
 * they may need little of them: what is imported by the same entries comes into one file.
 */
async function together() {
  const named = await closureOf(["bin/main"]);
  const isBin = (path) => path.startsWith("bin/");
  const parts = {
    bin: named.filter((path) => isBin(path) && path !== "bin/main.js"),
    base: named.filter((path) => !isBin(path)),
    first: (await closureOf(FIRST)).filter((path) => !isBin(path) && !named.includes(path)),
  };
  const partsOf = (path) => [
    "base",
    ...(isBin(path) ? ["bin"] : []),
    ...(named.includes(path) ? [] : ["first"]),
  ];
  return {
    name: "together",
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^together:/ }, ({ path }) => ({
        path: path.slice("together:".length),
        namespace: "together",
      }));
      onLoad({ filter: /.*/, namespace: "together" }, ({ path }) => ({
        contents: parts[path].map((part) => `import ${JSON.stringify(`./${part}`)};`).join("\n"),
        resolveDir: dist,
      }));
      onLoad({ filter: /\.js$/, namespace: "file" }, async ({ path }) => {
        const own = relative(dist, path).replaceAll("\\", "/");
        // At the end, where it moves no line: the coverage of the stub is told by its lines.
        const imports = partsOf(own).map((part) => `import "together:${part}";`);
        return { contents: `${await readFile(path, "utf8")}\n${imports.join("\n")}\n` };
      });
    },
  };
}

const { metafile } = await build({
  ...common,
  entryPoints: entries.map((entry) => `${entry}.js`),
  allowOverwrite: true,
  splitting: true,
  // Down to the TypeScript: the coverage of the stub is told by its lines.
  sourcemap: true,
  sourcesContent: false,
  chunkNames: "chunks/[name]-[hash]",
  define: { ASYNCPROOF_BUILD: JSON.stringify(printOf(dist)) },
  plugins: [await together()],
});

// Of an earlier build; what is the same has the same name, and a process that runs still finds it.
const made = new Set(Object.keys(metafile.outputs));
for (const name of readdirSync(chunks)) if (!made.has(`chunks/${name}`)) rmSync(join(chunks, name));
