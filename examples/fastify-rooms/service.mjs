import { pathToFileURL } from "node:url";
import websocket from "@fastify/websocket";
import fastify from "fastify";
import { readMessage } from "./messages.mjs";

/** Which user each key belongs to. */
export const USERS = new Map([
  ["secret-key-1", "ada"],
  ["secret-key-alice", "alice"],
  ["secret-key-bob", "bob"],
]);
const MAX_BYTES = 8192;
const GRACE_MS = 1000;

/**
 * What the service decides, piece by piece; a wrong service replaces one of them. A client is
 * `{socket, user, room}`, where `room` is undefined until it has joined one.
 */
const RIGHT = {
  /** The user that a key belongs to; undefined refuses the handshake. */
  userOf: (key) => USERS.get(key),
  /** Which of all clients hear what the speaker says in a room. */
  audienceOf: (clients, { room }) => clients.filter((client) => client.room === room),
  /** The answer to a `say` that was heard. */
  acknowledge: (message) => ({ type: "ack", id: message.id }),
  /** The code that closes a connection that sent an unknown message. */
  unknownCode: 4400,
};

const send = (client, message) => client.socket.send(JSON.stringify(message));
const refuse = (client, code, ref) =>
  send(client, { type: "error", code, message: `refused: ${code}`, ...(ref === undefined ? {} : { ref }) });

/** Which operations a client may use: `join` outside of a room, all others inside of one. */
const isInOrder = (client, message) => (message.type === "join") === (client.room === undefined);

const OPERATIONS = {
  join({ clients }, client, { room }) {
    client.room = room;
    const members = [...clients].filter((other) => other.room === room).length;
    send(client, { type: "joined", room, members });
  },
  leave(_rooms, client, { room }) {
    if (client.room !== room) return refuse(client, "NOT_IN_ROOM", room);
    client.room = undefined;
    send(client, { type: "left", room });
  },
  say({ clients, decide }, client, message) {
    const { id, room, text } = message;
    if (client.room !== room) return refuse(client, "NOT_IN_ROOM", id);
    send(client, decide.acknowledge(message));
    const said = { type: "said", room, from: client.user, text };
    for (const listener of decide.audienceOf([...clients], { room, speaker: client })) send(listener, said);
  },
};

function receive(rooms, client, { data, isBinary }) {
  if (isBinary) return client.socket.close(1003, "text frames only");
  const frame = readMessage(data.toString());
  switch (frame.kind) {
    case "malformed":
      return client.socket.close(1007, "not JSON");
    case "unknown":
      return client.socket.close(rooms.decide.unknownCode, "unknown message");
    case "invalid":
      return refuse(client, "INVALID");
    default:
      if (!isInOrder(client, frame.message)) return refuse(client, "OUT_OF_ORDER");
      return OPERATIONS[frame.message.type](rooms, client, frame.message);
  }
}

function welcome(rooms, socket, user) {
  const client = { socket, user, room: undefined };
  rooms.clients.add(client);
  socket.on("close", () => rooms.clients.delete(client));
  socket.on("message", (data, isBinary) => {
    if (socket.readyState === socket.OPEN) receive(rooms, client, { data, isBinary });
  });
  send(client, { type: "welcome", user });
}

/** Closes every connection with 1001, and cuts those that have not answered after the grace time. */
function sayGoodbye(done) {
  const { clients } = this.websocketServer;
  for (const socket of clients) socket.close(1001, "the service stops");
  const cut = () => {
    for (const socket of clients) socket.terminate();
  };
  setTimeout(cut, GRACE_MS).unref();
  done();
}

/**
 * Starts the service on 127.0.0.1; port 0 takes a free one. `overrides` replace pieces of `RIGHT`.
 * Returns the port it listens on, and `close`, which ends when every connection is gone.
 */
export async function startService({ port = 0, overrides = {} } = {}) {
  const rooms = { clients: new Set(), decide: { ...RIGHT, ...overrides } };
  const app = fastify({ forceCloseConnections: true });
  // A frame that RFC 6455 forbids, or one too large, is answered by ws itself; nothing is left to do here.
  const errorHandler = () => undefined;
  await app.register(websocket, { options: { maxPayload: MAX_BYTES }, preClose: sayGoodbye, errorHandler });
  const authenticate = async (request, reply) => {
    request.user = rooms.decide.userOf(request.headers["x-api-key"]);
    if (request.user === undefined) await reply.code(401).send({ error: "a valid X-Api-Key is needed" });
  };
  app.decorateRequest("user");
  app.get("/rooms", { websocket: true, preValidation: authenticate }, (socket, request) => {
    welcome(rooms, socket, request.user);
  });
  await app.listen({ port, host: "127.0.0.1" });
  return { port: app.server.address().port, close: () => app.close() };
}

/** The command line: `--port N`; SIGTERM and SIGINT stop the service in order. */
export async function main(overrides = {}) {
  const at = process.argv.indexOf("--port");
  const service = await startService({ port: at < 0 ? 8766 : Number(process.argv[at + 1]), overrides });
  for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => service.close());
  console.log(`listening on ws://127.0.0.1:${service.port}/rooms`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main();
