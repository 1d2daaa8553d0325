// `--import=asyncproof/ts`: lets Node run TypeScript files. Where the platform strips types by itself there is
// nothing to do; else a module hook sends each `.ts` file through esbuild's transform.
import { register } from "node:module";

if (!process.features.typescript) register("./hooks.mjs", import.meta.url);
