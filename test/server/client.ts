import { once } from "node:events";
import WebSocket from "ws";
import type { Json } from "../../contract/json.ts";

const PATIENCE_MS = 3000;

/** A plain client of a stub: everything that comes is kept, every wait has a deadline. */
export interface TestClient {
  readonly socket: WebSocket;
  /** Everything received so far, parsed; what is no JSON as text. */
  readonly received: readonly Json[];
  send(value: Json): void;
  sendText(text: string): void;
  sendBytes(bytes: Uint8Array): void;
  /** The next message not yet taken. Rejects with what did come when none comes in time. */
  next(): Promise<Json>;
  /** The next `count` of them. */
  take(count: number): Promise<Json[]>;
  /** Messages up to and including the first of that `type`. */
  until(type: string): Promise<Json[]>;
  /** Whatever came until the server has answered a ping frame, and so is past all that was sent before. */
  settled(): Promise<Json[]>;
  closed(): Promise<number>;
  close(): Promise<number>;
}

export interface ConnectOptions {
  readonly headers?: { readonly [name: string]: string };
  readonly protocols?: readonly string[];
}

/** Rejects where the handshake is refused. */
export async function connect(
  url: string,
  { headers = {}, protocols = [] }: ConnectOptions = {},
): Promise<TestClient> {
  const socket = new WebSocket(url, [...protocols], { headers, perMessageDeflate: false });
  const client = clientOf(socket);
  await inTime(once(socket, "open"), `no answer from ${url}`);
  return client;
}

/** The status with which a handshake is refused; 101 where it is accepted, 0 where nothing answers. */
export async function handshakeStatus(
  url: string,
  { headers = {}, protocols = [] }: ConnectOptions = {},
): Promise<number> {
  const socket = new WebSocket(url, [...protocols], { headers, perMessageDeflate: false });
  const answer = new Promise<number>((resolve) => {
    socket.on("unexpected-response", (_request, response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    socket.on("upgrade", () => resolve(101));
    socket.on("error", () => resolve(0));
  });
  const status = await inTime(answer, `no answer from ${url}`);
  socket.terminate();
  return status;
}

function clientOf(socket: WebSocket): TestClient {
  const received: Json[] = [];
  let taken = 0;
  let wake: () => void = () => undefined;
  socket.on("message", (data) => {
    received.push(parsed(String(data)));
    wake();
  });
  socket.on("error", () => undefined);
  const closed = new Promise<number>((resolve) => socket.on("close", (code) => resolve(code)));
  const next = async (): Promise<Json> => {
    while (taken >= received.length)
      await inTime(
        new Promise<void>((resolve) => {
          wake = resolve;
        }),
        `nothing came after ${JSON.stringify(received)}`,
      );
    taken += 1;
    return received[taken - 1] ?? null;
  };
  const rest = (): Json[] => {
    const from = taken;
    taken = received.length;
    return received.slice(from);
  };
  return {
    socket,
    received,
    send: (value) => socket.send(JSON.stringify(value)),
    sendText: (text) => socket.send(text),
    sendBytes: (bytes) => socket.send(bytes),
    next,
    take: async (count) => {
      const found: Json[] = [];
      while (found.length < count) found.push(await next());
      return found;
    },
    until: async (type) => {
      const found: Json[] = [];
      for (;;) {
        const one = await next();
        found.push(one);
        if (typeOf(one) === type) return found;
      }
    },
    settled: async () => {
      socket.ping();
      await inTime(once(socket, "pong"), "no pong");
      return rest();
    },
    closed: () => inTime(closed, `not closed; came: ${JSON.stringify(received)}`),
    close: async () => {
      socket.close();
      return inTime(closed, "the close was not answered");
    },
  };
}

export function typeOf(message: Json): Json | undefined {
  return typeof message === "object" && message !== null && "type" in message ? message["type"] : undefined;
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function inTime<T>(promise: Promise<T>, otherwise: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${otherwise} (${PATIENCE_MS} ms)`)), PATIENCE_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
