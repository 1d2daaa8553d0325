// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("interrupt - agentUpdates", () => {
  // #/operations/unsubscribe
  describe("unsubscribe", () => {
    it(
      "ends a running subscribe, and nothing more of it comes",
      scenario({ covers: ["#/operations/unsubscribe", "#/operations/subscribe"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const subscribe = client.send("subscribe", { type: "subscribe", agent_id: "test-agent" });
        const replies = await subscribe.ended();
        expect(replies).to.follow("subscribed (status | log | result)*");
        expect(replies).to.succeed();
        const unsubscribe = client.send("unsubscribe", { type: "unsubscribe", agent_id: "test-agent" });
        expect(await unsubscribe.ended()).to.follow("unsubscribed");
        const after = await client.quiet();
        expect(after).to.have.none("status");
        expect(after).to.have.none("log");
        expect(after).to.have.none("result");
      }),
    );

    it(
      "ends each its own subscribe, where 2 clients do so at once",
      scenario({ covers: ["#/operations/unsubscribe", "#/operations/subscribe"] }, async ({ connect }) => {
        await Promise.all(
          Array.from({ length: 2 }, async (_, index) => {
            const n = index + 1;
            const client = await connect("agentUpdates", { as: `client-${n}` });
            const subscribe = client.send("subscribe", { type: "subscribe", agent_id: `test-agent-${n}` });
            const replies = await subscribe.ended();
            expect(replies).to.follow("subscribed (status | log | result)*");
            expect(replies).to.succeed();
            const unsubscribe = client.send("unsubscribe", {
              type: "unsubscribe",
              agent_id: `test-agent-${n}`,
            });
            expect(await unsubscribe.ended()).to.follow("unsubscribed");
          }),
        );
      }),
    );
  });
});
