// The validating proxy against a bare relay (messages a second, CPU), recorded traffic against JSON.parse alone, memory.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const worker = fileURLToPath(new URL("proxy/worker.mjs", import.meta.url));
const GATES = { rate: 0.75, cpu: 1.35, parse: 0.7 };
const LINES = 300_000;

/** Runs a worker to its end and gives what it says. */
async function measured(...args) {
  const child = spawn(process.execPath, ["--expose-gc", worker, ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.on("data", (chunk) => {
    text += chunk;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}`);
  return JSON.parse(text);
}

const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

/** A recording of that many conversations of the agent. */
function writeRecording(path, lines) {
  const file = openSync(path, "w");
  const talk = [
    ["client", { agent_id: "echo", prompt: "why is the sky blue? ".repeat(5) }],
    ["server", { type: "token", index: 0, text: "because" }],
    ["server", { type: "token", index: 1, text: " of the light" }],
    ["server", { type: "done", text: "because of the light", token_count: 2 }],
  ];
  writeSync(
    file,
    '{"asyncproof":"recording","version":1}\n{"at":0,"connection":"1","kind":"handshake","url":"/agent","headers":{}}\n',
  );
  writeSync(file, '{"at":0,"connection":"1","kind":"open","subprotocol":""}\n');
  let batch = "";
  for (let at = 0; at < lines; at += 1) {
    const [from, payload] = talk[at % talk.length];
    batch += `${JSON.stringify({ at, connection: "1", kind: "frame", from, text: JSON.stringify(payload) })}\n`;
    if (batch.length > 1_000_000 || at === lines - 1) {
      writeSync(file, batch);
      batch = "";
    }
  }
  closeSync(file);
}

export async function run({ rounds }) {
  const folder = mkdtempSync(join(tmpdir(), "asyncproof-bench-"));
  const small = join(folder, "small.ndjson");
  const large = join(folder, "large.ndjson");
  writeRecording(small, LINES);
  writeRecording(large, LINES * 4);
  const bytes = statSync(small).size;
  const samples = { relay: [], messages: [], proxy: [], parse: [], validate: [], memory: [] };
  try {
    for (let round = 0; round < rounds; round += 1) {
      samples.relay.push(await measured("carry", "relay"));
      samples.messages.push(await measured("carry", "messages"));
      samples.proxy.push(await measured("carry", "proxy"));
      samples.parse.push(await measured("parse", small));
      samples.validate.push(await measured("validate", small));
      samples.memory.push(await measured("validate", large));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const of = (kind, key) => median(samples[kind].map((one) => one[key]));
  const result = {
    rate: of("proxy", "rate") / of("messages", "rate"),
    cpu: of("proxy", "cpuMicros") / of("messages", "cpuMicros"),
    bytesRate: of("proxy", "rate") / of("relay", "rate"),
    relayRate: Math.round(of("relay", "rate")),
    proxyRate: Math.round(of("proxy", "rate")),
    // By CPU: a machine that is shared gives less to whoever takes longer.
    parse: of("parse", "cpuMs") / of("validate", "cpuMs"),
    parseMBs: bytes / 1000 / of("parse", "ms"),
    validateMBs: bytes / 1000 / of("validate", "ms"),
    peakMB: of("validate", "peakMB"),
    peakMBLarge: of("memory", "peakMB"),
    rounds,
    samples,
  };
  const met = result.rate >= GATES.rate && result.cpu <= GATES.cpu && result.parse >= GATES.parse;
  const line = (what, value, gate) => `${what.padEnd(46)} ${value.padStart(12)}   ${gate}`;
  const table = [
    line("proxy, messages/s against a relay of bytes", `${result.bytesRate.toFixed(2)}x`, "no gate"),
    line("proxy, messages/s against a relay of messages", `${result.rate.toFixed(2)}x`, `>= ${GATES.rate}`),
    line("proxy, CPU a message against the same", `${result.cpu.toFixed(2)}x`, `<= ${GATES.cpu}`),
    line(
      "recording, CPU against JSON.parse of its lines",
      `${result.parse.toFixed(2)}x`,
      `>= ${GATES.parse}`,
    ),
    line(
      "recording",
      `${result.validateMBs.toFixed(0)} MB/s`,
      `JSON.parse ${result.parseMBs.toFixed(0)} MB/s`,
    ),
    line(
      "memory, and of four times the file",
      `${result.peakMB.toFixed(0)} MB`,
      `${result.peakMBLarge.toFixed(0)} MB`,
    ),
  ].join("\n");
  return { table, result, met };
}
