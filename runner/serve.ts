import { once } from "node:events";
import { forOwnStub, withCommandCredentials } from "../config/index.ts";
import { type Document, loadDocument } from "./document.ts";
import { interrupt } from "./interrupt.ts";
import { loadHandlers } from "./load-handlers.ts";

export interface ServeOptions extends Document {
  readonly port: number;
  readonly host: string;
  readonly faults: readonly string[];
  /** Module with handlers, or null. */
  readonly handlers: string | null;
  /** Told once, when the stub accepts connections. */
  listening(url: string): void;
}

/** Serves the document until the user stops it; resolves when every connection is closed. */
export async function serve(options: ServeOptions): Promise<void> {
  using stop = interrupt();
  const { contract } = await loadDocument(options);
  const handlers = options.handlers === null ? {} : await loadHandlers(options.handlers, options.cwd);
  const { port, host, faults, talk } = options;
  const known = await withCommandCredentials(options.config, process.env);
  const config = forOwnStub(known, contract.securitySchemes);
  const log = (line: string): void => talk(`${line}\n`);
  const { startStub } = await import("../server/index.ts");
  const stub = await startStub({ contract, config, port, host, faults, handlers, log, unsolicited: true });
  try {
    options.listening(stub.url);
    for (const channel of contract.channels) talk(`  ${channel.name}  ${stub.url}${channel.path}\n`);
    if (!stop.signal.aborted) await once(stop.signal, "abort");
  } finally {
    await stub.close();
  }
}
