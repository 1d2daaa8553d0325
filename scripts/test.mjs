// `npm test`: our own tests, two files at a time; then the coverage of the stub by the generated tests, as a gate.
// Arguments go to Mocha, and then that is all: `npm test -- --grep "refuses"`.
import { join } from "node:path";
import { prepare, root, run } from "./prepare.mjs";

prepare();
// Commands that tests start work in folders of their own; what they have read may be known from the last time.
process.env.ASYNCPROOF_CACHE ??= join(root, "node_modules", ".cache", "asyncproof");
const args = process.argv.slice(2);
const mocha = join(root, "node_modules", "mocha", "bin", "mocha.js");
process.exitCode =
  run(process.execPath, [mocha, "--parallel", "--jobs", "2", ...args]) ||
  (args.length === 0 ? run(process.execPath, [join(root, "scripts", "coverage.mjs"), "--quick"]) : 0);
