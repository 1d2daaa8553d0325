// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("stream - agentStream", () => {
  // #/operations/streamPrompt
  describe("streamPrompt", () => {
    it(
      "streams token+ done | token* error in order and ends with its terminal, nothing after",
      scenario(
        { covers: ["#/operations/streamPrompt", "#/operations/streamPrompt/x-contract/sequence"] },
        async ({ connect }) => {
          const client = await connect("agentStream");
          const prompt = client.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          const replies = await prompt.ended();
          expect(replies).to.follow("token+ done | token* error");
          expect(replies).to.succeed();
          expect(await client.quiet()).to.have.none("token");
        },
      ),
    );

    it(
      "keeps token#/index in order (+1 from 0)",
      scenario(
        { covers: ["#/operations/streamPrompt/x-contract/ordered/token#~1index"] },
        async ({ connect }) => {
          const client = await connect("agentStream");
          const prompt = client.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          const replies = await prompt.ended();
          expect(replies).to.follow("token+ done | token* error");
          expect(replies).to.succeed();
        },
      ),
    );

    it(
      "joins token#/text to done#/text",
      scenario(
        { covers: ["#/operations/streamPrompt/x-contract/joins/done#~1text"] },
        async ({ connect }) => {
          const client = await connect("agentStream");
          const prompt = client.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          const replies = await prompt.ended();
          expect(replies).to.follow("token+ done | token* error");
          expect(replies).to.succeed();
        },
      ),
    );

    it(
      "counts every token in done#/token_count",
      scenario(
        { covers: ["#/operations/streamPrompt/x-contract/counts/done#~1token_count"] },
        async ({ connect }) => {
          const client = await connect("agentStream");
          const prompt = client.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          const replies = await prompt.ended();
          expect(replies).to.follow("token+ done | token* error");
          expect(replies).to.succeed();
        },
      ),
    );

    it(
      "keeps two at once on one connection apart",
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
          prompt: "What is a WebSocket?",
        });
        const firstReplies = await first.ended();
        expect(firstReplies).to.follow("token+ done | token* error");
        expect(firstReplies).to.succeed();
        const secondReplies = await second.ended();
        expect(secondReplies).to.follow("token+ done | token* error");
        expect(secondReplies).to.succeed();
      }),
    );

    it(
      "keeps two connections apart",
      scenario({ covers: ["#/operations/streamPrompt"] }, async ({ connect }) => {
        const first = await connect("agentStream");
        const second = await connect("agentStream", { as: "second" });
        const prompt = first.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        const prompt2 = second.send("prompt", {
          type: "prompt",
          request_id: "req-21",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        const firstReplies = await prompt.ended();
        expect(firstReplies).to.follow("token+ done | token* error");
        expect(firstReplies).to.succeed();
        const secondReplies = await prompt2.ended();
        expect(secondReplies).to.follow("token+ done | token* error");
        expect(secondReplies).to.succeed();
      }),
    );

    it(
      "lives on when the client leaves midway",
      scenario({ covers: ["#/operations/streamPrompt"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        await prompt.next();
        client.cut();
        const atOnce = await connect("agentStream");
        atOnce.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await atOnce.close()).to.be.closedWith(1000);
        const again = await connect("agentStream");
        const prompt3 = again.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt3.ended()).to.succeed();
      }),
    );

    it(
      "unknown agent: error",
      scenario({ covers: ["#/operations/streamPrompt/x-contract/cases/0"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "nobody",
          prompt: "What is a WebSocket?",
        });
        const replies = await prompt.ended();
        expect(replies).to.follow("error");
        expect(replies).to.carry({ "error#/code": "AGENT_NOT_FOUND" });
        expect(await client.quiet()).to.have.none("token");
      }),
    );

    it(
      "agent that fails midway: token+ error",
      scenario({ covers: ["#/operations/streamPrompt/x-contract/cases/1"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "failing-agent",
          prompt: "What is a WebSocket?",
        });
        const replies = await prompt.ended();
        expect(replies).to.follow("token+ error");
        expect(replies).to.carry({ "error#/code": "AGENT_FAILED" });
        expect(await client.quiet()).to.have.none("token");
      }),
    );
  });
});
