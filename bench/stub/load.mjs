// Clients of the benchmark that cost as little as possible: frames are made ahead, replies are only counted.
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const TEXT = 0x81;

/** A client's text frame (RFC 6455, section 5.2): masked, as it goes over the wire. */
function frameOf(text) {
  const body = Buffer.from(text);
  const short = body.length < 126;
  const head = short ? Buffer.from([TEXT, 0x80 | body.length]) : Buffer.from([TEXT, 0xfe, 0, 0]);
  if (!short) head.writeUInt16BE(body.length, 2);
  const mask = randomBytes(4);
  for (const index of body.keys()) body[index] ^= mask[index % 4];
  return Buffer.concat([head, mask, body]);
}

export function askOf(id) {
  const author = { name: "Ada Lovelace", role: "admin" };
  return { type: "ask", id, text: `what is ${id} good for, and who asks?`, author, tags: ["bench", "stub"] };
}

/** Counts whole frames in what a server sends, across the borders of chunks. */
function createCounter() {
  let rest = Buffer.alloc(0);
  return (chunk) => {
    const data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    let frames = 0;
    for (;;) {
      const length = data.length - at < 2 ? Number.POSITIVE_INFINITY : data[at + 1] & 0x7f;
      const long = length === 126;
      if (data.length - at < (long ? 4 : 2)) break;
      const size = long ? 4 + data.readUInt16BE(at + 2) : 2 + length;
      if (data.length - at < size) break;
      at += size;
      frames += 1;
    }
    rest = data.subarray(at);
    return frames;
  };
}

/** A connection with its requests made ahead; `onReply` is told how many frames came. */
async function open(port, name, onReply) {
  const frame = frameOf(JSON.stringify(askOf(name)));
  const key = randomBytes(16).toString("base64");
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  // A connection that breaks is one whose replies don't come, and `reached` says so: here it must not hide that.
  socket.on("error", () => undefined);
  const head = ["GET /bench HTTP/1.1", "Host: 127.0.0.1", "Connection: Upgrade", "Upgrade: websocket"];
  socket.write(`${[...head, "Sec-WebSocket-Version: 13", `Sec-WebSocket-Key: ${key}`].join("\r\n")}\r\n\r\n`);
  const [answer] = await once(socket, "data");
  const text = answer.toString("latin1");
  if (!text.startsWith("HTTP/1.1 101")) throw new Error(text);
  const count = createCounter();
  socket.on("data", (chunk) => onReply(count(chunk)));
  // What a server says by itself after the handshake is no reply.
  count(answer.subarray(text.indexOf("\r\n\r\n") + 4));
  return {
    ask: () => socket.write(frame),
    burst: (size) => socket.write(Buffer.concat(Array.from({ length: size }, () => frame))),
    end: () => socket.destroy(),
  };
}

/** Between two looks at the server's counters: after so many replies, over so many more. */
async function measured({ warm, count }, { ask, replies }) {
  await reached(warm, replies);
  const before = { at: performance.now(), replies: replies(), cpu: await ask("cpu") };
  await reached(before.replies + count, replies);
  const after = { at: performance.now(), replies: replies(), cpu: await ask("cpu") };
  const messages = after.replies - before.replies;
  const cpu = after.cpu.user + after.cpu.system - before.cpu.user - before.cpu.system;
  return { rate: (messages * 1000) / (after.at - before.at), cpu: cpu / messages };
}

const PATIENCE_MS = 60_000;
const TICK_MS = 2;

/** Counted, not timed: a busy machine would else compare a server that is warm with one that is not. */
async function reached(count, replies) {
  let last = { at: performance.now(), replies: replies() };
  while (replies() < count) {
    if (replies() > last.replies) last = { at: performance.now(), replies: replies() };
    if (performance.now() - last.at > PATIENCE_MS)
      throw new Error(`${replies()} of ${count} replies, and no other in ${PATIENCE_MS} ms`);
    await sleep(TICK_MS);
  }
}

/** Each connection asks again as soon as it is answered: as many replies a second as the server can give. */
export async function pressed({ port, ask }, { connections, warm, count }) {
  let replies = 0;
  const all = await Promise.all(
    Array.from({ length: connections }, async (_, index) => {
      const one = await open(port, `c${index}`, (frames) => {
        replies += frames;
        for (let left = frames; left > 0; left -= 1) one.ask();
      });
      return one;
    }),
  );
  for (const one of all) one.ask();
  const result = await measured({ warm, count }, { ask, replies: () => replies });
  for (const { end } of all) end();
  return result;
}

/** Each connection sends so many requests in one write, and again once all are answered: what a message costs by itself. */
export async function pipelined({ port, ask }, { connections, size, warm, count }) {
  let replies = 0;
  const all = await Promise.all(
    Array.from({ length: connections }, async (_, index) => {
      let owed = size;
      const one = await open(port, `c${index}`, (frames) => {
        replies += frames;
        owed -= frames;
        if (owed > 0) return;
        owed = size;
        one.burst(size);
      });
      return one;
    }),
  );
  for (const { burst } of all) burst(size);
  const result = await measured({ warm, count }, { ask, replies: () => replies });
  for (const { end } of all) end();
  return result;
}
