import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { ToolError } from "../contract/tool-error.ts";
import { OWN_GROUP } from "./own-group.ts";
import { endWithUs, stopGroup } from "./process-group.ts";
import { type ServiceOutput, serviceOutput } from "./service-output.ts";
import { accepts, connectFailure, type Endpoint } from "./tcp.ts";

export interface StartOptions {
  /** Run by the shell; `{port}` stands for the port, which is also in PORT. */
  readonly command: string;
  readonly endpoint: Endpoint;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Masks what must not be written. */
  readonly clean: (text: string) => string;
  /** File for what the service writes. */
  readonly output: string;
  /** How long it may take until it accepts connections. */
  readonly readyMs: number;
  readonly signal: AbortSignal;
}

export interface StartedService {
  /** How often it was started again because it died. */
  readonly restarts: () => number;
  readonly output: ServiceOutput;
  /** Ends it as `close` does, and starts it again. Throws where it does not come up. */
  restart(): Promise<void>;
  /** Ends the service and everything it started. May be called twice. */
  close(): Promise<void>;
}

const GRACE_MS = 3000;
/** A service that dies more often than this stays dead: each start costs time and shows nothing new. */
const MOST_RESTARTS = 20;

/**
 * Starts the service and waits until it accepts connections; while it is open it is started again whenever it dies.
 * Throws PORT-TAKEN when somebody else listens there already, SERVICE-EXITED or SERVICE-NOT-READY with the last it
 * wrote when it does not come up; nothing is left running then.
 */
export async function startService(options: StartOptions): Promise<StartedService> {
  await refuseTakenPort(options.endpoint);
  const service = new Supervised(options);
  try {
    await service.start();
  } catch (error) {
    await service.close();
    throw error;
  }
  return service;
}

class Supervised implements StartedService {
  readonly output: ServiceOutput;
  readonly #options: StartOptions;
  #child: ChildProcess | null = null;
  #restarts = 0;
  #closing = false;
  #stopping = false;

  constructor(options: StartOptions) {
    this.#options = options;
    this.output = serviceOutput(options.output, options.clean);
  }

  restarts = (): number => this.#restarts;

  /** Throws where the service does not come up. */
  async start(): Promise<void> {
    const { endpoint, readyMs, signal } = this.#options;
    const child = spawnService(this.#options);
    this.#child = child;
    endWithUs(child);
    if (child.stdout !== null) this.output.keep(child.stdout);
    if (child.stderr !== null) this.output.keep(child.stderr);
    const over = new AbortController();
    const ended = once(child, "exit").then(
      () => over.abort(),
      () => over.abort(),
    );
    const failure = await accepts(endpoint, readyMs, AbortSignal.any([signal, over.signal]));
    if (over.signal.aborted)
      throw this.#fault("SERVICE-EXITED", `ended ${endOf(child)} before it accepted a connection`);
    if (failure !== "" && !signal.aborted)
      throw this.#fault(
        "SERVICE-NOT-READY",
        `did not accept a connection within ${readyMs / 1000} s (${failure})`,
      );
    void ended.then(() => this.#again(child));
  }

  async restart(): Promise<void> {
    this.#stopping = true;
    if (this.#child !== null) await stopGroup(this.#child, GRACE_MS);
    this.#stopping = false;
    if (!this.#closing) await this.start();
  }

  async close(): Promise<void> {
    this.#closing = true;
    if (this.#child !== null) await stopGroup(this.#child, GRACE_MS);
    this.output.close();
  }

  /** The tests report the death; here it is only made good. A service that does not come up again stays dead. */
  async #again(dead: ChildProcess): Promise<void> {
    if (this.#closing || this.#stopping || this.#restarts >= MOST_RESTARTS) return;
    this.#restarts += 1;
    await stopGroup(dead, 0);
    if (!this.#closing) await this.start().catch(() => {});
  }

  #fault(code: string, what: string): ToolError {
    this.output.flush();
    const said = this.output.tail.lines(20);
    return new ToolError(code, `the service ${what}: ${this.#options.command}`, {
      where: this.output.path,
      hint: said === "" ? "it wrote nothing" : `the last it wrote:\n${said}`,
    });
  }
}

async function refuseTakenPort(endpoint: Endpoint): Promise<void> {
  if ((await connectFailure(endpoint)) !== "") return;
  throw new ToolError("PORT-TAKEN", `something already listens on ${endpoint.host}:${endpoint.port}`, {
    hint: "stop it, take another --port, or test what runs there with --url instead of --start",
  });
}

function spawnService({ command, endpoint, cwd, env }: StartOptions): ChildProcess {
  const port = String(endpoint.port);
  return spawn(command.replaceAll("{port}", port), {
    shell: true,
    cwd,
    env: { ...env, PORT: port },
    stdio: ["ignore", "pipe", "pipe"],
    ...OWN_GROUP,
  });
}

function endOf({ exitCode, signalCode }: ChildProcess): string {
  return signalCode === null ? `with exit code ${exitCode}` : `by ${signalCode}`;
}
