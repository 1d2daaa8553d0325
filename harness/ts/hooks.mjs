import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { withoutTypes } from "./without-types.mjs";

const TYPESCRIPT = /\.[cm]?ts$/;

/** Node's module hook (https://nodejs.org/api/module.html#loadurl-context-nextload): TypeScript in, JavaScript out. */
export async function load(url, context, nextLoad) {
  if (!url.startsWith("file:") || !TYPESCRIPT.test(new URL(url).pathname)) return nextLoad(url, context);
  const file = fileURLToPath(url);
  const source = await readFile(file, "utf8");
  const { code } = await withoutTypes(source, file);
  return { format: "module", source: code, shortCircuit: true };
}

/**
 * Node's module hook for names: where `asyncproof/...` is not installed (a run by npx in a folder of no project), it
 * is this package itself.
 */
export async function resolve(specifier, context, nextResolve) {
  try {
    return await nextResolve(specifier, context);
  } catch (error) {
    if (error.code !== "ERR_MODULE_NOT_FOUND" || !specifier.startsWith("asyncproof/")) throw error;
    return nextResolve(specifier, { ...context, parentURL: import.meta.url });
  }
}
