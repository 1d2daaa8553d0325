import { expect } from "chai";
import type { CredentialFlavour } from "../../config/model.ts";
import { startStub } from "../../server/index.ts";
import { buildContract, closing, declared } from "./build-contract.ts";
import { connect, handshakeStatus } from "./client.ts";
import { CONFIG } from "./config.ts";
import { GATE_CONFIG, GATEHOUSE, SCHEMES, tokenOf } from "./gatehouse.ts";
import { type Ground, withStub } from "./with-stub.ts";
import { WORKSHOP } from "./workshop.ts";

function shows(
  fault: string,
  what: string,
  body: (ground: Ground) => Promise<void>,
  contract = GATEHOUSE,
): void {
  it(`${fault}: ${what}`, withStub({ contract, config: GATE_CONFIG, faults: [fault] }, body));
}

const overlooked: readonly [string, CredentialFlavour][] = [
  ["no-token-accepted", "none"],
  ["garbage-token-accepted", "garbage"],
  ["expired-token-accepted", "expired"],
  ["foreign-token-accepted", "foreign"],
  ["alg-none-accepted", "alg-none"],
  ["missing-scope-accepted", "unscoped"],
];

describe("a fault in a handshake", () => {
  for (const [fault, flavour] of overlooked)
    shows(
      fault,
      `is let in with a credential that is ${flavour}, and with no other that is bad`,
      async ({ stub }) => {
        const others = overlooked.filter(([name]) => name !== fault).map(([, other]) => other);
        for (const one of [flavour, ...others]) {
          const query = one === "none" ? "" : `?token=${await tokenOf(one)}`;
          const status = await handshakeStatus(`${stub.url}/tokens${query}`);
          expect(status === 101, one).to.equal(one === flavour);
        }
      },
    );

  shows("wrong-status@tokens", "the status is 418", async ({ stub }) => {
    expect(await handshakeStatus(`${stub.url}/tokens`)).to.equal(418);
  });

  shows("wrong-status@late", "the close code is 4999", async (ground) => {
    expect(await (await ground.connect("/late")).closed()).to.equal(4999);
  });

  shows("greeting-before-refusal", "the greeting comes, then the close", async (ground) => {
    const client = await ground.connect("/late");
    expect(await client.closed()).to.equal(4401);
    expect(client.received).to.have.lengthOf(1);
  });

  shows("unknown-path-accepted", "there is a service where none is declared", async ({ stub }) => {
    expect(await handshakeStatus(`${stub.url}/nowhere`)).to.equal(101);
    expect(await handshakeStatus(`${stub.url}/tokens`)).to.equal(401);
  });

  shows("bad-handshake-accepted", "what is declared need not be there", async ({ stub }) => {
    expect(await handshakeStatus(`${stub.url}/rooms/a/small`)).to.equal(101);
  });

  shows("wrong-subprotocol", "the answer names none", async ({ stub }) => {
    const error = await connect(`${stub.url}/rooms/a/small?size=3`, { protocols: ["chat.v1"] }).catch(String);
    expect(error).to.match(/no subprotocol/);
  });

  shows("handshake-refused@tokens", "a good handshake gets 503", async ({ stub }) => {
    expect(await handshakeStatus(`${stub.url}/tokens?token=${await tokenOf("valid")}`)).to.equal(503);
    expect(await handshakeStatus(`${stub.url}/machines`)).to.equal(101);
  });

  it("no-handshake: no answer comes, until the stub ends", async () => {
    const stub = await startStub({
      contract: GATEHOUSE,
      config: GATE_CONFIG,
      faults: ["no-handshake@machines"],
    });
    const status = handshakeStatus(`${stub.url}/machines`);
    expect(await handshakeStatus(`${stub.url}/tokens`)).to.equal(401);
    await stub.close();
    expect(await status).to.equal(0);
  });

  shows(
    "no-greeting",
    "the opening does not come, and the service works",
    async (ground) => {
      const client = await ground.connect("/room");
      client.send({ type: "say", id: "s-1", words: "x" });
      expect(await client.next()).to.include({ type: "said" });
    },
    WORKSHOP,
  );

  shows(
    "repeated-greeting",
    "the opening comes twice",
    async (ground) => {
      const client = await ground.connect("/room");
      expect(await client.next()).to.deep.equal(await client.next());
    },
    WORKSHOP,
  );

  shows(
    "close-not-answered",
    "the client waits for the end in vain",
    async (ground) => {
      const client = await ground.connect("/room");
      client.socket.close();
      const other = await ground.connect("/room");
      await other.until("hello");
      expect(client.socket.readyState).to.equal(client.socket.CLOSING);
    },
    WORKSHOP,
  );
});

const QUIET = buildContract(
  [
    {
      name: "quiet",
      messages: { ping: {}, pong: {} },
      client: { ping: { requests: ["ping"], sequence: "pong", scopes: ["ring"] } },
      security: [[{ scheme: "query", scopes: [] }]],
      rejects: { forbidden: declared(closing(4403)) },
      idle: {
        kind: "close",
        place: "#",
        after: { kind: "fixed", ms: 300 },
        codes: { kind: "codes", codes: [4408] },
        until: "",
        resets: "client",
        reply: "",
      },
    },
  ],
  {
    securitySchemes: Object.values(SCHEMES),
    shutdown: { kind: "close", codes: { kind: "codes", codes: [1001] }, place: "#" },
  },
);

describe("a fault in silence, scopes and the end", () => {
  const url = async (): Promise<string> => `/quiet?token=${await tokenOf("valid")}`;

  shows(
    "idle-never",
    "silence lasts",
    async (ground) => {
      const silent = await ground.connect(await url());
      const from = performance.now();
      while (performance.now() - from < 400) await silent.settled();
      expect(silent.socket.readyState).to.equal(silent.socket.OPEN);
    },
    QUIET,
  );

  shows(
    "idle-early",
    "the close comes before its time",
    async (ground) => {
      const client = await ground.connect(await url());
      const from = performance.now();
      expect(await client.closed()).to.equal(4408);
      expect(performance.now() - from).to.be.below(285);
    },
    QUIET,
  );

  shows(
    "wrong-idle-code",
    "the close has another code",
    async (ground) => {
      expect(await (await ground.connect(await url())).closed()).to.equal(4999);
    },
    QUIET,
  );

  shows(
    "operation-scope-ignored",
    "who lacks the operation's scope is answered",
    async (ground) => {
      const client = await ground.connect(await url());
      client.send({ type: "ping" });
      expect(await client.next()).to.deep.equal({ type: "pong" });
    },
    QUIET,
  );

  it("is refused without the fault: an operation whose scope is missing is forbidden", async () => {
    await withStub({ contract: QUIET, config: GATE_CONFIG }, async (ground) => {
      const client = await ground.connect(await url());
      client.send({ type: "ping" });
      expect(await client.closed()).to.equal(4403);
    })();
  });

  it("wrong-shutdown-code: clients see 1011 at the end", async () => {
    const stub = await startStub({ contract: QUIET, config: CONFIG, faults: ["wrong-shutdown-code"] });
    const client = await connect(`${stub.url}${await url()}`);
    await stub.close();
    expect(await client.closed()).to.equal(1011);
  });
});
