// `npm test`: our own tests. Two files at a time. Arguments go to Mocha: `npm test -- --grep "refuses"`.
import { join } from "node:path";
import { prepare, root, run } from "./prepare.mjs";

prepare();
process.exitCode = run(process.execPath, [
  join(root, "node_modules", "mocha", "bin", "mocha.js"),
  ...["--parallel", "--jobs", "2"],
  ...process.argv.slice(2),
]);
