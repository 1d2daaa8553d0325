// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("message - agentStream", () => {
  // #/channels/agentStream/messages/prompt
  describe("prompt", () => {
    it(
      "answers the example question with success",
      scenario(
        { covers: ["#/channels/agentStream/messages/prompt", "#/components/messages/prompt/examples/0"] },
        async ({ connect }) => {
          const client = await connect("agentStream");
          const prompt = client.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          expect(await prompt.ended()).to.succeed();
        },
      ),
    );

    it(
      "answers the example traced with success",
      scenario(
        { covers: ["#/channels/agentStream/messages/prompt", "#/components/messages/prompt/examples/1"] },
        async ({ connect }) => {
          const client = await connect("agentStream");
          const prompt = client.send("prompt", {
            type: "prompt",
            request_id: "req-21",
            agent_id: "test-agent",
            prompt: "Count to five.",
            meta: { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" },
          });
          expect(await prompt.ended()).to.succeed();
        },
      ),
    );

    it(
      "accepts everything at once",
      scenario({ covers: ["#/components/messages/prompt/payload"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
          meta: { traceparent: "00-86d0dda8a2c8ffaf367e7899e56cd587-bb09d34c2cf7a1e6-cd" },
        });
        expect(await prompt.ended()).to.be.accepted();
      }),
    );

    it(
      "accepts request_id of 1 character (minLength 1)",
      scenario({ covers: ["#/components/schemas/RequestId/minLength"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "x",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.be.accepted();
      }),
    );

    it(
      "accepts request_id of 64 characters (maxLength 64)",
      scenario({ covers: ["#/components/schemas/RequestId/maxLength"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "x".repeat(64),
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.be.accepted();
      }),
    );

    it(
      "accepts agent_id of 1 character (minLength 1)",
      scenario({ covers: ["#/components/schemas/AgentId/minLength"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "x",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.be.accepted();
      }),
    );

    it(
      "accepts agent_id of 64 characters (maxLength 64)",
      scenario({ covers: ["#/components/schemas/AgentId/maxLength"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "x".repeat(64),
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.be.accepted();
      }),
    );

    it(
      "accepts prompt of 1 character (minLength 1)",
      scenario(
        { covers: ["#/components/messages/prompt/payload/properties/prompt/minLength"] },
        async ({ connect }) => {
          const client = await connect("agentStream");
          const prompt = client.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "x",
          });
          expect(await prompt.ended()).to.be.accepted();
        },
      ),
    );

    it(
      "accepts prompt of 8000 characters (maxLength 8000)",
      scenario(
        { covers: ["#/components/messages/prompt/payload/properties/prompt/maxLength"] },
        async ({ connect }) => {
          const client = await connect("agentStream");
          const prompt = client.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "x".repeat(8000),
          });
          expect(await prompt.ended()).to.be.accepted();
        },
      ),
    );

    it(
      "accepts it with meta",
      scenario({ covers: ["#/components/messages/prompt/payload/properties/meta"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
          meta: {},
        });
        expect(await prompt.ended()).to.be.accepted();
      }),
    );

    it(
      "accepts it with meta.traceparent",
      scenario({ covers: ["#/components/schemas/Meta/properties/traceparent"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-1",
          agent_id: "agent-1",
          prompt: "Say hello",
          meta: { traceparent: "00-2270ccc67fcd17c1e537c30379de6fb9-d271942e72bbd1fe-33" },
        });
        expect(await prompt.ended()).to.be.accepted();
      }),
    );
  });
});
