import { expect } from "chai";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ToolError } from "../../contract/tool-error.ts";
import { type StartedService, startService } from "../../runner/start-service.ts";
import { connectFailure, freePort } from "../../runner/tcp.ts";
import { folderWith } from "../config/folder.ts";
import { listener } from "./listener.ts";
import { isGone } from "./processes.ts";

const folder = folderWith({
  "service.mjs": `
    import { createServer } from "node:net";
    console.log("pid " + process.pid + " port " + process.argv[2] + " " + process.env.PORT);
    createServer((socket) => socket.on("data", () => process.exit(3))).listen(Number(process.argv[2]), "127.0.0.1");
  `,
  "stubborn.mjs": `
    process.on("SIGTERM", () => {});
    await import("./service.mjs");
  `,
  "family.mjs": `
    import { spawn } from "node:child_process";
    spawn(process.execPath, ["service.mjs", process.argv[2]], { stdio: "inherit" });
    setInterval(() => {}, 1000);
  `,
});
after(() => folder.remove());

interface Given {
  readonly port?: number;
  readonly readyMs?: number;
  readonly signal?: AbortSignal;
}

async function start(
  command: string,
  given: Given = {},
): Promise<StartedService & { readonly port: number }> {
  const port = given.port ?? (await freePort());
  const service = await startService({
    command,
    endpoint: { host: "127.0.0.1", port },
    cwd: folder.path,
    env: process.env,
    clean: (text) => text.replaceAll("sesame", "***"),
    output: join(folder.path, ".asyncproof/service.log"),
    readyMs: given.readyMs ?? 10_000,
    signal: given.signal ?? new AbortController().signal,
  });
  return Object.assign(service, { port });
}

async function failure(work: Promise<unknown>): Promise<ToolError> {
  const failed: unknown = await work.catch((error: unknown) => error);
  if (failed instanceof ToolError) return failed;
  throw new Error(`no ToolError but ${failed}`);
}

const NODE = JSON.stringify(process.execPath);
const SERVICE = `${NODE} service.mjs {port}`;

function pidIn(service: StartedService): number {
  return Number([...service.output.tail.text().matchAll(/pid (\d+)/g)].at(-1)?.[1]);
}

/** Cuts the service's life by a byte that it does not expect. */
async function kill(port: number): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  socket.end("x");
  await once(socket, "close");
}

describe("startService", () => {
  it("waits until the service accepts, gives it the port twice, and keeps what it writes", async () => {
    const service = await start(SERVICE);
    expect(await connectFailure({ host: "127.0.0.1", port: service.port })).to.equal("");
    await service.close();
    const written = readFileSync(service.output.path, "utf8");
    expect(written).to.match(new RegExp(`pid \\d+ port ${service.port} ${service.port}`));
  });

  for (const [name, file] of [
    ["a service", "service.mjs"],
    ["one that ignores SIGTERM", "stubborn.mjs"],
    ["one that listens in a child of its own", "family.mjs"],
  ] as const)
    it(`stops ${name}: no process and no port is left`, async () => {
      const service = await start(`${NODE} ${file} {port}`);
      await service.close();
      expect(await isGone(pidIn(service))).to.equal(true);
      expect(await connectFailure({ host: "127.0.0.1", port: service.port })).to.equal("ECONNREFUSED");
      await service.close();
    });

  it("starts a service again that dies", async () => {
    const service = await start(SERVICE);
    const first = pidIn(service);
    await kill(service.port);
    const end = performance.now() + 10_000;
    while (pidIn(service) === first && performance.now() < end) await pause(20);
    expect(pidIn(service)).not.to.equal(first);
    expect(service.restarts()).to.equal(1);
    await service.close();
    expect(await isGone(pidIn(service))).to.equal(true);
  });

  it("does not start it again when it dies because it is closed", async () => {
    const service = await start(SERVICE);
    await service.close();
    expect(service.restarts()).to.equal(0);
  });

  it("shows the last words of a service that ends before it listens", async () => {
    const error = await failure(start(`${NODE} -e "console.error('no database'); process.exit(4)"`));
    expect(error.code).to.equal("SERVICE-EXITED");
    expect(error.message).to.include("exit code 4");
    expect(error.hint).to.include("no database");
  });

  it("shows a command that does not exist", async () => {
    const error = await failure(start("no-such-command-here"));
    expect(error.code).to.equal("SERVICE-EXITED");
    expect(error.hint).to.include("no-such-command-here");
  });

  it("gives up, and stops, a service that never listens", async () => {
    const command = `${NODE} -e "console.log('pid ' + process.pid); setInterval(() => {}, 1000)"`;
    const error = await failure(start(command, { readyMs: 800 }));
    expect(error.code).to.equal("SERVICE-NOT-READY");
    expect(await isGone(Number(/pid (\d+)/.exec(error.hint)?.[1]))).to.equal(true);
  });

  it("refuses a port on which something else listens", async () => {
    const other = await listener();
    const error = await failure(start(SERVICE, { port: other.port }));
    await other.close();
    expect(error.code).to.equal("PORT-TAKEN");
  });
});
