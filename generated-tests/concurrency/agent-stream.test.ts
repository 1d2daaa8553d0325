// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("concurrency - agentStream", () => {
  // #/operations/streamPrompt
  describe("streamPrompt", () => {
    it(
      "answers 3 interleaved on one connection, each with its own",
      scenario({ covers: ["#/operations/streamPrompt"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const first = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        const second = client.send("prompt", {
          type: "prompt",
          request_id: "req-21",
          agent_id: "test-agent",
          prompt: "Count to five.",
          meta: { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" },
        });
        const third = client.send("prompt", {
          type: "prompt",
          request_id: "req-22",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        const thirdReplies = await third.ended();
        expect(thirdReplies).to.follow("token+ done | token* error");
        expect(thirdReplies).to.succeed();
        const secondReplies = await second.ended();
        expect(secondReplies).to.follow("token+ done | token* error");
        expect(secondReplies).to.succeed();
        const firstReplies = await first.ended();
        expect(firstReplies).to.follow("token+ done | token* error");
        expect(firstReplies).to.succeed();
      }),
    );

    it(
      "answers 50 clients at once, each with its own",
      scenario({ covers: ["#/operations/streamPrompt"] }, async ({ connect }) => {
        await Promise.all(
          Array.from({ length: 50 }, async (_, index) => {
            const n = index + 1;
            const client = await connect("agentStream", { as: `client-${n}` });
            const prompt = client.send("prompt", {
              type: "prompt",
              request_id: `req-${n}`,
              agent_id: "test-agent",
              prompt: "What is a WebSocket?",
            });
            const replies = await prompt.ended();
            expect(replies).to.follow("token+ done | token* error");
            expect(replies).to.succeed();
          }),
        );
      }),
    );
  });
});
