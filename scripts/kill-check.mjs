// Kills `asyncproof check` (SIGKILL) at N random moments of its whole time (default 100), several at once, every second
// time with stale tests. Looks after each: the user's files, the tests and the lock are untouched; every report is whole
// or not there; no process is left, the started service included. At the end a check that nobody disturbs is green and
// leaves nothing of the killed ones. Exits with 1 at the first that is not so.
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { filesIn } from "./kill/files-in.mjs";
import { inLanes, killsAsked } from "./kill/lanes.mjs";
import { prepare, root } from "./prepare.mjs";

prepare();
const kills = killsAsked("kill-check");
const LIMIT_MS = 300_000;
const ENDS_WITHIN_MS = 30_000;
const OUT = "generated-tests";
const DOCUMENT = readFileSync(join(root, "test/bin/fixture/echo.yaml"), "utf8");
const SERVICE = `${process.execPath} ${join(root, "test/bin/fixture/echo.mjs")} {port} right`;
const REPORTS = {
  "run.xml": (text) => text.trimEnd().endsWith("</testsuites>"),
  "run.html": (text) => text.trimEnd().endsWith("</html>"),
  "run.sarif": isJson,
  "run.ctrf.json": isJson,
};
const KINDS = ["junit=reports/run.xml", "html=reports/run.html", "sarif=reports/run.sarif"];
const ARGS = ["check", "asyncapi.yaml", "--quiet", "--jobs", "8", "--runs", "2", "--start", SERVICE];
const folder = mkdtempSync(join(tmpdir(), "asyncproof-kill-"));
const lanes = new Map();
const counts = { "while it worked": 0, after: 0, "with reports": 0 };

try {
  const measured = await laneOf("measured");
  const start = performance.now();
  await whole(measured);
  const usual = performance.now() - start;
  const begun = performance.now();
  await inLanes(kills, async (kill, name) => {
    const lane = await laneOf(name);
    writeFileSync(join(lane, "asyncapi.yaml"), kill % 2 === 0 ? DOCUMENT : DOCUMENT.replace("40 }", "30 }"));
    const before = usersFiles(lane);
    counts[await killed(lane, Math.random() * usual)] += 1;
    await nothingRuns(kill, lane);
    lookAt(kill, lane, before);
  });
  for (const lane of lanes.values()) {
    writeFileSync(join(lane, "asyncapi.yaml"), DOCUMENT);
    await whole(lane);
    nothingLeft(lane);
  }
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  const told = `${counts["while it worked"]} while it worked, ${counts.after} when it was through`;
  console.log(`${kills} kills within ${(usual / 1000).toFixed(1)} s: ${told}; ${counts["with reports"]} left whole
reports; nothing lost, nothing left, no process (${seconds} s)`);
  if (counts.after > kills / 2) throw new Error("too few of them while it worked: nothing is shown");
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** A project of its own for each lane, with tests that are those of the document. */
async function laneOf(name) {
  const known = lanes.get(name);
  if (known !== undefined) return known;
  const lane = join(folder, String(name));
  lanes.set(name, lane);
  mkdirSync(lane);
  writeFileSync(join(lane, "asyncapi.yaml"), DOCUMENT);
  writeFileSync(join(lane, "asyncproof.config.yaml"), "seed: 1\n");
  const [code] = await once(start(lane, ["generate", "asyncapi.yaml", "--quiet"]), "exit");
  if (code !== 0) throw new Error(`generate ended with ${code}`);
  writeFileSync(join(lane, OUT, "message/own.test.ts"), 'it("is mine", () => {});\n');
  return lane;
}

/** What is the user's, or committed: the rest is ignored by git, or a report. */
function usersFiles(lane) {
  return new Map(
    [...filesIn(lane)].filter(([path]) => !/^(generated-tests\/\.cache|\.asyncproof|reports)\//.test(path)),
  );
}

function lookAt(kill, lane, before) {
  const now = usersFiles(lane);
  for (const path of new Set([...before.keys(), ...now.keys()]))
    if (before.get(path) !== now.get(path)) throw new Error(`kill ${kill + 1}: ${path} is not as it was`);
  const reports = [...filesIn(join(lane, "reports"))].filter(([path]) => !path.endsWith(".part"));
  for (const [path, text] of reports)
    if (!(path in REPORTS) || !REPORTS[path](text))
      throw new Error(`kill ${kill + 1}: ${path} is half a report`);
  if (reports.length > 0) counts["with reports"] += 1;
}

/** Guards need a moment to see that what they guard is orphaned. */
async function nothingRuns(kill, lane) {
  const end = performance.now() + ENDS_WITHIN_MS;
  while (processesIn(lane).length > 0) {
    if (performance.now() > end)
      throw new Error(`kill ${kill + 1}: processes ${processesIn(lane)} still run`);
    await pause(20);
  }
}

function nothingLeft(lane) {
  const wanted = Object.keys(REPORTS).sort().join();
  const found = readdirSync(join(lane, "reports")).sort().join();
  if (found !== wanted) throw new Error(`reports after a whole run: ${found}, not ${wanted}`);
  const left = [...filesIn(lane).keys()].filter((path) => /\.part$|staging-/.test(path));
  if (left.length > 0) throw new Error(`${left.join(", ")} was left behind`);
}

async function killed(lane, afterMs) {
  const child = start(lane, checkArgs());
  const gone = once(child, "exit");
  const over = new AbortController();
  await Promise.race([gone.finally(() => over.abort()), pause(afterMs, null, { signal: over.signal })]).catch(
    (error) => {
      if (error.name !== "AbortError") throw error;
    },
  );
  child.kill("SIGKILL");
  const [, signal] = await gone;
  return signal === "SIGKILL" ? "while it worked" : "after";
}

async function whole(lane) {
  const [code] = await once(start(lane, checkArgs()), "exit");
  if (code !== 0) throw new Error(`a check that nobody disturbed ended with ${code}`);
}

function checkArgs() {
  return [...ARGS, ...[...KINDS, "ctrf=reports/run.ctrf.json"].flatMap((kind) => ["--report", kind])];
}

function start(lane, args) {
  return spawn(process.execPath, [join(root, "bin/asyncproof"), ...args], {
    cwd: lane,
    stdio: ["ignore", "ignore", "inherit"],
    timeout: LIMIT_MS,
    env: { ...process.env, GITHUB_ACTIONS: "", ASYNCPROOF_CACHE: "" },
  });
}

/** Processes that work in a folder. */
function processesIn(lane) {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === lane;
      } catch {
        return false;
      }
    });
}

function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
