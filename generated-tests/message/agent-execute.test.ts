// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("message - agentExecute", () => {
  // #/channels/agentExecute/messages/execute
  describe("execute", () => {
    it(
      "answers the example summarise with success",
      scenario(
        { covers: ["#/channels/agentExecute/messages/execute", "#/components/messages/execute/examples/0"] },
        async ({ connect }) => {
          const client = await connect("agentExecute");
          const execute = client.send("execute", {
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await execute.ended()).to.succeed();
        },
      ),
    );

    it(
      "answers the example checkHealth with success",
      scenario(
        { covers: ["#/channels/agentExecute/messages/execute", "#/components/messages/execute/examples/1"] },
        async ({ connect }) => {
          const client = await connect("agentExecute");
          const execute = client.send("execute", {
            type: "execute",
            request_id: "req-31",
            agent_id: "test-agent",
            action: "check-health",
          });
          expect(await execute.ended()).to.succeed();
        },
      ),
    );

    it(
      "answers the example traced with success",
      scenario(
        { covers: ["#/channels/agentExecute/messages/execute", "#/components/messages/execute/examples/2"] },
        async ({ connect }) => {
          const client = await connect("agentExecute");
          const execute = client.send("execute", {
            type: "execute",
            request_id: "req-32",
            agent_id: "test-agent",
            action: "translate",
            parameters: { text: "Good morning!", languages: ["de", "fr"] },
            meta: { traceparent: "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01" },
          });
          expect(await execute.ended()).to.succeed();
        },
      ),
    );
  });
});
