// A trading desk: log in first, then subscribe and order; heartbeats have to be answered. Plain Node and `ws`.
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";
import { WebSocketServer } from "ws";

const PROTOCOL = "desk.v1";
const MAX_BYTES = 8192;
const GRACE_MS = 1000;
const FILL_MS = 3;
const BEAT_MS = 100;
const ANSWER_MS = 2000;
const SECRETS = new Map([["dora", "seashell"]]);
const DEPTH = 100000;

const isText = (value, longest) => typeof value === "string" && value !== "" && [...value].length <= longest;
const isMatch = (value, pattern) => typeof value === "string" && pattern.test(value);
const isWhole = (value, to) => Number.isInteger(value) && value >= 1 && value <= to;
const isSymbol = (value) => isMatch(value, /^[A-Z]{1,5}$/);

/** The fields that each message needs. */
const FIELDS = {
  login: { user: (value) => isText(value, 32), secret: (value) => isText(value, 64) },
  alive: { beat: (value) => isWhole(value, Infinity) },
  subscribe: { symbol: isSymbol },
  unsubscribe: { symbol: isSymbol },
  order: {
    ref: (value) => isMatch(value, /^[a-z0-9-]{1,36}$/),
    symbol: isSymbol,
    quantity: (value) => isWhole(value, 1000000),
    price: (value) => isWhole(value, 1000000),
  },
};

/** What the service decides; a wrong service replaces some of it. `client` is one connection, `clients` are all. */
export const RIGHT = {
  loginMs: 2000,
  wrongSecret: 4401,
  tooEarly: 4402,
  takesProtocols: (protocols) => protocols.includes(PROTOCOL),
  /** Whether a client may say this now. */
  isInOrder: (client, { op }) => (client.user === undefined) === (op === "login") || op === "alive",
  opened: () => undefined,
  loggedIn: (client) => client.startBeating(),
  /** A heartbeat was answered. */
  answered: () => undefined,
  taken: (client, { ref, symbol }) => client.send({ event: "taken", ref, symbol }),
  filled: (client, { ref, price }) => client.send({ event: "filled", ref, price }),
  /** Who hears of a filled order. */
  audience: (clients, { symbol }) => clients.filter((client) => client.symbols.has(symbol)),
  unsubscribed: (client, symbol) => client.send({ event: "unsubscribed", symbol }),
};

class Client {
  user;
  symbols = new Set();
  /** References of orders that are not filled yet. */
  open = new Set();
  #socket;
  #decide;
  #clients;
  #beat = 0;
  #beats;
  #deadline;
  #waiting = new Map();

  constructor(socket, decide, clients) {
    this.#socket = socket;
    this.#decide = decide;
    this.#clients = clients;
    clients.add(this);
    const tooLate = () => setImmediate(() => this.user === undefined && this.close(4408));
    this.#deadline = setTimeout(tooLate, decide.loginMs);
    socket.on("message", (data, isBinary) => this.#receive(data, isBinary));
    socket.on("close", () => this.#left());
    socket.on("error", () => undefined); // a frame that RFC 6455 forbids or one too large: ws has closed it
    decide.opened(this);
  }

  send(message) {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  close(code) {
    this.#socket.close(code);
  }

  startBeating() {
    this.#beats = setInterval(() => {
      const beat = ++this.#beat;
      // Whoever is late on a busy machine looks first whether the answer is there, unread.
      const missed = () => setImmediate(() => this.#waiting.has(beat) && this.close(4409));
      this.#waiting.set(beat, setTimeout(missed, ANSWER_MS));
      this.send({ event: "heartbeat", beat });
    }, BEAT_MS);
  }

  #left() {
    this.#clients.delete(this);
    clearTimeout(this.#deadline);
    clearInterval(this.#beats);
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
  }

  #receive(data, isBinary) {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (isBinary) return this.close(1003);
    let message;
    try {
      message = JSON.parse(data.toString());
    } catch {
      return this.close(4400);
    }
    const fields = Object.hasOwn(FIELDS, String(message?.op)) ? FIELDS[message.op] : undefined;
    if (fields === undefined) return this.close(4404);
    if (!Object.entries(fields).every(([name, holds]) => holds(message[name])))
      return this.send({ event: "error", code: "INVALID" });
    if (!this.#decide.isInOrder(this, message)) return this.close(this.#decide.tooEarly);
    this[message.op](message);
  }

  login({ user, secret }) {
    if (SECRETS.get(user) !== secret) return this.close(this.#decide.wrongSecret);
    clearTimeout(this.#deadline);
    this.user = user;
    this.send({ event: "loggedIn", user });
    this.#decide.loggedIn(this);
  }

  alive({ beat }) {
    if (!this.#waiting.has(beat)) return;
    clearTimeout(this.#waiting.get(beat));
    this.#waiting.delete(beat);
    this.#decide.answered(this);
  }

  subscribe({ symbol }) {
    if (this.symbols.has(symbol)) return this.send({ event: "error", code: "SUBSCRIBED" });
    this.symbols.add(symbol);
    this.send({ event: "subscribed", symbol });
  }

  unsubscribe({ symbol }) {
    this.symbols.delete(symbol);
    this.#decide.unsubscribed(this, symbol);
  }

  order(order) {
    if (order.quantity > DEPTH) return this.send({ event: "error", code: "TOO_MANY", ref: order.ref });
    if (this.open.has(order.ref)) return this.send({ event: "error", code: "DUPLICATE" });
    this.open.add(order.ref);
    this.#decide.taken(this, order);
    setTimeout(() => {
      this.open.delete(order.ref);
      this.#decide.filled(this, order);
      const { symbol, price } = order;
      for (const client of this.#decide.audience([...this.#clients], { symbol, buyer: this }))
        client.send({ event: "quote", symbol, price });
    }, FILL_MS);
  }
}

function refusalOf(request, decide) {
  if (new URL(request.url, "ws://localhost").pathname !== "/desk") return "404 Not Found";
  const offered = (request.headers["sec-websocket-protocol"] ?? "").split(",").map((one) => one.trim());
  return decide.takesProtocols(offered) ? null : "400 Bad Request";
}

/** The command line: `--port N`; SIGTERM and SIGINT stop the service in order. `overrides` replace parts of RIGHT. */
export async function main(overrides = {}) {
  const decide = { ...RIGHT, ...overrides };
  const clients = new Set();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_BYTES });
  const server = createServer((_request, response) => response.writeHead(426).end());
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    const refused = refusalOf(request, decide);
    if (refused !== null) socket.end(`HTTP/1.1 ${refused}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    else
      sockets.handleUpgrade(request, socket, head, (connection) => new Client(connection, decide, clients));
  });
  const at = process.argv.indexOf("--port");
  server.listen(at < 0 ? 8768 : Number(process.argv[at + 1]), "127.0.0.1", () =>
    console.log(`listening on ws://127.0.0.1:${server.address().port}/desk`),
  );
  const stop = () => {
    server.close();
    for (const client of clients) client.close(1001);
    setTimeout(() => {
      for (const socket of sockets.clients) socket.terminate();
    }, GRACE_MS).unref();
  };
  for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, stop);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main();
