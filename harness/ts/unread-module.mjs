import { dirname, resolve } from "node:path";

/**
 * Why a module of the user's, or one of their files that it imports, can't be read: the first fault of syntax or of a
 * relative import, as `{ text, file, line, column }` with an absolute path and a column from 1; null for none. Node
 * tells no place of such a fault. Nothing is run; packages are not looked into.
 */
export async function unreadModule(path) {
  const { build } = await import("esbuild");
  const folder = dirname(path);
  const options = {
    absWorkingDir: folder,
    entryPoints: [path],
    bundle: true,
    write: false,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    loader: { ".node": "empty", ".wasm": "empty" },
    preserveSymlinks: true,
    tsconfigRaw: {},
    logLevel: "silent",
  };
  const { errors } = await build(options).catch((error) => ({ errors: error.errors ?? [] }));
  const { text, location } = errors.find((one) => one.location) ?? {};
  if (location === undefined) return null;
  return { text, file: resolve(folder, location.file), line: location.line, column: location.column + 1 };
}
