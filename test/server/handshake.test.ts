import { expect } from "chai";
import type { CredentialFlavour } from "../../config/model.ts";
import { handshakeStatus } from "./client.ts";
import { GATE_CONFIG, GATEHOUSE, tokenOf } from "./gatehouse.ts";
import { withStub } from "./with-stub.ts";

const about = { contract: GATEHOUSE, config: GATE_CONFIG };

describe("a handshake with the stub", () => {
  it(
    "is accepted with a good token in the query or in the header, and tells whose it is",
    withStub(about, async ({ connect }) => {
      const token = await tokenOf("valid");
      const inQuery = await connect(`/tokens?token=${token}`);
      expect(await inQuery.next()).to.deep.equal({ type: "hello", user: "alice" });
      const inHeader = await connect("/tokens", { headers: { authorization: `bearer ${token}` } });
      expect(await inHeader.next()).to.deep.equal({ type: "hello", user: "alice" });
    }),
  );

  const bad: readonly CredentialFlavour[] = ["none", "garbage", "expired", "foreign", "tampered", "alg-none"];
  for (const flavour of bad)
    it(
      `is refused with the declared status for a credential that is ${flavour}`,
      withStub(about, async ({ stub }) => {
        const token = await tokenOf(flavour);
        const query = flavour === "none" ? "" : `?token=${token}`;
        expect(await handshakeStatus(`${stub.url}/tokens${query}`)).to.equal(401);
      }),
    );

  it(
    "is refused as forbidden where the token lacks a scope",
    withStub(about, async ({ stub }) => {
      expect(await handshakeStatus(`${stub.url}/tokens?token=${await tokenOf("unscoped")}`)).to.equal(403);
      expect(await handshakeStatus(`${stub.url}/tokens?token=${await tokenOf("valid", ["out"])}`)).to.equal(
        403,
      );
    }),
  );

  it(
    "is accepted and closed where that is declared, and nothing comes before",
    withStub(about, async ({ connect }) => {
      const client = await connect("/late?token=garbage");
      expect(await client.closed()).to.equal(4401);
      expect(client.received).to.deep.equal([]);
    }),
  );

  it(
    "knows keys, cookies and passwords by what is configured",
    withStub(about, async ({ connect, stub }) => {
      const alice = await connect("/keys", { headers: { "x-key": "alice's" } });
      expect(await alice.next()).to.deep.equal({ type: "hello", user: "alice" });
      const login = Buffer.from("ada:secret").toString("base64");
      const ada = await connect("/keys", { headers: { authorization: `Basic ${login}` } });
      expect(await ada.next()).to.deep.equal({ type: "hello", user: "ada" });
      const crumb = await connect("/keys", { headers: { cookie: "a=b; sid=crumb" } });
      expect(await crumb.next())
        .to.have.property("user")
        .that.matches(/^client-/);
      for (const headers of [{ "x-key": "x" }, { cookie: "sid=x" }, { authorization: "Basic eDp4" }, {}])
        expect(await handshakeStatus(`${stub.url}/keys`, { headers })).to.equal(401);
    }),
  );

  it(
    "lets everybody in where no test could speak the scheme",
    withStub(about, async ({ connect }) => {
      expect(await (await connect("/machines")).next()).to.include({ type: "hello" });
    }),
  );

  it(
    "is refused on a path that is not declared, or with a parameter that can't be",
    withStub(about, async ({ stub }) => {
      for (const path of ["/nowhere", "/rooms/a/huge?size=1", "/rooms/a", "/tokens/", "/%ff"])
        expect(await handshakeStatus(`${stub.url}${path}`), path).to.equal(410);
    }),
  );

  it(
    "is held to declared query parameters, headers and subprotocols",
    withStub(about, async ({ stub }) => {
      const url = `${stub.url}/rooms/a%20b/small`;
      const protocols = ["other", "chat.v1"];
      expect(await handshakeStatus(`${url}?size=3`, { protocols })).to.equal(101);
      expect(await handshakeStatus(`${url}?size=11`, { protocols })).to.equal(422);
      expect(await handshakeStatus(`${url}?size=big`, { protocols })).to.equal(422);
      expect(await handshakeStatus(url, { protocols })).to.equal(422);
      expect(await handshakeStatus(`${url}?size=3`)).to.equal(422);
      expect(await handshakeStatus(`${url}?size=3`, { protocols: ["other"] })).to.equal(422);
      // Three characters are nine bytes: a header's value is text in UTF-8.
      const short = Buffer.from("大阪市", "utf8").toString("latin1");
      expect(await handshakeStatus(`${url}?size=3`, { protocols, headers: { "x-trace": short } })).to.equal(
        101,
      );
      const headers = { "x-trace": "long" };
      expect(await handshakeStatus(`${url}?size=3`, { protocols, headers })).to.equal(422);
    }),
  );

  it(
    "names the declared subprotocol that was offered",
    withStub(about, async ({ connect }) => {
      const client = await connect("/rooms/a/small?size=3", { protocols: ["other", "chat.v1"] });
      expect(client.socket.protocol).to.equal("chat.v1");
    }),
  );

  it(
    "tells others that this is a WebSocket service",
    withStub(about, async ({ stub }) => {
      const answer = await fetch(`http://127.0.0.1:${stub.port}/tokens`);
      expect(answer.status).to.equal(426);
      expect(await answer.json()).to.have.property("error");
    }),
  );
});
