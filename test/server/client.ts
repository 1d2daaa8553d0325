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

/** What came, in order, and how much of it was taken. */
interface Inbox {
  readonly received: readonly Json[];
  next(): Promise<Json>;
  /** Everything that is here and not taken yet. */
  rest(): Json[];
}

function inboxOf(socket: WebSocket): Inbox {
  const received: Json[] = [];
  let taken = 0;
  let wake: () => void = () => undefined;
  socket.on("message", (data) => {
    received.push(parsed(String(data)));
    wake();
  });
  const arrival = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
    });
  return {
    received,
    next: async () => {
      while (taken >= received.length)
        await inTime(arrival(), `nothing came after ${JSON.stringify(received)}`);
      taken += 1;
      return received[taken - 1] ?? null;
    },
    rest: () => {
      const from = taken;
      taken = received.length;
      return received.slice(from);
    },
  };
}

function clientOf(socket: WebSocket): TestClient {
  const { received, next, rest } = inboxOf(socket);
  socket.on("error", () => undefined);
  const gone = new Promise<number>((resolve) => socket.on("close", (code) => resolve(code)));
  const closed = (): Promise<number> => inTime(gone, `not closed; came: ${JSON.stringify(received)}`);
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
      const found = [await next()];
      while (typeOf(found.at(-1) ?? null) !== type) found.push(await next());
      return found;
    },
    settled: async () => {
      const pong = once(socket, "pong");
      socket.ping();
      await inTime(pong, "no pong");
      return rest();
    },
    closed,
    close: async () => {
      socket.close();
      return closed();
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
