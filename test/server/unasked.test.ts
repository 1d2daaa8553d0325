import { expect } from "chai";
import { buildContract } from "./build-contract.ts";
import { typeOf } from "./client.ts";
import { GATE_CONFIG, SCHEMES, tokenOf } from "./gatehouse.ts";
import { handshakeStatus } from "./client.ts";
import { withStub } from "./with-stub.ts";

const text = { type: "string", minLength: 1 };

/** As generated from documents with one big operation for all that the server sends. */
const FEED = buildContract([
  {
    name: "feed",
    messages: {
      joined: { properties: { text } },
      impossible: { properties: { text: false }, required: ["text"] },
      left: { properties: { text } },
      ping: {},
      pong: {},
    },
    client: { ping: { requests: ["ping"], sequence: "pong" } },
    server: { nothing: { messages: [] }, all: { messages: ["joined", "impossible", "left"] } },
  },
]);

describe("a stub that says unasked what may come at any time", () => {
  it(
    "says each message of an operation once, leaves out what can't be made, and goes on",
    withStub({ contract: FEED, unsolicited: true }, async ({ connect, log }) => {
      const client = await connect("/feed");
      expect((await client.settled()).map(typeOf)).to.deep.equal(["joined", "left"]);
      client.send({ type: "ping" });
      expect((await client.until("pong")).map(typeOf)).to.include("pong");
      expect(log.join("\n")).to.contain("the stub can't make the message impossible");
    }),
  );
});

/** As of servers that also take a client certificate. */
const EITHER = buildContract(
  [
    {
      name: "either",
      messages: { ping: {}, pong: {} },
      security: [[{ scheme: "machine", scopes: [] }], [{ scheme: "query", scopes: [] }]],
      client: { ping: { requests: ["ping"], sequence: "pong" } },
    },
  ],
  { securitySchemes: Object.values(SCHEMES) },
);

describe("a stub with an alternative that nobody can check", () => {
  it(
    "takes a good credential of the other one, and refuses a bad one or none",
    withStub({ contract: EITHER, config: GATE_CONFIG }, async ({ stub }) => {
      const status = async (query: string): Promise<number> => handshakeStatus(`${stub.url}/either${query}`);
      expect(await status(`?token=${await tokenOf("valid")}`)).to.equal(101);
      expect(await status("?token=garbage")).to.equal(401);
      expect(await status("")).to.equal(401);
    }),
  );
});
