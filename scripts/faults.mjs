// Runs the whole reference contract against a faulted stub, once for each rule in test/scenarios/scenarios.json: `run` has to
// end with exit 1, name the rule, and leave at least one family wholly green. A stranger's view of what
// test/scenarios/faults.test.ts looks at test by test.
import "../harness/ts/register.mjs";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const { SCENARIOS } = await import("../test/scenarios/map.ts");
const LIMIT_MS = 240_000;
const out = mkdtempSync(join(tmpdir(), "asyncproof-faults-"));
const chosen = new Map(SCENARIOS.map((one) => [one.rule, one]));
let passed = 0;

try {
  for (const { fault, rule } of chosen.values()) {
    const problem = await problemWith(fault, rule);
    console.log(
      `${problem === "" ? "red as it has to be" : `NOT AS IT HAS TO BE (${problem})`}: ${fault}, ${rule}`,
    );
    if (problem === "") passed++;
  }
} finally {
  rmSync(out, { recursive: true, force: true });
}
console.log(`${passed} passed, ${chosen.size - passed} failed`);
process.exit(passed === chosen.size ? 0 : 1);

/** What is not as it has to be, in words; "" for nothing. */
async function problemWith(fault, rule) {
  const stub = await serve(fault);
  try {
    const result = await run(stub.url);
    if (result.exitCode !== 1) return `exit ${result.exitCode}`;
    const violated = result.tests.filter(({ verdict }) => verdict === "violated");
    if (!violated.some((test) => rule.split(" or ").includes(test.rule))) return "the rule is not named";
    const red = new Set(violated.map(({ title }) => title[0].split(" - ")[0]));
    const green = result.tests.some(
      ({ title, verdict }) => verdict === "kept" && !red.has(title[0].split(" - ")[0]),
    );
    return green ? "" : "no family stays green";
  } finally {
    stub.child.kill("SIGTERM");
    await stub.ended;
  }
}

async function serve(fault) {
  const child = start(["serve", "asyncapi.yaml", "--port", "0", "--fault", fault]);
  const ended = once(child, "close");
  let said = "";
  for await (const text of child.stdout.setEncoding("utf8")) {
    said += text;
    const url = /^ws:\/\/\S+/m.exec(said);
    if (url !== null) return { child, ended, url: url[0] };
  }
  throw new Error(`the stub did not start with ${fault}: ${said}`);
}

async function run(url) {
  const child = start(["run", "asyncapi.yaml", "--url", url, "--jobs", "8", "--json", "--out", out]);
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    output += text;
  });
  await once(child, "close");
  if (!output.startsWith("{")) throw new Error(`no result: ${output}`);
  return JSON.parse(output);
}

function start(args) {
  return spawn(process.execPath, ["bin/asyncproof", ...args], {
    env: { ...process.env, ASYNCPROOF_PATIENCE: "2s" },
    stdio: ["ignore", "pipe", "ignore"],
    timeout: LIMIT_MS,
  });
}
