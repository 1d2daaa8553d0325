/** What `asyncproof/ts` has beside it. */
interface Hook {
  hookTypeScript(plain: readonly string[]): void;
}

/**
 * Lets this process read test files. Before that it loads what they all import: behind a module hook each module is a
 * question to another thread. `plain`: paths of files that are JavaScript as they stand, whatever their names end in.
 */
export async function hookTests(plain: readonly string[]): Promise<void> {
  await import("asyncproof/harness");
  // By our own name: the loader is plain JavaScript and stands outside the compiled sources.
  const hook = new URL("./hook.mjs", import.meta.resolve("asyncproof/ts"));
  const { hookTypeScript }: Hook = await import(hook.href);
  hookTypeScript(plain);
}
