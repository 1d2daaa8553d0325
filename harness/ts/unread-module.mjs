import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/**
 * Why a module of the user's, or one of their files that it imports, can't be read: the first fault of syntax or of a
 * relative import, as `{ text, file, line, column }` with an absolute path and a column from 1; null for none. Node
 * tells no place of such a fault, `message` is what it tells. Nothing is run; packages are not looked into.
 */
export async function unreadModule(path, message) {
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
    metafile: true,
  };
  const { errors, metafile } = await build(options).catch((error) => ({ errors: error.errors ?? [] }));
  const { text, location } = errors.find((one) => one.location) ?? {};
  if (location !== undefined)
    return { text, file: resolve(folder, location.file), line: location.line, column: location.column + 1 };
  return unreadPattern(
    message,
    Object.keys(metafile?.inputs ?? {}).map((file) => resolve(folder, file)),
  );
}

/** esbuild leaves regular expressions alone; Node tells the pattern that it can't read as it is written. */
const PATTERN = /^Invalid regular expression: (\/[\s\S]*\/)[a-z]*: /;
/** What can stand in texts and comments, and nowhere else. */
const NO_CODE = "\u0001";

async function unreadPattern(message, files) {
  const pattern = PATTERN.exec(message)?.[1];
  if (pattern === undefined) return null;
  for (const file of files) {
    const code = await readFile(file, "utf8");
    for (let at = code.indexOf(pattern); at >= 0; at = code.indexOf(pattern, at + 1)) {
      const before = code.slice(0, at);
      if (await isRead(`${before}${NO_CODE}${code.slice(at + pattern.length)}`, file)) continue;
      return { text: message, file, line: before.split("\n").length, column: at - before.lastIndexOf("\n") };
    }
  }
  return null;
}

async function isRead(code, file) {
  const { transform } = await import("esbuild");
  const loader = /\.[cm]?ts$/.test(file) ? "ts" : "js";
  return transform(code, { loader, tsconfigRaw: {}, logLevel: "silent" }).then(
    () => true,
    () => false,
  );
}
