// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("stream - agentExecute", () => {
  // #/operations/executeAction
  describe("executeAction", () => {
    it(
      "streams progress+ complete | progress* (error | cancelled) in order and ends with its terminal, nothing after",
      scenario(
        { covers: ["#/operations/executeAction", "#/operations/executeAction/x-contract/sequence"] },
        async ({ connect }) => {
          const client = await connect("agentExecute");
          const execute = client.send("execute", {
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          const replies = await execute.ended();
          expect(replies).to.follow("progress+ complete | progress* (error | cancelled)");
          expect(replies).to.succeed();
          expect(await client.quiet()).to.have.none("progress");
        },
      ),
    );

    it(
      "keeps progress#/percent in order (increasing)",
      scenario(
        { covers: ["#/operations/executeAction/x-contract/ordered/progress#~1percent"] },
        async ({ connect }) => {
          const client = await connect("agentExecute");
          const execute = client.send("execute", {
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          const replies = await execute.ended();
          expect(replies).to.follow("progress+ complete | progress* (error | cancelled)");
          expect(replies).to.succeed();
        },
      ),
    );

    it(
      "keeps two at once on one connection apart",
      scenario({ covers: ["#/operations/executeAction"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const first = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        const second = client.send("execute", {
          type: "execute",
          request_id: "req-31",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        const firstReplies = await first.ended();
        expect(firstReplies).to.follow("progress+ complete | progress* (error | cancelled)");
        expect(firstReplies).to.succeed();
        const secondReplies = await second.ended();
        expect(secondReplies).to.follow("progress+ complete | progress* (error | cancelled)");
        expect(secondReplies).to.succeed();
      }),
    );

    it(
      "keeps two connections apart",
      scenario({ covers: ["#/operations/executeAction"] }, async ({ connect }) => {
        const first = await connect("agentExecute");
        const second = await connect("agentExecute", { as: "second" });
        const execute = first.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        const execute2 = second.send("execute", {
          type: "execute",
          request_id: "req-31",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        const firstReplies = await execute.ended();
        expect(firstReplies).to.follow("progress+ complete | progress* (error | cancelled)");
        expect(firstReplies).to.succeed();
        const secondReplies = await execute2.ended();
        expect(secondReplies).to.follow("progress+ complete | progress* (error | cancelled)");
        expect(secondReplies).to.succeed();
      }),
    );

    it(
      "lives on when the client leaves midway",
      scenario({ covers: ["#/operations/executeAction"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        await execute.next();
        client.cut();
        const atOnce = await connect("agentExecute");
        atOnce.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await atOnce.close()).to.be.closedWith(1000);
        const again = await connect("agentExecute");
        const execute3 = again.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute3.ended()).to.succeed();
      }),
    );

    it(
      "summary in three stages: progress{3} complete",
      scenario(
        {
          covers: [
            "#/operations/executeAction/x-contract/cases/0",
            "#/components/messages/execute/examples/0",
          ],
        },
        async ({ connect }) => {
          const client = await connect("agentExecute");
          const execute = client.send("execute", {
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          const replies = await execute.ended();
          expect(replies).to.follow("progress{3} complete");
          expect(replies).to.carry({ "progress[0]#/stage": "queued", "complete#/result/ok": true });
          expect(await client.quiet()).to.have.none("progress");
        },
      ),
    );

    it(
      "unknown action: error",
      scenario({ covers: ["#/operations/executeAction/x-contract/cases/1"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "no-such-action",
          parameters: { source: "report.md", sentences: 3 },
        });
        const replies = await execute.ended();
        expect(replies).to.follow("error");
        expect(replies).to.carry({ "error#/code": "ACTION_UNKNOWN" });
        expect(await client.quiet()).to.have.none("progress");
      }),
    );

    it(
      "action that fails midway: progress+ error",
      scenario({ covers: ["#/operations/executeAction/x-contract/cases/2"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "explode",
          parameters: { source: "report.md", sentences: 3 },
        });
        const replies = await execute.ended();
        expect(replies).to.follow("progress+ error");
        expect(replies).to.carry({ "error#/code": "ACTION_FAILED" });
        expect(await client.quiet()).to.have.none("progress");
      }),
    );

    it(
      "unknown agent: error",
      scenario({ covers: ["#/operations/executeAction/x-contract/cases/3"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "nobody",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        const replies = await execute.ended();
        expect(replies).to.follow("error");
        expect(replies).to.carry({ "error#/code": "AGENT_NOT_FOUND" });
        expect(await client.quiet()).to.have.none("progress");
      }),
    );
  });
});
