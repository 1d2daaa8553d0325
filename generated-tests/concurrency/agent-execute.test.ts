// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("concurrency - agentExecute", () => {
  // #/operations/executeAction
  describe("executeAction", () => {
    it(
      "answers 3 interleaved on one connection, each with its own",
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
          action: "check-health",
        });
        const third = client.send("execute", {
          type: "execute",
          request_id: "req-32",
          agent_id: "test-agent",
          action: "translate",
          parameters: { text: "Good morning!", languages: ["de", "fr"] },
          meta: { traceparent: "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01" },
        });
        const thirdReplies = await third.ended();
        expect(thirdReplies).to.follow("progress+ complete | progress* (error | cancelled)");
        expect(thirdReplies).to.succeed();
        const secondReplies = await second.ended();
        expect(secondReplies).to.follow("progress+ complete | progress* (error | cancelled)");
        expect(secondReplies).to.succeed();
        const firstReplies = await first.ended();
        expect(firstReplies).to.follow("progress+ complete | progress* (error | cancelled)");
        expect(firstReplies).to.succeed();
      }),
    );

    it(
      "answers 50 clients at once, each with its own",
      scenario({ covers: ["#/operations/executeAction"] }, async ({ connect }) => {
        await Promise.all(
          Array.from({ length: 50 }, async (_, index) => {
            const n = index + 1;
            const client = await connect("agentExecute", { as: `client-${n}` });
            const execute = client.send("execute", {
              type: "execute",
              request_id: `req-${n}`,
              agent_id: "test-agent",
              action: "summarise",
              parameters: { source: "report.md", sentences: 3 },
            });
            const replies = await execute.ended();
            expect(replies).to.follow("progress+ complete | progress* (error | cancelled)");
            expect(replies).to.succeed();
          }),
        );
      }),
    );

    it(
      "sends all of it to a client that does not read for a while, and to another one meanwhile",
      scenario({ covers: ["#/operations/executeAction"] }, async ({ connect }) => {
        const slow = await connect("agentExecute");
        const other = await connect("agentExecute", { as: "second" });
        slow.stopReading();
        const execute = slow.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        const execute2 = other.send("execute", {
          type: "execute",
          request_id: "req-31",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        const otherReplies = await execute2.ended();
        expect(otherReplies).to.follow("progress+ complete | progress* (error | cancelled)");
        expect(otherReplies).to.succeed();
        slow.readOn();
        const slowReplies = await execute.ended();
        expect(slowReplies).to.follow("progress+ complete | progress* (error | cancelled)");
        expect(slowReplies).to.succeed();
      }),
    );

    it(
      "goes on for another client when one closes midway",
      scenario({ covers: ["#/operations/executeAction"] }, async ({ connect }) => {
        const leaver = await connect("agentExecute");
        const other = await connect("agentExecute", { as: "second" });
        const execute = other.send("execute", {
          type: "execute",
          request_id: "req-31",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        leaver.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await leaver.close()).to.be.closedWith(1000);
        const otherReplies = await execute.ended();
        expect(otherReplies).to.follow("progress+ complete | progress* (error | cancelled)");
        expect(otherReplies).to.succeed();
        const execute3 = other.send("execute", {
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
      "goes on for another client when others are reset, midway and at once",
      scenario({ covers: ["#/operations/executeAction"] }, async ({ connect }) => {
        const midway = await connect("agentExecute");
        const other = await connect("agentExecute", { as: "second" });
        const atOnce = await connect("agentExecute");
        const execute = midway.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        await execute.next();
        const execute2 = other.send("execute", {
          type: "execute",
          request_id: "req-31",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        midway.reset();
        atOnce.send("execute", {
          type: "execute",
          request_id: "req-32",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        atOnce.reset();
        const otherReplies = await execute2.ended();
        expect(otherReplies).to.follow("progress+ complete | progress* (error | cancelled)");
        expect(otherReplies).to.succeed();
        const execute4 = other.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute4.ended()).to.succeed();
      }),
    );
  });
});
