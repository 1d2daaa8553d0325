// `--import=asyncproof/ts`: lets Node run TypeScript files.
import { hookTypeScript } from "./hook.mjs";

hookTypeScript();
