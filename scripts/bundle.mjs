// Puts the modules of dist/ that are loaded together into one file each, after tsc: to load a module costs a
// millisecond of CPU, and a stub has 180. What is imported by its path (bundle-entries.json) keeps it, what several of
// them share stands in dist/chunks, and what is imported later is loaded later, as before. Without this step all works
// the same, slower.
import { build } from "esbuild";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "..", "dist");
const chunks = join(dist, "chunks");

const entries = Object.values(JSON.parse(readFileSync(join(here, "bundle-entries.json"), "utf8"))).flat();

const { metafile } = await build({
  absWorkingDir: dist,
  entryPoints: entries.map((entry) => `${entry}.js`),
  outdir: dist,
  outbase: dist,
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  // Down to the TypeScript: the coverage of the stub is told by its lines.
  sourcemap: true,
  sourcesContent: false,
  chunkNames: "chunks/[name]-[hash]",
  metafile: true,
});

// Of an earlier build; what is the same has the same name, and a process that runs still finds it.
const made = new Set(Object.keys(metafile.outputs));
for (const name of readdirSync(chunks)) if (!made.has(`chunks/${name}`)) rmSync(join(chunks, name));
