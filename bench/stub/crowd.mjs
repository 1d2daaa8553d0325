// Many connections at once: most say nothing, some ask, and every answer is looked at.
import WebSocket from "ws";
import { askOf } from "./load.mjs";

const AT_ONCE = 200;
const PATIENCE_MS = 60_000;

async function opened(port) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/bench`, { perMessageDeflate: false });
  await new Promise((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  return socket;
}

async function crowdOf(port, count) {
  const sockets = [];
  while (sockets.length < count) {
    const some = Math.min(AT_ONCE, count - sockets.length);
    sockets.push(...(await Promise.all(Array.from({ length: some }, () => opened(port)))));
  }
  return sockets;
}

/** Asks one after the other; gives how many answers were its own. */
async function converse(socket, name, requests) {
  let right = 0;
  for (let index = 0; index < requests; index += 1) {
    const asked = askOf(`${name}-${index}`);
    socket.send(JSON.stringify(asked));
    const data = await new Promise((resolve) => {
      socket.once("message", resolve);
      socket.once("close", () => resolve("{}"));
    });
    const { id, text } = JSON.parse(String(data));
    if (id === asked.id && text === asked.text) right += 1;
  }
  return right;
}

/** Holds `idle` connections while `active` others converse: bytes of an idle one, and what was lost. */
export async function held({ port, ask }, { idle, active, requests }) {
  const before = await ask("memory");
  const crowd = await crowdOf(port, idle);
  const bytes = ((await ask("memory")) - before) / idle;
  const talkers = await crowdOf(port, active);
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer in time")), PATIENCE_MS);
  });
  const talks = Promise.all(talkers.map((socket, index) => converse(socket, `t${index}`, requests)));
  const right = await Promise.race([talks, late]);
  clearTimeout(timer);
  const still = crowd.filter(({ readyState }) => readyState === WebSocket.OPEN).length;
  for (const socket of [...crowd, ...talkers]) socket.terminate();
  const answered = right.reduce((sum, one) => sum + one, 0);
  const asked = active * requests;
  return { bytes, idle: still, active, asked, answered, lost: asked - answered + (idle - still) };
}
