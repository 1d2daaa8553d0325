// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("stream - agentUpdates", () => {
  // #/operations/subscribe
  describe("subscribe", () => {
    it(
      "answers in the order subscribed (status | log | result)*",
      scenario(
        { covers: ["#/operations/subscribe", "#/operations/subscribe/x-contract/sequence"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const subscribe = client.send("subscribe", { type: "subscribe", agent_id: "test-agent" });
          const replies = await subscribe.ended();
          expect(replies).to.follow("subscribed (status | log | result)*");
          expect(replies).to.succeed();
        },
      ),
    );

    it(
      "keeps two connections apart",
      scenario({ covers: ["#/operations/subscribe"] }, async ({ connect }) => {
        const first = await connect("agentUpdates");
        const second = await connect("agentUpdates", { as: "second" });
        const subscribe = first.send("subscribe", { type: "subscribe", agent_id: "test-agent" });
        const subscribe2 = second.send("subscribe", { type: "subscribe", agent_id: "test-agent" });
        const firstReplies = await subscribe.ended();
        expect(firstReplies).to.follow("subscribed (status | log | result)*");
        expect(firstReplies).to.succeed();
        const secondReplies = await subscribe2.ended();
        expect(secondReplies).to.follow("subscribed (status | log | result)*");
        expect(secondReplies).to.succeed();
      }),
    );

    it(
      "lives on when the client leaves midway",
      scenario({ covers: ["#/operations/subscribe"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const subscribe = client.send("subscribe", { type: "subscribe", agent_id: "test-agent" });
        await subscribe.next("subscribed");
        client.cut();
        const atOnce = await connect("agentUpdates");
        atOnce.send("subscribe", { type: "subscribe", agent_id: "test-agent" });
        expect(await atOnce.close()).to.be.closedWith(1000);
        const again = await connect("agentUpdates");
        const attach = again.send("attach", { type: "attach", request_id: "req-40", runner: "local-runner" });
        expect(await attach.ended()).to.succeed();
      }),
    );
  });
});
