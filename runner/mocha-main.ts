// The child process in which Mocha runs: takes a `MochaJob` from standard input, writes events to its pipe. With the
// word `warm` it loads what the tests will need before it knows them.
import { createInterface } from "node:readline";
import { linePipe } from "../contract/line-pipe.ts";
import { ToolError } from "../contract/tool-error.ts";
import type { RunEvent } from "../report/events.ts";
import { EVENTS_FD, type MochaJob, type ToldError } from "./mocha-job.ts";
import { runTests } from "./run-tests.ts";
import { optimiseLate } from "./short-lived.ts";
import { WARM } from "./spawn-mocha.ts";
import { harness, testFiles } from "./test-files.ts";

optimiseLate("tests");
// The harness has the same one: what a test said stands before its result.
const events = linePipe(EVENTS_FD);
const input = createInterface({ input: process.stdin });
const isWarm = process.argv[2] === WARM;
// Where it can't be loaded, the tests will say so.
if (isWarm) harness().catch(() => {});
input.once("line", (line) => {
  const { job, env }: { readonly job: MochaJob; readonly env: NodeJS.ProcessEnv } = JSON.parse(line);
  if (isWarm) become(env);
  runTests(job, { write, read: testFiles(job.plain) }).then(
    // Sockets that a test left open must not keep the run alive.
    () => process.exit(0),
    (error: unknown) => {
      if (error instanceof ToolError) {
        const { code, message, where, hint } = error;
        write({ kind: "toolError", code, message, where, hint });
        process.exit(1);
      }
      console.error(error instanceof Error ? (error.stack ?? error.message) : error);
      process.exit(1);
    },
  );
});
// Standard input ends with whoever started this: nobody would read the results.
input.once("close", () => process.exit(1));

/** What is in the environment of the run, and nothing else. */
function become(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) if (env[name] === undefined) delete process.env[name];
  Object.assign(process.env, env);
}

function write(event: RunEvent | ToldError): void {
  events.write(JSON.stringify(event));
}
