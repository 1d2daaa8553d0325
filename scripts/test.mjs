// `npm test`: our own tests. Two files at a time. Arguments go to Mocha: `npm test -- --grep "refuses"`.
import { join } from "node:path";
import { prepare, root, run } from "./prepare.mjs";

prepare();
// Commands that tests start work in folders of their own; what they have read may be known from the last time.
process.env.ASYNCPROOF_CACHE ??= join(root, "node_modules", ".cache", "asyncproof");
process.exitCode = run(process.execPath, [
  join(root, "node_modules", "mocha", "bin", "mocha.js"),
  ...["--parallel", "--jobs", "2"],
  ...process.argv.slice(2),
]);
