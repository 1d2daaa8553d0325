import { expect } from "chai";
import { asyncProperty, check, type RunDetails } from "fast-check";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { WebSocket, WebSocketServer } from "ws";
import type { Json } from "../../contract/json.ts";
import { arbitraryOf, jsonText } from "../../samples/public.ts";

/** What the service does wrong: it calls such a value broken. */
const BUGS: { readonly [bug: string]: (value: unknown) => boolean } = {
  "strings over 17 characters": (value) => some(value, (one) => typeof one === "string" && one.length > 17),
  "a negative zero": (value) => some(value, (one) => Object.is(one, -0)),
  "a nested empty array": (value) =>
    some(
      value,
      (one) => Array.isArray(one) && one.some((inner) => Array.isArray(inner) && inner.length === 0),
    ),
};

const SCHEMA: Json = {
  type: "object",
  required: ["text", "amount", "rows"],
  additionalProperties: false,
  properties: {
    text: { type: "string", maxLength: 60 },
    amount: { type: "number" },
    rows: { type: "array", items: { type: "array", items: { type: "boolean" } } },
  },
};

const MINIMAL: { readonly [bug: string]: string } = {
  "strings over 17 characters": '{"text":"000000000000000000","amount":0,"rows":[]}',
  "a negative zero": '{"text":"","amount":-0,"rows":[]}',
  "a nested empty array": '{"text":"","amount":0,"rows":[[]]}',
};

describe("a service with a planted bug", () => {
  let server: WebSocketServer;
  let client: WebSocket;
  before(async () => {
    server = new WebSocketServer({ port: 0 });
    server.on("connection", (socket, request) => {
      const bug = BUGS[decodeURIComponent(request.url?.slice(1) ?? "")] ?? (() => false);
      socket.on("message", (data) => socket.send(bug(JSON.parse(String(data))) ? "broken" : "ok"));
    });
    await once(server, "listening");
  });
  afterEach(() => client.terminate());
  after((done) => {
    server.close(done);
  });

  for (const bug of Object.keys(BUGS))
    for (const seed of [1, 2, 3])
      it(`is reported with the smallest value: ${bug} (seed ${seed})`, async () => {
        const { port } = server.address() as AddressInfo; // it listens on TCP
        client = new WebSocket(`ws://127.0.0.1:${port}/${encodeURIComponent(bug)}`);
        await once(client, "open");
        const failed = await findBug(client, seed);
        expect(failed.failed).to.equal(true);
        expect(jsonText(failed.counterexample?.[0] ?? null)).to.equal(MINIMAL[bug]);
      });
});

function findBug(client: WebSocket, seed: number): Promise<RunDetails<[Json]>> {
  const answers = asyncProperty(arbitraryOf(SCHEMA), async (value) => {
    const answer = once(client, "message", { signal: AbortSignal.timeout(5000) });
    client.send(jsonText(value));
    const [data] = await answer;
    return String(data) === "ok";
  });
  return Promise.resolve(check(answers, { seed, numRuns: 1000 }));
}

function some(value: unknown, test: (one: unknown) => boolean): boolean {
  if (test(value)) return true;
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some((inner) => some(inner, test));
}
