// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("interrupt - agentExecute", () => {
  // #/operations/cancelExecution
  describe("cancelExecution", () => {
    it(
      "ends a running executeAction, and nothing more of it comes",
      scenario(
        { covers: ["#/operations/cancelExecution", "#/operations/executeAction"] },
        async ({ connect, attempts }) => {
          const client = await connect("agentExecute");
          await attempts(5, async () => {
            const execute = client.send("execute", {
              type: "execute",
              request_id: "req-30",
              agent_id: "test-agent",
              action: "summarise",
              parameters: { source: "report.md", sentences: 3 },
            });
            await execute.next();
            const cancel = client.send("cancel", { type: "cancel", request_id: "req-30" });
            expect(await cancel.ended()).to.follow("cancelled | error");
            return execute.interrupted();
          });
          expect(await client.quiet()).to.have.none("progress");
        },
      ),
    );

    it(
      "may come right behind executeAction",
      scenario(
        { covers: ["#/operations/cancelExecution", "#/operations/executeAction"] },
        async ({ connect, attempts }) => {
          const client = await connect("agentExecute");
          await attempts(5, async () => {
            const execute = client.send("execute", {
              type: "execute",
              request_id: "req-30",
              agent_id: "test-agent",
              action: "summarise",
              parameters: { source: "report.md", sentences: 3 },
            });
            const cancel = client.send("cancel", { type: "cancel", request_id: "req-30" });
            expect(await cancel.ended()).to.follow("cancelled | error");
            return execute.interrupted();
          });
        },
      ),
    );

    it(
      "lets another executeAction run on",
      scenario(
        { covers: ["#/operations/cancelExecution", "#/operations/executeAction"] },
        async ({ connect }) => {
          const client = await connect("agentExecute");
          const other = client.send("execute", {
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          const execute = client.send("execute", {
            type: "execute",
            request_id: "req-31",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          await execute.next();
          const cancel = client.send("cancel", { type: "cancel", request_id: "req-31" });
          expect(await cancel.ended()).to.be.accepted();
          const otherReplies = await other.ended();
          expect(otherReplies).to.follow("progress+ complete | progress* (error | cancelled)");
          expect(otherReplies).to.succeed();
        },
      ),
    );

    it(
      "ends each its own executeAction, where 2 clients do so at once",
      scenario(
        { covers: ["#/operations/cancelExecution", "#/operations/executeAction"] },
        async ({ connect, attempts }) => {
          await Promise.all(
            Array.from({ length: 2 }, async (_, index) => {
              const n = index + 1;
              const client = await connect("agentExecute", { as: `client-${n}` });
              await attempts(5, async () => {
                const execute = client.send("execute", {
                  type: "execute",
                  request_id: `req-${n}`,
                  agent_id: "test-agent",
                  action: "summarise",
                  parameters: { source: "report.md", sentences: 3 },
                });
                await execute.next();
                const cancel = client.send("cancel", { type: "cancel", request_id: `req-${n}` });
                expect(await cancel.ended()).to.follow("cancelled | error");
                return execute.interrupted();
              });
            }),
          );
        },
      ),
    );
  });
});
