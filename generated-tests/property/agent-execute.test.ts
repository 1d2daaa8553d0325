// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { any, scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("property - agentExecute", () => {
  // #/channels/agentExecute/messages/execute
  describe("execute", () => {
    it(
      "refuses any broken execute",
      scenario.property(
        { covers: ["#/channels/agentExecute/messages/execute", "#/x-contract/rejects/invalid"] },
        any.broken("agentExecute", "execute"),
        async ({ connect }, payload) => {
          const client = await connect("agentExecute");
          const bad = client.sendJson(payload);
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
        },
      ),
    );
  });

  // #/channels/agentExecute/messages/cancel
  describe("cancel", () => {
    it(
      "refuses any broken cancel",
      scenario.property(
        { covers: ["#/channels/agentExecute/messages/cancel", "#/x-contract/rejects/invalid"] },
        any.broken("agentExecute", "cancel"),
        async ({ connect }, payload) => {
          const client = await connect("agentExecute");
          const bad = client.sendJson(payload);
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
        },
      ),
    );
  });

  // #/channels/agentExecute
  describe("walk", () => {
    it(
      "keeps to any walk through its operations",
      scenario.property(
        { covers: ["#/channels/agentExecute"] },
        any.walk("agentExecute"),
        async ({ connect }, walk) => {
          const client = await connect("agentExecute");
          for (const replies of await client.walk(walk)) {
            expect(replies).to.be.accepted();
          }
        },
      ),
    );
  });
});
