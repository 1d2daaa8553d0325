// `npm start`: from a fresh checkout to judged traffic in one command. The reference contract against its stub.
import { join } from "node:path";
import { prepare, root, run } from "./prepare.mjs";

const REPORT = "reports/asyncproof.html";

prepare();
const code = run(process.execPath, [
  join(root, "bin", "asyncproof"),
  "run",
  "asyncapi.yaml",
  "--report",
  `html=${REPORT}`,
  ...process.argv.slice(2),
]);
console.error(`
Open next:
  ${REPORT}   the run in a browser: every test with its frames, and what was exercised
  asyncapi.yaml             the contract: what the service promises, and in what order
  generated-tests/          the tests that were made from it and have just run
  README.md                 how to point them at your own service: --url or --start`);
process.exitCode = code;
