import { expect } from "chai";
import { once } from "node:events";
import type { StubEvent } from "../../server/index.ts";
import { buildContract } from "./build-contract.ts";
import { type TestClient, typeOf } from "./client.ts";
import { withStub } from "./with-stub.ts";

function contractWith(reply: string): ReturnType<typeof buildContract> {
  return buildContract([
    {
      name: "room",
      messages: { ask: { properties: {} }, [reply]: { properties: {} } },
      client: { ask: { requests: ["ask"], sequence: reply } },
    },
  ]);
}

async function closeOf({ socket }: TestClient): Promise<readonly [number, string]> {
  const [code, reason]: [number, Buffer] = (await once(socket, "close")) as [number, Buffer];
  return [code, String(reason)];
}

async function answer(client: TestClient): Promise<unknown> {
  client.send({ type: "ask" });
  return typeOf(await client.next());
}

describe("a stub that is given another contract", () => {
  it(
    "closes open connections with 1012 and the reason, and serves the new one on the same port",
    withStub({ contract: contractWith("first") }, async ({ stub, connect }) => {
      const old = await connect("/room");
      expect(await answer(old)).to.equal("first");
      const closed = closeOf(old);
      await stub.reload({ contract: contractWith("second") }, `service restart: ${"é".repeat(200)}`);
      const [code, reason] = await closed;
      expect(code).to.equal(1012);
      expect(reason).to.match(/^service restart: é+$/);
      expect(Buffer.byteLength(reason)).to.be.within(120, 123);
      expect(await answer(await connect("/room"))).to.equal("second");
    }),
  );

  it("goes on counting connections, so that no two in a log have the same number", async () => {
    const opened: number[] = [];
    const observe = (event: StubEvent): void => {
      if (event.kind === "opened") opened.push(event.connection);
    };
    await withStub({ contract: contractWith("first"), observe }, async ({ stub, connect }) => {
      await connect("/room");
      await stub.reload({ contract: contractWith("second") }, "why");
      await connect("/room");
    })();
    expect(opened).to.deep.equal([1, 2]);
  });

  it(
    "goes on with the old one where the new one can't be had",
    withStub({ contract: contractWith("first"), faults: ["no-reply"] }, async ({ stub, connect }) => {
      const client = await connect("/room");
      const none = { ...contractWith("second"), channels: [] };
      const failed = await stub.reload({ contract: none }, "why").catch((error: unknown) => error);
      expect(failed).to.have.property("code", "FAULT-USELESS");
      expect(client.socket.readyState).to.equal(client.socket.OPEN);
    }),
  );

  it(
    "may be closed meanwhile",
    withStub({ contract: contractWith("first") }, async ({ stub, connect }) => {
      const client = await connect("/room");
      const closed = client.closed();
      await Promise.all([stub.reload({ contract: contractWith("second") }, "why"), stub.close()]);
      expect(await closed).to.be.oneOf([1001, 1012]);
    }),
  );
});

describe("what a stub tells of itself", () => {
  it("names every connection, frame, refusal and close", async () => {
    const events: StubEvent[] = [];
    await withStub(
      { contract: contractWith("said"), observe: (event) => events.push(event) },
      async ({ connect }) => {
        const client = await connect("/room?a=1");
        await answer(client);
        client.sendText("{");
        await client.settled();
        await client.close();
        await connect("/nowhere").catch(() => undefined);
      },
    )();
    expect(events).to.deep.equal([
      { kind: "opened", connection: 1, channel: "room", target: "/room?a=1", subject: null },
      { kind: "received", connection: 1, message: "ask", data: { text: '{"type":"ask"}' }, refused: null },
      { kind: "sent", connection: 1, message: "said", data: { text: '{"type":"said"}' } },
      { kind: "received", connection: 1, message: null, data: { text: "{" }, refused: "malformed" },
      { kind: "closed", connection: 1, code: 1005, reason: "" },
      { kind: "handshake-refused", target: "/nowhere", status: 404, why: "unknown-path" },
    ]);
  });

  it("answers at its health path, and nothing else", async () => {
    const contract = contractWith("said");
    await withStub({ contract, health: "/healthz" }, async ({ stub, connect }) => {
      await connect("/room");
      const base = stub.url.replace("ws:", "http:");
      const health = await fetch(`${base}/healthz?deep=1`);
      expect(health.status).to.equal(200);
      const { document, title, version } = contract;
      expect(await health.json()).to.deep.equal({ status: "ok", document, title, version, connections: 1 });
      expect((await fetch(`${base}/health`)).status).to.equal(426);
      expect((await fetch(`${base}/healthz`, { method: "POST" })).status).to.equal(426);
    })();
  });
});
