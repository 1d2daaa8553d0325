import { expect } from "chai";
import { expect as expectKept } from "../../harness/index.ts";
import { closing, contractOf, rejects } from "./contract-builder.ts";
import { type Bench, bench, type Ending } from "./run-scenario.ts";
import { talkChannel, talkService } from "./talk.ts";

describe("a handshake without a credential that no handshake carries", () => {
  const user = {
    name: "user",
    place: "#/components/securitySchemes/user",
    carrier: { kind: "untestable", type: "userPassword" },
    token: { kind: "opaque" },
  } as const;

  it("can't tell of a service that wants what no handshake carries; what it says to one that lets us in counts", async () => {
    const one = talkChannel({ security: [[{ scheme: "user", scopes: [] }]] });
    const contract = contractOf([one], { securitySchemes: [user] });
    const endingWith = async (status: number): Promise<Ending> => {
      const own = await bench(contract, talkService({}, { refuse: () => status }));
      const end = await own.run(async ({ connect }) => {
        await connect("talk");
      });
      await own.close();
      return end;
    };
    const refused = await endingWith(401);
    expect([refused.state, refused.facts.rule]).to.deep.equal(["pending", ""]);
    expect(refused.facts.pendingReason).to.match(/^not steerable: .* 401, .*userPassword can't be made here/);
    expect((await endingWith(500)).facts.rule).to.equal("HANDSHAKE-REFUSED");
    expect((await endingWith(0)).error).to.equal(null);
  });

  it("nor of one that says so after the upgrade, by the declared close, whatever the test did meanwhile", async () => {
    const closing4401 = rejects({ unauthenticated: [closing(4401)] });
    const one = talkChannel({
      security: [[{ scheme: "user", scopes: [] }]],
      opening: { kind: "none" },
      identity: { kind: "none" },
      rejects: closing4401,
    });
    const endingWith = async (code: number, body: Parameters<Bench["run"]>[0]): Promise<Ending> => {
      const contract = contractOf([one], { securitySchemes: [user] });
      const own = await bench(contract, { open: (peer) => peer.socket.close(code) });
      const end = await own.run(body);
      await own.close();
      return end;
    };
    const bodies: readonly Parameters<Bench["run"]>[0][] = [
      async ({ connect }) => {
        const ping = (await connect("talk")).send("ping", { type: "ping" });
        expectKept(await ping.ended()).to.succeed();
      },
      async ({ connect }) => {
        expectKept(await (await connect("talk")).close()).to.be.closedWith(1000);
      },
      async ({ connect }) => {
        const bad = (await connect("talk")).sendText("{");
        expectKept(await bad.refusal()).to.be.refused("malformed", { close: 1007 });
      },
    ];
    for (const body of bodies) {
      const end = await endingWith(4401, body);
      expect([end.state, end.facts.rule]).to.deep.equal(["pending", ""]);
      expect(end.facts.pendingReason).to.match(
        /^not steerable: .* close 4401, .*userPassword can't be made here/,
      );
      expect((await endingWith(4400, body)).state).to.equal("failed");
    }
  });
});
