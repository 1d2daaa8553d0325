import { startStub, type Stub, type StubOptions } from "../../server/index.ts";
import { type ConnectOptions, connect, type TestClient } from "./client.ts";
import { CONFIG } from "./config.ts";

/** A stub and the clients of one test. */
export interface Ground {
  readonly stub: Stub;
  readonly log: readonly string[];
  connect(path: string, options?: ConnectOptions): Promise<TestClient>;
}

/** Runs a test's body against a stub of its own; stub and clients are closed whatever happens. */
export function withStub(
  options: Omit<StubOptions, "config"> & Partial<Pick<StubOptions, "config">>,
  body: (ground: Ground) => Promise<void>,
): () => Promise<void> {
  return async () => {
    const log: string[] = [];
    const clients: TestClient[] = [];
    const stub = await startStub({ config: CONFIG, log: (line) => log.push(line), ...options });
    try {
      await body({
        stub,
        log,
        connect: async (path, connectOptions) => {
          const client = await connect(`${stub.url}${path}`, connectOptions);
          clients.push(client);
          return client;
        },
      });
    } finally {
      for (const { socket } of clients) socket.terminate();
      await stub.close();
    }
  };
}
