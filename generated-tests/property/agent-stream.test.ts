// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { any, scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("property - agentStream", () => {
  // #/channels/agentStream/messages/prompt
  describe("prompt", () => {
    it(
      "accepts any valid prompt",
      scenario.property(
        { covers: ["#/channels/agentStream/messages/prompt"] },
        any.valid("agentStream", "prompt"),
        async ({ connect }, payload) => {
          const client = await connect("agentStream");
          expect(await client.converse("prompt", payload)).to.be.accepted();
        },
      ),
    );

    it(
      "refuses any broken prompt",
      scenario.property(
        { covers: ["#/channels/agentStream/messages/prompt", "#/x-contract/rejects/invalid"] },
        any.broken("agentStream", "prompt"),
        async ({ connect }, payload) => {
          const client = await connect("agentStream");
          const bad = client.sendJson(payload);
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
        },
      ),
    );
  });

  // #/channels/agentStream/messages/cancel
  describe("cancel", () => {
    it(
      "refuses any broken cancel",
      scenario.property(
        { covers: ["#/channels/agentStream/messages/cancel", "#/x-contract/rejects/invalid"] },
        any.broken("agentStream", "cancel"),
        async ({ connect }, payload) => {
          const client = await connect("agentStream");
          const bad = client.sendJson(payload);
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
        },
      ),
    );
  });

  // #/channels/agentStream
  describe("walk", () => {
    it(
      "keeps to any walk through its operations",
      scenario.property(
        { covers: ["#/channels/agentStream"] },
        any.walk("agentStream"),
        async ({ connect }, walk) => {
          const client = await connect("agentStream");
          for (const replies of await client.walk(walk)) {
            expect(replies).to.be.accepted();
          }
        },
      ),
    );
  });
});
