// `npm run faults`: every deliberate fault against the tests of the reference contract; all have to be killed. Arguments
// go to the command: `npm run faults -- --html faults.html`.
import { join } from "node:path";
import { prepare, root, run } from "./prepare.mjs";

prepare();
process.exitCode = run(process.execPath, [
  join(root, "bin", "asyncproof"),
  ...["faults", "asyncapi.yaml", "--min-kill", "100"],
  ...process.argv.slice(2),
]);
