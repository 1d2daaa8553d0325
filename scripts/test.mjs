// `npm test`: our own tests. Arguments go to Mocha: `npm test -- --grep "refuses"`.
import { join } from "node:path";
import { prepare, root, run } from "./prepare.mjs";

prepare();
process.exitCode = run(process.execPath, [
  join(root, "node_modules", "mocha", "bin", "mocha.js"),
  ...process.argv.slice(2),
]);
