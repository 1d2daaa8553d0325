// Runs every service of the examples wholly: the right ones must keep everything, a wrong one may break its own rule
// and those that follow from its fault, and nothing else. With a number, the right ones so many times.
// With --right none of the wrong ones; with --load as `npm run repeat` does it: every second turn beside two busy
// loops, with jobs 1 and 8 in turn.
// usage: node scripts/examples.mjs [--right] [--load] [TIMES] [FOLDER...]
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { circumstances } from "./load.mjs";
import { prepare, root } from "./prepare.mjs";

const words = process.argv.slice(2);
const onlyRight = words.includes("--right");
const underLoad = words.includes("--load");
const [first, ...others] = words.filter((word) => word !== "--right" && word !== "--load");
const times = Number(first ?? 1);
if (!Number.isInteger(times) || times < 1) {
  console.error("usage: node scripts/examples.mjs [--right] [--load] [TIMES] [FOLDER...]");
  process.exit(2);
}

const CALM = { jobs: undefined, text: "", stop: () => {} };
prepare();
/** None: it is an example by its document alone, and the stub is its service. */
const servicesIn = (folder) =>
  readdirSync(join(root, "examples", folder)).filter((name) => name.startsWith("service."));
const folders =
  others.length > 0
    ? others
    : readdirSync(join(root, "examples")).filter((folder) => servicesIn(folder).length > 0);
let failed = 0;

for (const folder of folders) {
  const services = servicesIn(folder);
  for (const service of services)
    for (let turn = 1; turn <= times; turn++) {
      const around = underLoad ? circumstances(turn - 1) : CALM;
      const { seconds, tests } = await run(folder, service, around.jobs);
      around.stop();
      const wrong = tests.filter(({ verdict }) => verdict !== "kept");
      tell(
        wrong.length === 0 && tests.length > 0,
        `${folder}/${service} ${turn}/${times}${around.text === "" ? "" : ` ${around.text}`}: ${tests.length} tests, ${seconds} s`,
      );
      for (const { title, verdict, rule } of wrong)
        console.log(`    ${verdict} ${rule} ${title.join(" > ")}`);
    }
  const wrongOnes = onlyRight ? [] : readdirSync(join(root, "examples", folder, "wrong"));
  for (const name of wrongOnes.filter((file) => /\.(?:mjs|py)$/.test(file))) {
    const source = readFileSync(join(root, "examples", folder, "wrong", name), "utf8");
    const said = (what) => new RegExp(`${what}: (.+)`).exec(source)?.[1]?.trim() ?? "";
    const [rule, green] = [said("expected rule"), said("family that stays green")];
    const { seconds, tests } = await run(folder, join("wrong", name));
    const broken = tests.filter(({ verdict }) => verdict === "violated");
    const rules = [...new Set(broken.map((test) => test.rule))];
    const allowed = [rule, ...said("rules that follow").split(/,\s*/)];
    const spared = broken.every(({ title }) => !title[0].startsWith(`${green} - `));
    const ok = rules.includes(rule) && rules.every((one) => allowed.includes(one)) && spared;
    tell(
      ok,
      `${folder}/${name}: ${broken.length} of ${tests.length} tests, ${rules.join(", ")}; ${green} stays green, ${seconds} s`,
    );
    if (!ok) for (const { title, rule: by } of broken) console.log(`    ${by} ${title.join(" > ")}`);
  }
}
console.log(failed === 0 ? "all as expected" : `${failed} not as expected`);
process.exitCode = failed === 0 ? 0 : 1;

function tell(ok, text) {
  if (!ok) failed++;
  console.log(`${ok ? "ok    " : "NOT OK"} ${text}`);
}

async function run(folder, service, jobs) {
  const port = await freePort();
  const example = join("examples", folder);
  const command = service.endsWith(".py") ? "/usr/bin/python3" : `"${process.execPath}"`;
  const started = performance.now();
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...["bin/asyncproof", "run", join(example, "asyncapi.yaml"), "--json"],
      ...["--config", join(example, "asyncproof.config.yaml")],
      ...["--out", join("node_modules", ".cache", "examples", folder)],
      ...(jobs === undefined ? [] : ["--jobs", String(jobs)]),
      ...["--start", `${command} ${join(example, service)} --port {port}`, "--port", String(port)],
    ],
    { cwd: root, encoding: "utf8", maxBuffer: 1e8 },
  );
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (!stdout.startsWith("{")) throw new Error(`no result of ${folder}/${service}: ${stdout}${stderr}`);
  const { tests } = JSON.parse(stdout);
  if (tests === undefined) throw new Error(`no tests of ${folder}/${service}: ${stdout}${stderr}`);
  return { seconds, tests };
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
