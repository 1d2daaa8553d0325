import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { connectFailure } from "../../runner/tcp.ts";
import { root } from "../bin/cli.ts";

/** The agent of `examples/`, or one of its wrong versions: a service that shares nothing with us. */
export async function startAgent(file: string): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const port = await freePort();
  const script = join(root, "examples/python-agent", file);
  const child = spawn("/usr/bin/python3", [script, "--port", String(port)], { stdio: "ignore" });
  await accepting(child, port);
  return {
    port,
    stop: async () => {
      const gone = once(child, "close");
      child.kill("SIGKILL");
      await gone;
    },
  };
}

async function accepting(child: ChildProcess, port: number): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    if (child.exitCode !== null) throw new Error(`the agent ended with ${child.exitCode}`);
    if ((await connectFailure({ host: "127.0.0.1", port })) === "") return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("the agent does not accept connections");
}

export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}
