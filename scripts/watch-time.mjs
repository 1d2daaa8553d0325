// How long `generate --watch` and `run --watch` take from a change of the reference document to its tests, and to
// their result: reading the document, making the tests, running what is affected (before the stub), and what is left
// of the whole (hearing of the change, telling the result). Each kind of change is made ROUNDS times (default 5) after
// one round that warms up. Exits with 1 where a median of all that is not reading takes a second or more.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { prepare, root } from "./prepare.mjs";

prepare();
const ROUNDS = Number(process.argv[2] ?? 5);
const LIMIT_MS = 1000;
const TIMEOUT_MS = 1_200_000;
/** Between two changes of a person, at least: the process for the next tests loads meanwhile. */
const PACE_MS = 3000;
const READY = "watching; Ctrl+C ends";
/** What is changed, by words; each round another number. */
const CHANGES = {
  "a request (`prompt` gets shorter)": ["maxLength: 8000", (n) => `maxLength: ${7000 + n}`],
  "an item of a stream (`token` gets shorter)": ["maxLength: 1000", (n) => `maxLength: ${900 + n}`],
  "an enum of a reply (an outcome more)": ["[succeeded, failed]", (n) => `[succeeded, failed, paused${n}]`],
};
const folder = mkdtempSync(join(tmpdir(), "asyncproof-watch-"));
const file = join(folder, "asyncapi.yaml");
const text = readFileSync(join(root, "asyncapi.yaml"), "utf8");

try {
  copyFileSync(join(root, "asyncproof.config.yaml"), join(folder, "asyncproof.config.yaml"));
  for (const command of ["generate", "run"]) await measured(command);
  console.log(`load ${loadavg()[0].toFixed(1)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measured(command) {
  writeFileSync(file, text);
  const watch = watching(command);
  try {
    await watch.ready();
    for (const [what, [from, to]] of Object.entries(CHANGES)) {
      if (text.split(from).length !== 2) throw new Error(`${from} does not stand once in the document`);
      const rounds = [];
      for (let round = 0; round <= ROUNDS; round += 1)
        rounds.push(await oneRound(watch, text.replace(from, to(round))));
      tell(`${command}, ${what}`, rounds.slice(1));
      writeFileSync(file, text);
      await watch.ready();
    }
  } finally {
    await watch.end();
  }
}

async function oneRound(watch, content) {
  await pause(PACE_MS);
  const begun = performance.now();
  writeFileSync(file, content);
  const said = await watch.ready();
  const whole = performance.now() - begun;
  const [, read, made, run = "0"] =
    /read in (\d+) ms, tests made in (\d+) ms(?:, run in (\d+) ms)?/.exec(said) ?? [];
  if (read === undefined) throw new Error(`no times were told: ${said}`);
  const tests = Number(/(\d+) kept/.exec(said)?.[1] ?? 0);
  if (/[1-9]\d* violated|ASYNCPROOF|asyncproof: /.test(said)) throw new Error(said);
  const rest = whole - Number(read) - Number(made) - Number(run);
  return { whole, read: Number(read), made: Number(made), run: Number(run), rest, tests };
}

function tell(what, rounds) {
  const median = (of) => medianOf(rounds.map(of));
  const ms = (of) => `${median(of).toFixed(0)} ms`;
  const after = median(({ whole, read }) => whole - read);
  const parts = `read ${ms(({ read }) => read)}, made ${ms(({ made }) => made)}, run ${ms(({ run }) => run)}`;
  const tests = median((round) => round.tests);
  console.log(`${what}: ${ms(({ whole }) => whole)}: ${parts}, rest ${ms(({ rest }) => rest)}; ${tests} tests kept
  after reading: ${after.toFixed(0)} ms${after >= LIMIT_MS ? `, ${LIMIT_MS} or more` : ""}`);
  if (after >= LIMIT_MS) process.exitCode = 1;
}

function medianOf(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle) - 1]) / 2;
}

function watching(command) {
  const child = spawn(
    process.execPath,
    [join(root, "bin/asyncproof"), command, "asyncapi.yaml", "--watch", "--no-color"],
    {
      cwd: folder,
      timeout: TIMEOUT_MS,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ASYNCPROOF_CACHE: "off", CI: "" },
    },
  );
  const gone = once(child, "exit");
  let heard = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (more) => {
      heard += more;
    });
  return {
    /** What it said until it had done its work and waits for the next change. */
    async ready() {
      while (!heard.includes(READY))
        await Promise.race([
          once(child.stderr, "data"),
          gone.then(() => Promise.reject(new Error(`${command} --watch ended: ${heard}`))),
        ]);
      const said = heard;
      heard = "";
      return said;
    },
    async end() {
      child.kill("SIGINT");
      await gone;
    },
  };
}
