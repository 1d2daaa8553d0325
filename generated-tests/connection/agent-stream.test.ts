// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("connection - agentStream", () => {
  // #/channels/agentStream
  describe("opening", () => {
    it(
      "opens, and answers",
      scenario({ covers: ["#/channels/agentStream"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );
  });

  // #/channels/agentStream
  describe("closing", () => {
    it(
      "answers a clean close with the same code",
      scenario({ covers: ["#/channels/agentStream"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        expect(await client.close()).to.be.closedWith(1000);
      }),
    );

    it(
      "lets a client come back after a clean close, and answers",
      scenario({ covers: ["#/channels/agentStream"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        expect(await client.close()).to.be.closedWith(1000);
        const again = await connect("agentStream");
        const prompt = again.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "lets a client come back after an abrupt cut, and answers",
      scenario({ covers: ["#/channels/agentStream"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        client.cut();
        const again = await connect("agentStream");
        const prompt = again.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );
  });
});
