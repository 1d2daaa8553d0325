// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("interrupt - agentStream", () => {
  // #/operations/cancelPrompt
  describe("cancelPrompt", () => {
    it(
      "ends a running streamPrompt, and nothing more of it comes",
      scenario(
        { covers: ["#/operations/cancelPrompt", "#/operations/streamPrompt"] },
        async ({ connect, attempts }) => {
          const client = await connect("agentStream");
          await attempts(5, async () => {
            const prompt = client.send("prompt", {
              type: "prompt",
              request_id: "req-20",
              agent_id: "test-agent",
              prompt: "What is a WebSocket?",
            });
            await prompt.next("token");
            const cancel = client.send("cancel", { type: "cancel", request_id: "req-20" });
            expect(await cancel.ended()).to.follow("cancelled | error");
            return prompt.interrupted();
          });
          expect(await client.quiet()).to.have.none("token");
        },
      ),
    );

    it(
      "lets another streamPrompt run on",
      scenario(
        { covers: ["#/operations/cancelPrompt", "#/operations/streamPrompt"] },
        async ({ connect }) => {
          const client = await connect("agentStream");
          const other = client.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          const prompt = client.send("prompt", {
            type: "prompt",
            request_id: "req-21",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          await prompt.next("token");
          const cancel = client.send("cancel", { type: "cancel", request_id: "req-21" });
          expect(await cancel.ended()).to.be.accepted();
          const otherReplies = await other.ended();
          expect(otherReplies).to.follow("token+ done | token* error");
          expect(otherReplies).to.succeed();
        },
      ),
    );

    it(
      "ends each its own streamPrompt, where 2 clients do so at once",
      scenario(
        { covers: ["#/operations/cancelPrompt", "#/operations/streamPrompt"] },
        async ({ connect, attempts }) => {
          await Promise.all(
            Array.from({ length: 2 }, async (_, index) => {
              const n = index + 1;
              const client = await connect("agentStream", { as: `client-${n}` });
              await attempts(5, async () => {
                const prompt = client.send("prompt", {
                  type: "prompt",
                  request_id: `req-${n}`,
                  agent_id: "test-agent",
                  prompt: "What is a WebSocket?",
                });
                await prompt.next("token");
                const cancel = client.send("cancel", { type: "cancel", request_id: `req-${n}` });
                expect(await cancel.ended()).to.follow("cancelled | error");
                return prompt.interrupted();
              });
            }),
          );
        },
      ),
    );
  });
});
