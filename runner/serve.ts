import { once } from "node:events";
import { forOwnStub, redact, secretsOf, withCommandCredentials } from "../config/index.ts";
import type { Contract } from "../contract/model.ts";
import type { Handlers, PaceOption, Stub, StubOptions } from "../server/index.ts";
import { type Document, loadDocument } from "./document.ts";
import { interrupt } from "./interrupt.ts";
import { loadHandlers } from "./load-handlers.ts";
import { openLog, type ServeLog } from "./serving/event-log.ts";
import { filesOf } from "./serving/files-of.ts";
import { createReloads } from "./serving/reload.ts";
import { readTls } from "./serving/read-tls.ts";
import { watchFiles } from "./serving/watch-files.ts";

export interface ServeOptions extends Document {
  readonly port: number;
  readonly host: string;
  readonly faults: readonly string[];
  /** Module with handlers, or null. */
  readonly handlers: string | null;
  readonly pace: PaceOption;
  /** Path of the health answer. */
  readonly health: string;
  /** Files with certificate and key in PEM, or null. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** What is told of connections and frames, and where; null for nothing. */
  readonly log: ServeLog | null;
  /** Start again with the new document whenever one of its files changes. */
  readonly watch: boolean;
  /** Told once, when the stub accepts connections: its own URL, and that of each channel. */
  listening(url: string, channels: { readonly [name: string]: string }): void;
}

/** What a document and the user's modules make of the stub; read again at each reload. */
export interface Served {
  readonly contract: Contract;
  readonly config: StubOptions["config"];
  readonly handlers: Handlers;
  /** Every file that it was read from. */
  readonly files: readonly string[];
}

/** Serves the document until the user stops it; resolves when every connection is closed. */
export async function serve(options: ServeOptions): Promise<void> {
  using stop = interrupt();
  const served = await readServed(options);
  const log =
    options.log === null ? null : openLog(options.log, maskOf(served), (why) => options.talk(`${why}\n`));
  const stub = await startServing(options, served, log?.observe);
  try {
    const reloads = createReloads({ stub, served, talk: options.talk, read: () => readServed(options) });
    await using _watching = options.watch ? await watchFiles(reloads) : null;
    const urls = served.contract.channels.map(({ name, path }) => [name, `${stub.url}${path}`] as const);
    options.listening(stub.url, Object.fromEntries(urls));
    for (const [name, url] of urls) options.talk(`  ${name}  ${url}\n`);
    if (!stop.signal.aborted) await once(stop.signal, "abort");
  } finally {
    await stub.close();
    await log?.close();
  }
}

async function readServed(options: ServeOptions): Promise<Served> {
  const { contract, lineMap } = await loadDocument(options);
  const handlers =
    options.handlers === null ? {} : await loadHandlers(options.handlers, options.cwd, contract);
  const known = await withCommandCredentials(options.config, process.env);
  const config = forOwnStub(known, contract.securitySchemes);
  return { contract, config, handlers, files: filesOf(options, lineMap) };
}

async function startServing(
  options: ServeOptions,
  { contract, config, handlers }: Served,
  observe: StubOptions["observe"],
): Promise<Stub> {
  const { port, host, faults, talk, pace, health } = options;
  const { startStub } = await import("../server/index.ts");
  return startStub({
    ...{ contract, config, handlers, port, host, faults, health, paceMs: pace, unsolicited: true },
    log: (line) => talk(`${line}\n`),
    ...(observe === undefined ? {} : { observe }),
    ...(options.tls === null ? {} : { tls: await readTls(options.tls, options.cwd) }),
  });
}

function maskOf({ config }: Served): (text: string) => string {
  const secrets = secretsOf(config, process.env);
  return (text) => redact(text, secrets);
}
