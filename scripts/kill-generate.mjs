// Kills `asyncproof generate` (SIGKILL) at N random moments (default 100), every second time while it writes, in a
// folder with files of somebody else's, and looks: every file is whole, old or new; nobody else's was touched; the next
// run makes everything as it should be and leaves nothing behind. Exits with 1 at the first that is not so.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { root } from "./prepare.mjs";

const kills = Number(process.argv[2] ?? 100);
if (!Number.isInteger(kills) || kills < 1) {
  console.error("usage: node scripts/kill-generate.mjs [KILLS]");
  process.exit(2);
}

const OWN = { "message/own.test.ts": "// mine\n", "notes.md": "mine\n" };
const EDITED = "connection/echo.test.ts";
const LIMIT_MS = 120_000;
const folder = mkdtempSync(join(tmpdir(), "asyncproof-kill-"));
const out = join(folder, "out");
const counts = { before: 0, "while writing": 0, after: 0 };

try {
  const first = readFileSync(join(root, "test/bin/fixture/echo.yaml"), "utf8");
  writeFileSync(join(folder, "a.yaml"), first);
  writeFileSync(
    join(folder, "b.yaml"),
    first.replace(/maxLength: \d+/g, "maxLength: 7").replace("/echo", "/echoes"),
  );
  const wanted = {};
  for (const name of ["a", "b"]) {
    await generate(name, `wanted-${name}`);
    wanted[name] = filesIn(join(folder, `wanted-${name}`));
  }
  await generate("a", "out");
  for (const [path, text] of Object.entries(OWN)) writeFileSync(join(out, path), text);
  const edited = `${readFileSync(join(out, EDITED), "utf8")}// edited\n`;
  writeFileSync(join(out, EDITED), edited);
  const begun = performance.now();
  await generate("b", "out");
  const usual = performance.now() - begun;
  const kept = { ...OWN, [EDITED]: edited };

  for (let kill = 0; kill < kills; kill += 1) {
    const name = kill % 2 === 0 ? "a" : "b";
    counts[await killed(name, kill % 4 < 2 ? usual : null)] += 1;
    for (const [path, text] of filesIn(out)) {
      if (/^\.cache|^\.manifest|^\.mocharc/.test(path)) continue;
      const known =
        path in kept ? text === kept[path] : [wanted.a, wanted.b].some((all) => all.get(path) === text);
      if (!known) throw new Error(`kill ${kill + 1}: ${path} is neither old nor new`);
    }
    await generate(name, "out");
    compare(kill, wanted[name], kept);
  }
  console.log(
    `${kills} kills: ${counts.before} before it wrote, ${counts["while writing"]} while it wrote, ${counts.after} after; nothing lost, nothing left`,
  );
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** After a whole run: the wanted files, those of others, and no trace of the kill. */
function compare(kill, wanted, kept) {
  const found = filesIn(out);
  for (const path of Object.keys(kept))
    if (found.get(path) !== kept[path])
      throw new Error(`kill ${kill + 1}: ${path}, which is not ours, was touched`);
  for (const [path, text] of wanted)
    if (!(path in kept) && !/^\.cache|^\.manifest|^\.mocharc/.test(path) && found.get(path) !== text)
      throw new Error(`kill ${kill + 1}: ${path} is not as it should be after the next run`);
  const known = (path) =>
    wanted.has(path) ||
    path in kept ||
    /^\.cache\/contracts\/(\.gitignore|contract-[0-9a-f]{64}\.ndjson)$/.test(path);
  for (const path of found.keys())
    if (!known(path)) throw new Error(`kill ${kill + 1}: ${path} was left behind`);
}

/** Starts a run and kills it: at a random moment of its `usual` time, or (null) soon after it begins to write. */
async function killed(name, usual) {
  const child = start(name, "out");
  const gone = once(child, "exit");
  const isWriting = () => readdirSync(join(out, ".cache")).some((entry) => entry.startsWith("staging-"));
  if (usual !== null) await Promise.race([gone, pause(Math.random() * usual)]);
  else {
    while (child.exitCode === null && !isWriting()) await pause(0);
    await pause(Math.random() * 4);
  }
  const ended = child.exitCode !== null;
  child.kill("SIGKILL");
  await gone;
  if (ended) return "after";
  return isWriting() ? "while writing" : "before";
}

async function generate(name, to) {
  const child = start(name, to);
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`generate ${name}.yaml ended with ${code}`);
}

function start(name, to) {
  const args = [join(root, "bin/asyncproof"), "generate", `${name}.yaml`, "--out", to, "--quiet"];
  return spawn(process.execPath, args, {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
    timeout: LIMIT_MS,
  });
}

function filesIn(below) {
  if (!existsSync(below)) return new Map();
  const entries = readdirSync(below, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(below.length + 1), readFileSync(path, "utf8")];
    }),
  );
}
