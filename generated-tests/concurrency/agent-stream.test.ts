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

    it(
      "sends all of it to a client that does not read for a while, and to another one meanwhile",
      scenario({ covers: ["#/operations/streamPrompt"] }, async ({ connect }) => {
        const slow = await connect("agentStream");
        const other = await connect("agentStream", { as: "second" });
        slow.stopReading();
        const prompt = slow.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        const prompt2 = other.send("prompt", {
          type: "prompt",
          request_id: "req-21",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        const otherReplies = await prompt2.ended();
        expect(otherReplies).to.follow("token+ done | token* error");
        expect(otherReplies).to.succeed();
        slow.readOn();
        const slowReplies = await prompt.ended();
        expect(slowReplies).to.follow("token+ done | token* error");
        expect(slowReplies).to.succeed();
      }),
    );

    it(
      "goes on for another client when one closes midway",
      scenario({ covers: ["#/operations/streamPrompt"] }, async ({ connect }) => {
        const leaver = await connect("agentStream");
        const other = await connect("agentStream", { as: "second" });
        const prompt = other.send("prompt", {
          type: "prompt",
          request_id: "req-21",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        leaver.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await leaver.close()).to.be.closedWith(1000);
        const otherReplies = await prompt.ended();
        expect(otherReplies).to.follow("token+ done | token* error");
        expect(otherReplies).to.succeed();
        const prompt3 = other.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt3.ended()).to.succeed();
      }),
    );

    it(
      "goes on for another client when others are reset, midway and at once",
      scenario({ covers: ["#/operations/streamPrompt"] }, async ({ connect }) => {
        const midway = await connect("agentStream");
        const other = await connect("agentStream", { as: "second" });
        const atOnce = await connect("agentStream");
        const prompt = midway.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        await prompt.next("token");
        const prompt2 = other.send("prompt", {
          type: "prompt",
          request_id: "req-21",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        midway.reset();
        atOnce.send("prompt", {
          type: "prompt",
          request_id: "req-22",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        atOnce.reset();
        const otherReplies = await prompt2.ended();
        expect(otherReplies).to.follow("token+ done | token* error");
        expect(otherReplies).to.succeed();
        const prompt4 = other.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt4.ended()).to.succeed();
      }),
    );
  });
});
