// What commands cost before they do anything: CPU of whole processes, as multiples of `node -e 0` in the same round;
// and how that grows with the channels of a document.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { interleaved, median, shown, spread, tableOf } from "./frame.mjs";
import { channelsDocument } from "./start/document.mjs";

const bin = join(fileURLToPath(new URL("..", import.meta.url)), "bin", "asyncproof");
const SIZES = [1, 10, 100, 500];
const GATES = {
  "--version": 2,
  "--help": 2,
  "check, nothing changed, 1 channel": 3,
  "check, nothing changed, 500 channels": 6,
};

export async function run({ rounds }) {
  const folder = mkdtempSync(join(tmpdir(), "asyncproof-bench-"));
  try {
    const contenders = { node: ["-e", "0"], "--version": [bin, "--version"], "--help": [bin, "--help"] };
    const cwd = { node: folder, "--version": folder, "--help": folder };
    for (const size of SIZES) {
      const name = `check, nothing changed, ${size} channel${size === 1 ? "" : "s"}`;
      cwd[name] = join(folder, String(size));
      mkdirSync(cwd[name]);
      writeFileSync(join(cwd[name], "many.yaml"), channelsDocument(size));
      cpu([bin, "generate", "many.yaml"], cwd[name]);
      // In a folder that is no project the contract itself is kept from the second reading on.
      cpu([bin, "generate", "many.yaml", "--check"], cwd[name]);
      contenders[name] = [bin, "generate", "many.yaml", "--check"];
    }
    const all = await interleaved(Object.keys(contenders), rounds, (name) =>
      cpu(contenders[name], cwd[name]),
    );
    return told(all);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function told(all) {
  const floor = all.get("node");
  const rows = [...all]
    .filter(([name]) => name !== "node")
    .map(([what, values]) => {
      const ratios = values.map((value, round) => value / floor[round]);
      return {
        what,
        unit: "x node",
        value: median(ratios),
        spread: spread(ratios),
        most: GATES[what] ?? null,
      };
    });
  // From 100 channels to 500: five times as much, where nothing is quadratic.
  const [hundred, most] = [100, 500].map((size) =>
    rows.find(({ what }) => what.endsWith(` ${size} channels`)),
  );
  const growth = {
    what: "500 channels against 100, beyond node",
    unit: "x",
    value: (most.value - 1) / (hundred.value - 1),
    spread: 0,
    most: 6,
  };
  rows.push(growth);
  const met = rows.every(({ value, most: gate }) => gate === null || value <= gate);
  const table = tableOf(
    ["", "ratio", "spread", "at most"],
    rows.map((row) => [
      row.what,
      `${shown(row.value, 2)}${row.unit}`,
      `${shown(row.spread, 0)} %`,
      row.most ?? "-",
    ]),
  );
  return { table, result: { cpuMs: Object.fromEntries(all), rows }, rows, met };
}

/** User and system time of a command and what it started, ms. */
function cpu(args, cwd) {
  const quoted = [process.execPath, ...args].map((word) => `'${word}'`).join(" ");
  const done = spawnSync("bash", ["-c", `TIMEFORMAT='cpu %U %S'; time ${quoted} > said.txt 2>&1`], {
    cwd,
    encoding: "utf8",
  });
  if (done.status !== 0) throw new Error(`${quoted} ended with ${done.status}`);
  const [, user, system] = /cpu ([\d.]+) ([\d.]+)/.exec(done.stderr);
  return (Number(user) + Number(system)) * 1000;
}
