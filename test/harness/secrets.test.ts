import { expect } from "chai";
import { contractOf } from "./contract-builder.ts";
import { runMocha } from "./run-mocha.ts";
import { talkChannel, talkService } from "./talk.ts";
import { startService } from "./ws-service.ts";

describe("harness secrets", () => {
  const SECRET = "s3cret/of alice";

  it("stand in no failure and in no event, in whatever form they were sent", async () => {
    const seen: string[] = [];
    const service = await startService(
      talkService(
        { say: (peer, { text = "" }) => peer.say({ type: "error", code: `no ${String(text)}` }) },
        {
          refuse: (request) => {
            seen.push(request.url ?? "");
            return 0;
          },
        },
      ),
    );
    const scheme = {
      name: "key",
      place: "#/components/securitySchemes/key",
      carrier: { kind: "query", name: "token" },
      token: { kind: "opaque" },
    } as const;
    const contract = contractOf([talkChannel({ security: [[{ scheme: "key", scopes: [] }]] })], {
      securitySchemes: [scheme],
    });
    const run = await runMocha(
      contract,
      `it("tells", scenario({ covers: [] }, async ({ connect }) => {
         const client = await connect("talk");
         const text = await client.credential("key");
         expect(await client.send("say", { type: "say", text }).ended()).to.succeed();
       }));`,
      {
        ASYNCPROOF_URL: service.url,
        ASYNCPROOF_FLAGS: JSON.stringify({ credentials: { key: { value: SECRET } } }),
      },
    );
    await service.close();
    expect(seen.map((url) => new URL(url, "ws://h").searchParams.get("token"))).to.deep.equal([SECRET]);
    expect(run.failures).to.have.length(1);
    const told = JSON.stringify([run.failures, run.events, run.stderr]);
    expect(told).to.contain("***");
    for (const form of [
      SECRET,
      encodeURIComponent(SECRET),
      new URLSearchParams({ token: SECRET }).toString(),
    ])
      expect(told).not.to.contain(form);
  });

  it("stand in no address that is told, whether the document knows of them or only their name does", async () => {
    const service = await startService(talkService({}, { refuse: () => 403 }));
    const run = await runMocha(
      contractOf([talkChannel()]),
      `it("tells", scenario({ covers: [] }, async ({ connect }) => {
         await connect("talk", { query: { accessToken: "brand-new", room: "lobby" } });
       }));`,
      { ASYNCPROOF_URL: `${service.url}/?session=of-the-guest` },
    );
    await service.close();
    expect(run.failures).to.have.length(1);
    const told = JSON.stringify([run.failures, run.events, run.stderr]);
    expect(told).to.contain("/talk?accessToken=***&room=lobby");
    expect(told).not.to.match(/brand-new|of-the-guest/);
  });
});
