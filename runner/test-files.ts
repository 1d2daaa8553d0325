import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { generatedScript } from "./generated-script.ts";
import type { ReadTests } from "./run-tests.ts";

/** What `asyncproof/ts` has beside it. */
interface Hook {
  hookTypeScript(): void;
}

/**
 * Reads test files. Those that are `plain`, as they were generated, are run as scripts. For any other a module hook is
 * set first, which is a thread of its own, and asked for each module: that costs as much as to load the harness.
 */
export function testFiles(plain: readonly string[]): ReadTests {
  const generated = new Set(plain);
  let hooked: Promise<void> | null = null;
  return async (file) => {
    const url = pathToFileURL(file);
    const script = generated.has(file) ? generatedScript(await readFile(file, "utf8"), url) : null;
    if (script !== null) return script(await harness());
    hooked ??= hookTests();
    await hooked;
    return import(url.href);
  };
}

/** What all tests import. */
export function harness(): Promise<object> {
  return import("asyncproof/harness");
}

/** Lets this process read test files of any kind. The harness comes first: it needs no hook. */
async function hookTests(): Promise<void> {
  // From its sources this very file has come through the hook.
  if (import.meta.url.endsWith(".ts")) return;
  await harness();
  // By our own name: the loader is plain JavaScript and stands outside the compiled sources.
  const hook = new URL("./hook.mjs", import.meta.resolve("asyncproof/ts"));
  const { hookTypeScript }: Hook = await import(hook.href);
  hookTypeScript();
}
