// `npm run demonstrate`: what the scenarios show, by exit codes of the real command line. For each fault of
// docs/scenarios.md (or those that are named): `serve --fault X` and `run --url` exits 1, naming the rule that the
// fault's row names; and a test of another family before the same service exits 0.
// usage: node scripts/demonstrate.mjs [FAULT...]
import "../harness/ts/register.mjs";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { prepare, root } from "./prepare.mjs";

const LIMIT_MS = 120_000;
const GREEN = [
  "connection - agentUpdates > opening > opens, and answers",
  "reply - agentUpdates > attachRunner > is answered with attached",
];

prepare();
const { SCENARIOS } = await import("../test/scenarios/map.ts");
const asked = process.argv.slice(2);
const known = [...new Map(SCENARIOS.map((row) => [row.fault, row])).values()];
const rows = asked.length === 0 ? known : known.filter(({ fault }) => asked.includes(fault));
if (rows.length === 0 || rows.length < asked.length) {
  console.error(`no such fault; one of ${known.map(({ fault }) => fault).join(", ")}`);
  process.exit(2);
}

let failed = 0;
for (const { fault, test, rule } of rows) {
  const family = test.split(" - ")[0];
  const green = GREEN.find((title) => !title.startsWith(`${family} - `));
  // A service that dies of its fault is served anew.
  const red = await before(fault, test);
  const spared = await before(fault, green);
  const named = rule.split(" or ").filter((one) => red.output.includes(one));
  const ok = red.code === 1 && named.length > 0 && spared.code === 0;
  if (!ok) failed++;
  console.log(
    `${ok ? "ok    " : "NOT OK"} ${fault}: exit ${red.code}, ${named.join(" or ") || `no ${rule}`}; ${green.split(" - ")[0]} exits ${spared.code}`,
  );
  if (!ok) console.log(red.output, spared.output);
}
console.log(`${rows.length - failed} of ${rows.length} faults are seen, each by its rule`);
process.exitCode = failed === 0 ? 0 : 1;

/** Exit code and output of a run of one test before a stub with the fault. */
async function before(fault, title) {
  const serve = ["serve", "asyncapi.yaml", "--port", "0", "--fault", fault];
  const stub = spawn(process.execPath, [join(root, "bin", "asyncproof"), ...serve], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(stub, "exit");
  try {
    const url = await urlOf(stub);
    const args = ["run", "asyncapi.yaml", "--url", url, "--grep", title.replaceAll(" > ", " "), "--no-color"];
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, "bin", "asyncproof"), ...args],
      { cwd: root, encoding: "utf8", timeout: LIMIT_MS },
    );
    return { code: status, output: stdout + stderr };
  } finally {
    stub.kill("SIGTERM");
    await ended;
  }
}

/** What the stub says when it listens. Rejects when it ends before. */
function urlOf(stub) {
  return new Promise((resolve, reject) => {
    let said = "";
    const read = (text) => {
      said += text;
      const [url] = /wss?:\/\/[\w.:[\]-]+/.exec(said) ?? [];
      if (url !== undefined) resolve(url);
    };
    for (const stream of [stub.stdout, stub.stderr]) stream.setEncoding("utf8").on("data", read);
    stub.once("exit", (code) => reject(new Error(`the stub ended with ${code}: ${said}`)));
  });
}
