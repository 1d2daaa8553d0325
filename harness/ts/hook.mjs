import { register } from "node:module";

/**
 * Lets Node run TypeScript files. Where the platform strips types by itself there is nothing to do; else a module hook
 * sends each `.ts` file through esbuild's transform. A run asks for the hooks also where its tests stand in no project
 * that has this package (ASYNCPROOF_HOOKS).
 */
export function hookTypeScript() {
  if (process.features.typescript && process.env["ASYNCPROOF_HOOKS"] !== "1") return;
  // What goes through esbuild has other lines than its file; it carries its map.
  process.setSourceMapsEnabled(true);
  register("./hooks.mjs", { parentURL: import.meta.url });
}
