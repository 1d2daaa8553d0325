// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("connection - agentUpdates", () => {
  // #/channels/agentUpdates
  describe("opening", () => {
    it(
      "opens, and answers",
      scenario({ covers: ["#/channels/agentUpdates"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );
  });

  // #/channels/agentUpdates
  describe("closing", () => {
    it(
      "answers a clean close with the same code",
      scenario({ covers: ["#/channels/agentUpdates"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        expect(await client.close()).to.be.closedWith(1000);
      }),
    );

    it(
      "lets a client come back after a clean close, and answers",
      scenario({ covers: ["#/channels/agentUpdates"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        expect(await client.close()).to.be.closedWith(1000);
        const again = await connect("agentUpdates");
        const attach = again.send("attach", { type: "attach", request_id: "req-40", runner: "local-runner" });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "lets a client come back after an abrupt cut, and answers",
      scenario({ covers: ["#/channels/agentUpdates"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        client.cut();
        const again = await connect("agentUpdates");
        const attach = again.send("attach", { type: "attach", request_id: "req-40", runner: "local-runner" });
        expect(await attach.ended()).to.succeed();
      }),
    );
  });

  // #/channels/agentUpdates
  describe("conversation", () => {
    it(
      "lets subscribe come after attachRunner",
      scenario(
        { covers: ["#/channels/agentUpdates/x-contract/conversation", "#/operations/subscribe"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const subscribe = client.send("subscribe", { type: "subscribe", agent_id: "test-agent" });
          expect(await subscribe.ended()).to.succeed();
        },
      ),
    );
  });
});
