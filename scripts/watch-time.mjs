// How long `asyncproof generate --watch` takes from a change of the reference document to its tests, beside the time
// that reading the document alone takes. Exits with 1 where what comes after the reading takes a second or more.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepare, root } from "./prepare.mjs";

prepare();
const [{ documentOf }, { loadDocument }] = await Promise.all([
  import("../dist/bin/finish.js"),
  import("../dist/runner/document.js"),
]);
const ROUNDS = Number(process.argv[2] ?? 7);
const LIMIT_MS = 1000;
const TIMEOUT_MS = 300_000;
const folder = mkdtempSync(join(tmpdir(), "asyncproof-watch-"));
const file = join(folder, "asyncapi.yaml");
const text = readFileSync(join(root, "asyncapi.yaml"), "utf8");
const [changed] = /maxLength: \d+/.exec(text) ?? [];
let heard = "";

writeFileSync(file, text);
const args = [join(root, "bin/asyncproof"), "generate", "asyncapi.yaml", "--watch"];
const child = spawn(process.execPath, args, {
  cwd: folder,
  timeout: TIMEOUT_MS,
  stdio: ["ignore", "ignore", "pipe"],
  env: { ...process.env, ASYNCPROOF_CACHE: "off" },
});
const gone = once(child, "exit");
child.stderr.setEncoding("utf8").on("data", (more) => {
  heard += more;
});

try {
  if (changed === undefined) throw new Error("the reference document has no maxLength to change");
  await waiting();
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const content = text.replace(changed, `maxLength: ${1000 + round}`);
    const begun = performance.now();
    writeFileSync(file, content);
    await waiting();
    const whole = performance.now() - begun;
    rounds.push({ whole, parse: await parseMs(content) });
    console.log(
      `round ${round + 1}: ${whole.toFixed(0)} ms, reading alone ${rounds[round].parse.toFixed(0)} ms`,
    );
  }
  // The first of both is not warm yet.
  const median = (of) =>
    rounds
      .slice(1)
      .map(of)
      .sort((one, other) => one - other)[(ROUNDS - 1) >> 1];
  const after = median(({ whole, parse }) => whole - parse);
  const [whole, parse] = [median((one) => one.whole), median((one) => one.parse)].map((ms) => ms.toFixed(0));
  console.log(`a change is in the tests after ${whole} ms; ${parse} ms of it is reading the document`);
  console.log(`what comes after the reading: ${after.toFixed(0)} ms`);
  if (after >= LIMIT_MS) process.exitCode = 1;
} finally {
  child.kill("SIGINT");
  await gone;
  rmSync(folder, { recursive: true, force: true });
}

/** Resolves when the command has done its work and waits for the next change. */
async function waiting() {
  while (!heard.includes("watching; Ctrl+C ends"))
    await Promise.race([
      once(child.stderr, "data"),
      gone.then(() => Promise.reject(new Error(`generate --watch ended: ${heard}`))),
    ]);
  heard = "";
}

async function parseMs(content) {
  writeFileSync(join(folder, "parsed.yaml"), content);
  const settings = { cache: "off" };
  const document = await documentOf("parsed.yaml", { quiet: true, color: false }, {}, folder);
  const begun = performance.now();
  await loadDocument({
    ...document,
    config: { ...document.config, reading: { ...document.config.reading, ...settings } },
  });
  return performance.now() - begun;
}
