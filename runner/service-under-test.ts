import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Config, ConfigFile } from "../config/index.ts";
import { forOwnStub, proxyFor, redact, secretsOf, shownUrl } from "../config/index.ts";
import type { Contract } from "../contract/model.ts";
import { ToolError } from "../contract/tool-error.ts";
import type { Stub } from "../server/index.ts";
import { addressText } from "./address-text.ts";
import { startService } from "./start-service.ts";
import { connectFailure, type Endpoint, endpointOf, freePort } from "./tcp.ts";

/** What the tests talk to. */
export interface ServiceUnderTest {
  readonly url: string;
  /** Settings that the tests need besides, to reach it. */
  readonly settings: ConfigFile;
  /** Not null where a service that dies is started again. */
  readonly revives: Endpoint | null;
  /** Stops it in order and starts it again; null where we have not started it. Throws where it does not come up. */
  readonly restart: (() => Promise<void>) | null;
  /** How often it died and was started again. */
  restarts(): number;
  /** File with all that it wrote; "" where nobody sees that. */
  readonly output: string;
  /** Leaves nothing running. May be called twice. */
  close(): Promise<void>;
}

export interface ServiceOptions {
  readonly contract: Contract;
  readonly config: Config;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Standard error, for people. */
  talk(text: string): void;
}

const READY_MS = 30_000;

/** The service that the config names: a command that starts it, else a URL, else our own stub. Throws where it is not there. */
export async function openService(options: ServiceOptions): Promise<ServiceUnderTest> {
  const { start, url } = options.config;
  if (url !== null) options.talk(addressText(url, options.contract));
  if (start !== null) return started(start, options);
  if (url !== null) return reached(url, options);
  refusePort(options.config);
  return ownStub(options);
}

/** Who says a port alone means a service that runs there: that the stub keeps the document says nothing of it. */
function refusePort({ port, origins }: Config): void {
  if (port === null) return;
  throw new ToolError("PORT-ALONE", `nobody says what is to be tested on port ${port}`, {
    where: origins["port"]?.name ?? null,
    hint: `--url ws://localhost:${port} tests the service that runs there, --start one that is started for it; the stub takes a free port by itself`,
  });
}

async function ownStub({ contract, config, talk }: ServiceOptions): Promise<ServiceUnderTest> {
  talk("neither --url nor --start: the stub of the document is tested\n");
  const own = forOwnStub(config, contract.securitySchemes);
  // Loaded only where it is needed: a service of somebody else's needs no server of ours.
  const { startStub } = await import("../server/index.ts");
  const said = new Set<string>();
  // Why it could not do what the document asks: without that its close looks like a breach of its own.
  const log = (line: string): void => {
    if (!said.has(line)) talk(`the stub: ${line}\n`);
    said.add(line);
  };
  const begin = (port: number): Promise<Stub> =>
    startStub({ contract, config: own, unsolicited: true, port, log });
  let stub = await begin(0);
  const added = Object.entries(own.credentials).filter(([name]) => !Object.hasOwn(config.credentials, name));
  return {
    url: stub.url,
    settings: { credentials: Object.fromEntries(added), proxy: "none" },
    revives: null,
    restart: async () => {
      await stub.close();
      stub = await begin(stub.port);
    },
    restarts: () => 0,
    output: "",
    close: () => stub.close(),
  };
}

/** Behind a proxy only the proxy can be asked whether it is there. */
async function reached(url: string, { config, env }: ServiceOptions): Promise<ServiceUnderTest> {
  const proxy = proxyFor(new URL(url), config, env);
  const endpoint = endpointOf(proxy?.href ?? url);
  const failure = await connectFailure(endpoint);
  if (failure !== "")
    throw new ToolError(
      "SERVICE-UNREACHABLE",
      `nothing accepts connections at ${proxy?.host ?? shownUrl(url)}`,
      {
        hint: `tried ${proxy === null ? "" : "the proxy "}${endpoint.host}:${endpoint.port}: ${failure}; is the service running?`,
      },
    );
  const none = { revives: null, restart: null, restarts: () => 0 };
  return { url, settings: {}, ...none, output: "", close: async () => {} };
}

async function started(command: string, options: ServiceOptions): Promise<ServiceUnderTest> {
  const { config, cwd, env, signal } = options;
  const url = config.url ?? `ws://localhost:${await portFor(command, config)}`;
  const endpoint = endpointOf(url);
  const output = ".asyncproof/service.log";
  await ignoredByGit(dirname(join(cwd, output)));
  const secrets = secretsOf(config, env);
  const service = await startService({
    command,
    endpoint,
    cwd,
    env,
    output: join(cwd, output),
    clean: (text) => redact(text, secrets),
    readyMs: READY_MS,
    signal,
  });
  return {
    url,
    settings: {},
    revives: endpoint,
    restart: () => service.restart(),
    restarts: service.restarts,
    output,
    close: () => service.close(),
  };
}

async function ignoredByGit(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, ".gitignore"), "*\n");
}

/** A free port only where the command says where it goes: PORT alone might be ignored. */
async function portFor(command: string, { port }: Config): Promise<number> {
  if (port !== null) return port;
  if (command.includes("{port}")) return freePort();
  throw new ToolError("PORT-MISSING", "nobody says where the started service listens", {
    hint: "give --port or --url, or write {port} into the command where it takes its port",
  });
}
