// Kills `asyncproof generate` (SIGKILL) at N moments of its writing (default 100), several at once, each in a folder
// with files of somebody else's: two of three at a random operation on a file, before it or in the midst, the third
// from outside at a random time. Looks after each: every file is whole, old or new; nobody else's was touched; the next
// run makes everything as it should be and leaves nothing behind. Exits with 1 at the first that is not so.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { filesIn } from "./kill/files-in.mjs";
import { inLanes, killsAsked } from "./kill/lanes.mjs";
import { prepare, root } from "./prepare.mjs";

prepare();
const [{ documentOf }, { generate }] = await Promise.all([
  import("../dist/bin/finish.js"),
  import("../dist/runner/index.js"),
]);

const kills = killsAsked("kill-generate");
const EDITED = "connection/echo.test.ts";
const OWN = { "message/own.test.ts": "// mine\n", "notes.md": "mine\n" };
const OURSELVES = /^\.cache|^\.manifest|^\.mocharc/;
const LIMIT_MS = 120_000;
const folder = mkdtempSync(join(tmpdir(), "asyncproof-kill-"));
const counts = { "while writing": 0, after: 0 };
const wanted = {};

try {
  const first = readFileSync(join(root, "test/bin/fixture/echo.yaml"), "utf8");
  writeFileSync(join(folder, "a.yaml"), first);
  writeFileSync(
    join(folder, "b.yaml"),
    first.replace(/maxLength: \d+/g, "maxLength: 7").replace("/echo", "/echoes"),
  );
  for (const name of ["a", "b"]) {
    await whole(name, `wanted-${name}`);
    wanted[name] = filesIn(join(folder, `wanted-${name}`));
  }
  const edited = `${wanted.a.get(EDITED)}// edited\n`;
  const kept = { ...OWN, [EDITED]: edited };
  const lanes = new Map();
  const laneOf = (lane) => {
    if (!lanes.has(lane)) {
      cpSync(join(folder, "wanted-a"), join(folder, `out-${lane}`), { recursive: true });
      for (const [path, content] of Object.entries(kept))
        writeFileSync(join(folder, `out-${lane}`, path), content);
      lanes.set(lane, "a");
    }
    return { out: `out-${lane}`, next: lanes.get(lane) === "a" ? "b" : "a" };
  };
  const { out: measured } = laneOf("measured");
  const usual = await measure("b", measured);
  console.log(`a writing is ${usual.operations} operations on files, ${usual.ms.toFixed(0)} ms`);
  const begun = performance.now();
  await inLanes(kills, async (kill, lane) => {
    const { out, next } = laneOf(lane);
    counts[await killed(next, out, momentOf(kill, usual))] += 1;
    lookAtOnce(kill, out, kept);
    await whole(next, out);
    lookAfterwards(kill, { out, name: next, kept });
    lanes.set(lane, next);
  });
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  const told = `${counts["while writing"]} while it wrote, ${counts.after} when it was through`;
  console.log(`${kills} kills: ${told}; nothing lost, nothing left (${seconds} s)`);
  if (counts.after > kills / 2) throw new Error("too few of them while it wrote: nothing is shown");
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** When to kill: at one of the operations, or so long after the first. */
function momentOf(kill, { operations, ms }) {
  if (kill % 3 === 2) return { afterMs: Math.random() * ms };
  return { at: 1 + Math.floor(Math.random() * operations), how: kill % 3 === 0 ? "before" : "during" };
}

/** Every file is whole, old or new, and nobody else's was touched. */
function lookAtOnce(kill, out, kept) {
  const found = filesIn(join(folder, out));
  for (const [path, content] of Object.entries(kept))
    if (found.get(path) !== content)
      throw new Error(`kill ${kill + 1}: ${path}, which is not ours, was touched`);
  for (const [path, content] of found) {
    if (OURSELVES.test(path) || path in kept) continue;
    const known = [wanted.a, wanted.b].some((all) => all.get(path) === content);
    if (!known) throw new Error(`kill ${kill + 1}: ${path} is neither old nor new`);
  }
}

/** After a whole run: the wanted files, those of others, and no trace of the kill. */
function lookAfterwards(kill, { out, name, kept }) {
  const found = filesIn(join(folder, out));
  for (const [path, content] of wanted[name])
    if (!(path in kept) && !OURSELVES.test(path) && found.get(path) !== content)
      throw new Error(`kill ${kill + 1}: ${path} is not as it should be after the next run`);
  const known = (path) =>
    wanted[name].has(path) ||
    path in kept ||
    /^\.cache\/contracts\/(\.gitignore|contract-[0-9a-f]{64}\.ndjson)$/.test(path);
  for (const path of found.keys())
    if (!known(path)) throw new Error(`kill ${kill + 1}: ${path} was left behind`);
  const staged = readdirSync(join(folder, out, ".cache")).filter((entry) => entry.startsWith("staging-"));
  if (staged.length > 0) throw new Error(`kill ${kill + 1}: ${staged[0]} was left behind`);
}

/** A run that nobody disturbs, in this process. */
async function whole(name, out) {
  const document = await documentOf(`${name}.yaml`, { quiet: true, color: false }, { out }, folder);
  await generate(document, false);
}

/** How many operations on files a writing is, and how long it takes. */
async function measure(name, out) {
  const child = start(name, out, {});
  const [[code], told] = await Promise.all([once(child, "exit"), text(child.stdio[3])]);
  if (code !== 0) throw new Error(`generate ${name}.yaml ended with ${code}`);
  return JSON.parse(told.split("\n")[1]);
}

/** Starts a run and kills it, or has it kill itself, at that moment. */
async function killed(name, out, { at = 0, how = "", afterMs = null }) {
  const child = start(name, out, { KILL_AT: String(at), KILL_HOW: how });
  const gone = once(child, "exit");
  if (afterMs === null) child.stdio[3].resume();
  else {
    await Promise.race([gone, once(child.stdio[3], "data")]);
    await pause(afterMs);
    child.kill("SIGKILL");
  }
  const [code, signal] = await gone;
  if (signal === "SIGKILL") return "while writing";
  if (code !== 0) throw new Error(`generate ${name}.yaml ended with ${code}`);
  return "after";
}

function start(name, out, env) {
  const preload = join(root, "scripts/kill/at-operation.mjs");
  const args = ["--import", preload, join(root, "bin/asyncproof"), "generate", `${name}.yaml`];
  return spawn(process.execPath, [...args, "--out", out, "--quiet"], {
    cwd: folder,
    env: { ...process.env, KILL_IN: join(folder, out), ...env },
    stdio: ["ignore", "ignore", "inherit", "pipe"],
    timeout: LIMIT_MS,
  });
}
