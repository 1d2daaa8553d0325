// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("connection - agentExecute", () => {
  // #/channels/agentExecute
  describe("opening", () => {
    it(
      "opens, and answers",
      scenario({ covers: ["#/channels/agentExecute"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );
  });

  // #/channels/agentExecute
  describe("closing", () => {
    it(
      "answers a clean close with the same code",
      scenario({ covers: ["#/channels/agentExecute"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        expect(await client.close()).to.be.closedWith(1000);
      }),
    );

    it(
      "lets a client come back after a clean close, and answers",
      scenario({ covers: ["#/channels/agentExecute"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        expect(await client.close()).to.be.closedWith(1000);
        const again = await connect("agentExecute");
        const execute = again.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "lets a client come back after an abrupt cut, and answers",
      scenario({ covers: ["#/channels/agentExecute"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        client.cut();
        const again = await connect("agentExecute");
        const execute = again.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );
  });
});
