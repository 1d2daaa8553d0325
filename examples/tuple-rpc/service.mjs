// A central system of charge points: tuples over a WebSocket, calls in both directions. Plain Node and `ws`.
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";
import { WebSocketServer } from "ws";

const PROTOCOL = "tuples.v1";
const MAX_BYTES = 4096;
const GRACE_MS = 1000;
/** How long it takes to ask whoever knows the cards. */
const LOOKUP_MS = 5;

const isText = (value, pattern) => typeof value === "string" && pattern.test(value);
const isWhole = (value, from, to) => Number.isInteger(value) && value >= from && value <= to;
const isName = (value) => typeof value === "string" && [...value].length >= 1 && [...value].length <= 40;
const isCard = (value) => isText(value, /^[A-Z0-9]{4,20}$/);
export const isId = (value) => isText(value, /^[A-Za-z0-9:-]{1,36}$/);

/** The parameters of each method, all of them required, none besides. */
const PARAMETERS = {
  boot: { model: isName, serial: isName },
  authorize: { card: isCard },
  start: { connector: (value) => isWhole(value, 1, 4), card: isCard },
  stop: {
    transaction: (value) => isWhole(value, 1, 2147483647),
    wattHours: (value) => isWhole(value, 0, 1000000),
  },
};

/** A call that can't be answered with a result. */
export class CallError extends Error {
  constructor(code, description) {
    super(description);
    this.code = code;
  }
}

const METHODS = {
  boot: () => ({ status: "accepted", interval: 300 }),
  authorize: async ({ card }) => {
    await new Promise((resolve) => setTimeout(resolve, LOOKUP_MS));
    if (card.startsWith("LOST")) throw new CallError("NO_CARD", "there is no such card");
    return { status: card.startsWith("BLOCKED") ? "blocked" : "accepted", card };
  },
  start: ({ connector }, point) => {
    point.transactions.add(++point.last);
    return { transaction: point.last, connector };
  },
  stop: ({ transaction, wattHours }, point) => {
    if (!point.transactions.delete(transaction)) throw new CallError("NO_TRANSACTION", "nothing to stop");
    return { cost: Math.ceil(wattHours / 25) };
  },
};

/** What the service decides; a wrong service replaces one of these. `point` is one connection. */
export const RIGHT = {
  methods: METHODS,
  takesHandshake: (protocols) => protocols.includes(PROTOCOL),
  chooseProtocol: () => PROTOCOL,
  /** What a frame that is no JSON gets. */
  malformed: (point) => point.send([4, null, "NOT_JSON", "this is not JSON"]),
  /** An answer of the charge point; `known`: to a call that waits for it. */
  answered: (_point, _known) => undefined,
  isValid: (method, params) => keeps(PARAMETERS[method], params),
  respond: (point, id, result) => point.send([3, id, result]),
  /** After a charge point has booted. */
  booted: (point) => point.call("configure", { key: "heartbeat", value: "300" }),
};

export function keeps(parameters, params) {
  if (typeof params !== "object" || params === null || Array.isArray(params)) return false;
  const names = Object.keys(params);
  return (
    names.length === Object.keys(parameters).length &&
    names.every((name) => Object.hasOwn(parameters, name) && parameters[name](params[name]))
  );
}

class Point {
  transactions = new Set();
  last = 0;
  #calls = new Set();
  #socket;
  #decide;

  constructor(socket, decide) {
    this.#socket = socket;
    this.#decide = decide;
    socket.on("message", (data, isBinary) => this.#receive(data, isBinary));
    socket.on("error", () => undefined); // a frame that RFC 6455 forbids or one too large: ws has closed it
  }

  send(tuple) {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(tuple));
  }

  close(code) {
    this.#socket.close(code);
  }

  call(method, params) {
    const id = `s-${this.#calls.size + 1}-${Date.now()}`;
    this.#calls.add(id);
    this.send([2, id, method, params]);
  }

  #receive(data, isBinary) {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (isBinary) {
      this.#socket.close(1003, "text frames only");
      return;
    }
    let frame;
    try {
      frame = JSON.parse(data.toString());
    } catch {
      this.#decide.malformed(this);
      return;
    }
    this.#take(frame);
  }

  #take(frame) {
    const [kind, id, third, params] = Array.isArray(frame) ? frame : [];
    const refuse = (code) => this.send([4, isId(id) ? id : null, code, "see the document"]);
    if (kind === 3 || kind === 4) {
      if (!isAnswer(frame)) return refuse(kind === 3 ? "INVALID" : "NO_METHOD");
      this.#decide.answered(this, this.#calls.delete(id));
      return;
    }
    if (kind !== 2 || !Object.hasOwn(PARAMETERS, third)) return refuse("NO_METHOD");
    if (!isId(id) || frame.length !== 4 || !this.#decide.isValid(third, params)) return refuse("INVALID");
    this.#answer({ id, method: third, params });
  }

  async #answer({ id, method, params }) {
    try {
      const result = this.#decide.methods[method](params, this);
      this.#decide.respond(this, id, result instanceof Promise ? await result : result);
      if (method === "boot") this.#decide.booted(this);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      this.send([4, id, error.code, error.message]);
    }
  }
}

/** A result of `configure`: the only call that the central system makes. */
function isAnswer([kind, id, result, ...rest]) {
  return (
    kind === 3 && isId(id) && rest.length === 0 && keeps({ done: (v) => typeof v === "boolean" }, result)
  );
}

function refusalOf(request, decide) {
  const { pathname, searchParams } = new URL(request.url, "ws://localhost");
  if (pathname !== "/points") return "404 Not Found";
  const locale = searchParams.get("locale");
  if (locale !== null && locale !== "en" && locale !== "de") return "400 Bad Request";
  const offered = (request.headers["sec-websocket-protocol"] ?? "").split(",").map((one) => one.trim());
  return decide.takesHandshake(offered) ? null : "400 Bad Request";
}

/** The command line: `--port N`; SIGTERM and SIGINT stop the service in order. `overrides` replace parts of RIGHT. */
export async function main(overrides = {}) {
  const decide = { ...RIGHT, ...overrides, methods: { ...METHODS, ...overrides.methods } };
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_BYTES,
    handleProtocols: (_offered, request) => decide.chooseProtocol(request),
  });
  const server = createServer((_request, response) => response.writeHead(426).end());
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    const refused = refusalOf(request, decide);
    if (refused !== null) socket.end(`HTTP/1.1 ${refused}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    else sockets.handleUpgrade(request, socket, head, (connection) => new Point(connection, decide));
  });
  const at = process.argv.indexOf("--port");
  server.listen(at < 0 ? 8767 : Number(process.argv[at + 1]), "127.0.0.1", () =>
    console.log(`listening on ws://127.0.0.1:${server.address().port}/points`),
  );
  const stop = () => {
    server.close();
    for (const socket of sockets.clients) socket.close(1001, "the service stops");
    setTimeout(() => {
      for (const socket of sockets.clients) socket.terminate();
    }, GRACE_MS).unref();
  };
  for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, stop);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main();
