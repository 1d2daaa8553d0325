// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("push - agentUpdates", () => {
  // #/operations/listAgents
  describe("listAgents", () => {
    it(
      "list_agents reaches its sender and nobody else, and the answer is taken",
      scenario(
        {
          covers: [
            "#/operations/listAgents",
            "#/operations/listAgents/x-contract/trigger",
            "#/operations/listAgents/x-contract/audience",
          ],
          exclusive: "channel",
        },
        async ({ connect }) => {
          const sender = await connect("agentUpdates");
          const bystander = await connect("agentUpdates", { as: "second" });
          const attach = sender.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          await sender.pushed("list_agents");
          expect(await bystander.quiet()).to.have.none("list_agents");
          const reportStatus = sender.send("report_status", {
            type: "report_status",
            request_id: "req-41",
            runner_id: sender.value("attached", "/runner_id"),
            agent_id: "test-agent",
            state: "busy",
          });
          expect(await reportStatus.ended()).to.succeed();
        },
      ),
    );
  });

  // #/operations/pushStatus
  describe("pushStatus", () => {
    it(
      "status reaches those who asked for it and nobody else",
      scenario(
        {
          covers: [
            "#/operations/pushStatus",
            "#/operations/pushStatus/x-contract/trigger",
            "#/operations/pushStatus/x-contract/audience",
            "#/operations/pushStatus/x-contract/echoes/~1agent_id",
            "#/operations/pushStatus/x-contract/echoes/~1state",
          ],
          exclusive: "channel",
        },
        async ({ connect }) => {
          const sender = await connect("agentUpdates");
          const subscriber = await connect("agentUpdates", { as: "second" });
          const subscribe = subscriber.send("subscribe", { type: "subscribe", agent_id: "test-agent" });
          expect(await subscribe.ended()).to.succeed();
          const bystander = await connect("agentUpdates", { as: "third" });
          const attach = sender.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportStatus = sender.send("report_status", {
            type: "report_status",
            request_id: "req-41",
            runner_id: sender.value("attached", "/runner_id"),
            agent_id: "test-agent",
            state: "busy",
          });
          expect(await reportStatus.ended()).to.succeed();
          expect(await subscriber.pushed("status")).to.carry({ "/agent_id": "test-agent", "/state": "busy" });
          expect(await bystander.quiet()).to.have.none("status");
          expect(await sender.quiet()).to.have.none("status");
        },
      ),
    );

    it(
      'status is delivered with state "idle"',
      scenario(
        {
          covers: ["#/operations/pushStatus", "#/components/schemas/AgentState/enum/0"],
          exclusive: "channel",
        },
        async ({ connect }) => {
          const sender = await connect("agentUpdates");
          const subscriber = await connect("agentUpdates", { as: "second" });
          const subscribe = subscriber.send("subscribe", { type: "subscribe", agent_id: "test-agent" });
          expect(await subscribe.ended()).to.succeed();
          await connect("agentUpdates", { as: "third" });
          const attach = sender.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportStatus = sender.send("report_status", {
            type: "report_status",
            request_id: "req-41",
            runner_id: sender.value("attached", "/runner_id"),
            agent_id: "test-agent",
            state: "idle",
          });
          expect(await reportStatus.ended()).to.succeedIfTaken();
          expect(await subscriber.pushed("status")).to.carry({ "/state": "idle" });
        },
      ),
    );

    it(
      'status is delivered with state "failed"',
      scenario(
        {
          covers: ["#/operations/pushStatus", "#/components/schemas/AgentState/enum/2"],
          exclusive: "channel",
        },
        async ({ connect }) => {
          const sender = await connect("agentUpdates");
          const subscriber = await connect("agentUpdates", { as: "second" });
          const subscribe = subscriber.send("subscribe", { type: "subscribe", agent_id: "test-agent" });
          expect(await subscribe.ended()).to.succeed();
          await connect("agentUpdates", { as: "third" });
          const attach = sender.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportStatus = sender.send("report_status", {
            type: "report_status",
            request_id: "req-41",
            runner_id: sender.value("attached", "/runner_id"),
            agent_id: "test-agent",
            state: "failed",
          });
          expect(await reportStatus.ended()).to.succeedIfTaken();
          expect(await subscriber.pushed("status")).to.carry({ "/state": "failed" });
        },
      ),
    );

    it(
      'status is delivered with state "stopped"',
      scenario(
        {
          covers: ["#/operations/pushStatus", "#/components/schemas/AgentState/enum/3"],
          exclusive: "channel",
        },
        async ({ connect }) => {
          const sender = await connect("agentUpdates");
          const subscriber = await connect("agentUpdates", { as: "second" });
          const subscribe = subscriber.send("subscribe", { type: "subscribe", agent_id: "test-agent" });
          expect(await subscribe.ended()).to.succeed();
          await connect("agentUpdates", { as: "third" });
          const attach = sender.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportStatus = sender.send("report_status", {
            type: "report_status",
            request_id: "req-41",
            runner_id: sender.value("attached", "/runner_id"),
            agent_id: "test-agent",
            state: "stopped",
          });
          expect(await reportStatus.ended()).to.succeedIfTaken();
          expect(await subscriber.pushed("status")).to.carry({ "/state": "stopped" });
        },
      ),
    );

    it(
      "status does not reach a subscribe of another agent_id",
      scenario(
        { covers: ["#/operations/pushStatus/x-contract/audience"], exclusive: "channel" },
        async ({ connect }) => {
          const listener = await connect("agentUpdates", { as: "second" });
          const subscribe = listener.send("subscribe", { type: "subscribe", agent_id: "test-agent-2" });
          expect(await subscribe.ended()).to.succeedIfTaken();
          const sender = await connect("agentUpdates");
          const attach = sender.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportStatus = sender.send("report_status", {
            type: "report_status",
            request_id: "req-41",
            runner_id: sender.value("attached", "/runner_id"),
            agent_id: "test-agent",
            state: "busy",
          });
          expect(await reportStatus.ended()).to.succeed();
          expect(await listener.quiet()).to.have.none("status");
        },
      ),
    );

    it(
      "status reaches its sender too, who has asked for it, each time",
      scenario({ covers: ["#/operations/pushStatus"], exclusive: "channel" }, async ({ connect }) => {
        const sender = await connect("agentUpdates");
        const subscribe = sender.send("subscribe", { type: "subscribe", agent_id: "test-agent" });
        expect(await subscribe.ended()).to.succeed();
        const attach = sender.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
        const reportStatus = sender.send("report_status", {
          type: "report_status",
          request_id: "req-41",
          runner_id: sender.value("attached", "/runner_id"),
          agent_id: "test-agent",
          state: "busy",
        });
        expect(await reportStatus.ended()).to.succeed();
        await sender.pushed("status");
        const reportStatus2 = sender.send("report_status", {
          type: "report_status",
          request_id: "req-42",
          runner_id: sender.value("attached", "/runner_id"),
          agent_id: "test-agent",
          state: "busy",
        });
        expect(await reportStatus2.ended()).to.succeed();
        await sender.pushed("status");
        await sender.quiet();
      }),
    );

    it(
      "status reaches nobody after unsubscribe",
      scenario(
        { covers: ["#/operations/pushStatus", "#/operations/unsubscribe"], exclusive: "channel" },
        async ({ connect }) => {
          const listener = await connect("agentUpdates", { as: "second" });
          const subscribe = listener.send("subscribe", { type: "subscribe", agent_id: "test-agent" });
          expect(await subscribe.ended()).to.succeed();
          const unsubscribe = listener.send("unsubscribe", { type: "unsubscribe", agent_id: "test-agent" });
          expect(await unsubscribe.ended()).to.succeed();
          const sender = await connect("agentUpdates");
          const attach = sender.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportStatus = sender.send("report_status", {
            type: "report_status",
            request_id: "req-41",
            runner_id: sender.value("attached", "/runner_id"),
            agent_id: "test-agent",
            state: "busy",
          });
          expect(await reportStatus.ended()).to.succeed();
          expect(await listener.quiet()).to.have.none("status");
        },
      ),
    );
  });

  // #/operations/pushLog
  describe("pushLog", () => {
    it(
      "log reaches those who asked for it and nobody else",
      scenario(
        {
          covers: [
            "#/operations/pushLog",
            "#/operations/pushLog/x-contract/trigger",
            "#/operations/pushLog/x-contract/audience",
            "#/operations/pushLog/x-contract/echoes/~1agent_id",
            "#/operations/pushLog/x-contract/echoes/~1level",
            "#/operations/pushLog/x-contract/echoes/~1line",
          ],
          exclusive: "channel",
        },
        async ({ connect }) => {
          const sender = await connect("agentUpdates");
          const subscriber = await connect("agentUpdates", { as: "second" });
          const subscribe = subscriber.send("subscribe", { type: "subscribe", agent_id: "test-agent" });
          expect(await subscribe.ended()).to.succeed();
          const bystander = await connect("agentUpdates", { as: "third" });
          const attach = sender.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportLog = sender.send("report_log", {
            type: "report_log",
            request_id: "req-43",
            runner_id: sender.value("attached", "/runner_id"),
            agent_id: "test-agent",
            level: "info",
            line: "reading report.md",
          });
          expect(await reportLog.ended()).to.succeed();
          expect(await subscriber.pushed("log")).to.carry({
            "/agent_id": "test-agent",
            "/level": "info",
            "/line": "reading report.md",
          });
          expect(await bystander.quiet()).to.have.none("log");
          expect(await sender.quiet()).to.have.none("log");
        },
      ),
    );

    it(
      'log is delivered with level "debug"',
      scenario(
        { covers: ["#/operations/pushLog", "#/components/schemas/LogLevel/enum/0"], exclusive: "channel" },
        async ({ connect }) => {
          const sender = await connect("agentUpdates");
          const subscriber = await connect("agentUpdates", { as: "second" });
          const subscribe = subscriber.send("subscribe", { type: "subscribe", agent_id: "test-agent" });
          expect(await subscribe.ended()).to.succeed();
          await connect("agentUpdates", { as: "third" });
          const attach = sender.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportLog = sender.send("report_log", {
            type: "report_log",
            request_id: "req-43",
            runner_id: sender.value("attached", "/runner_id"),
            agent_id: "test-agent",
            level: "debug",
            line: "reading report.md",
          });
          expect(await reportLog.ended()).to.succeedIfTaken();
          expect(await subscriber.pushed("log")).to.carry({ "/level": "debug" });
        },
      ),
    );

    it(
      'log is delivered with level "warning"',
      scenario(
        { covers: ["#/operations/pushLog", "#/components/schemas/LogLevel/enum/2"], exclusive: "channel" },
        async ({ connect }) => {
          const sender = await connect("agentUpdates");
          const subscriber = await connect("agentUpdates", { as: "second" });
          const subscribe = subscriber.send("subscribe", { type: "subscribe", agent_id: "test-agent" });
          expect(await subscribe.ended()).to.succeed();
          await connect("agentUpdates", { as: "third" });
          const attach = sender.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportLog = sender.send("report_log", {
            type: "report_log",
            request_id: "req-43",
            runner_id: sender.value("attached", "/runner_id"),
            agent_id: "test-agent",
            level: "warning",
            line: "reading report.md",
          });
          expect(await reportLog.ended()).to.succeedIfTaken();
          expect(await subscriber.pushed("log")).to.carry({ "/level": "warning" });
        },
      ),
    );

    it(
      'log is delivered with level "error"',
      scenario(
        { covers: ["#/operations/pushLog", "#/components/schemas/LogLevel/enum/3"], exclusive: "channel" },
        async ({ connect }) => {
          const sender = await connect("agentUpdates");
          const subscriber = await connect("agentUpdates", { as: "second" });
          const subscribe = subscriber.send("subscribe", { type: "subscribe", agent_id: "test-agent" });
          expect(await subscribe.ended()).to.succeed();
          await connect("agentUpdates", { as: "third" });
          const attach = sender.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportLog = sender.send("report_log", {
            type: "report_log",
            request_id: "req-43",
            runner_id: sender.value("attached", "/runner_id"),
            agent_id: "test-agent",
            level: "error",
            line: "reading report.md",
          });
          expect(await reportLog.ended()).to.succeedIfTaken();
          expect(await subscriber.pushed("log")).to.carry({ "/level": "error" });
        },
      ),
    );

    it(
      "log does not reach a subscribe of another agent_id",
      scenario(
        { covers: ["#/operations/pushLog/x-contract/audience"], exclusive: "channel" },
        async ({ connect }) => {
          const listener = await connect("agentUpdates", { as: "second" });
          const subscribe = listener.send("subscribe", { type: "subscribe", agent_id: "test-agent-2" });
          expect(await subscribe.ended()).to.succeedIfTaken();
          const sender = await connect("agentUpdates");
          const attach = sender.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportLog = sender.send("report_log", {
            type: "report_log",
            request_id: "req-43",
            runner_id: sender.value("attached", "/runner_id"),
            agent_id: "test-agent",
            level: "info",
            line: "reading report.md",
          });
          expect(await reportLog.ended()).to.succeed();
          expect(await listener.quiet()).to.have.none("log");
        },
      ),
    );

    it(
      "log reaches its sender too, who has asked for it, each time",
      scenario({ covers: ["#/operations/pushLog"], exclusive: "channel" }, async ({ connect }) => {
        const sender = await connect("agentUpdates");
        const subscribe = sender.send("subscribe", { type: "subscribe", agent_id: "test-agent" });
        expect(await subscribe.ended()).to.succeed();
        const attach = sender.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
        const reportLog = sender.send("report_log", {
          type: "report_log",
          request_id: "req-43",
          runner_id: sender.value("attached", "/runner_id"),
          agent_id: "test-agent",
          level: "info",
          line: "reading report.md",
        });
        expect(await reportLog.ended()).to.succeed();
        await sender.pushed("log");
        const reportLog2 = sender.send("report_log", {
          type: "report_log",
          request_id: "req-44",
          runner_id: sender.value("attached", "/runner_id"),
          agent_id: "test-agent",
          level: "info",
          line: "reading report.md",
        });
        expect(await reportLog2.ended()).to.succeed();
        await sender.pushed("log");
        await sender.quiet();
      }),
    );

    it(
      "log reaches nobody after unsubscribe",
      scenario(
        { covers: ["#/operations/pushLog", "#/operations/unsubscribe"], exclusive: "channel" },
        async ({ connect }) => {
          const listener = await connect("agentUpdates", { as: "second" });
          const subscribe = listener.send("subscribe", { type: "subscribe", agent_id: "test-agent" });
          expect(await subscribe.ended()).to.succeed();
          const unsubscribe = listener.send("unsubscribe", { type: "unsubscribe", agent_id: "test-agent" });
          expect(await unsubscribe.ended()).to.succeed();
          const sender = await connect("agentUpdates");
          const attach = sender.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportLog = sender.send("report_log", {
            type: "report_log",
            request_id: "req-43",
            runner_id: sender.value("attached", "/runner_id"),
            agent_id: "test-agent",
            level: "info",
            line: "reading report.md",
          });
          expect(await reportLog.ended()).to.succeed();
          expect(await listener.quiet()).to.have.none("log");
        },
      ),
    );
  });

  // #/operations/pushResult
  describe("pushResult", () => {
    it(
      "result reaches those who asked for it and nobody else",
      scenario(
        {
          covers: [
            "#/operations/pushResult",
            "#/operations/pushResult/x-contract/trigger",
            "#/operations/pushResult/x-contract/audience",
            "#/operations/pushResult/x-contract/echoes/~1agent_id",
            "#/operations/pushResult/x-contract/echoes/~1outcome",
            "#/operations/pushResult/x-contract/echoes/~1output",
          ],
          exclusive: "channel",
        },
        async ({ connect }) => {
          const sender = await connect("agentUpdates");
          const subscriber = await connect("agentUpdates", { as: "second" });
          const subscribe = subscriber.send("subscribe", { type: "subscribe", agent_id: "test-agent" });
          expect(await subscribe.ended()).to.succeed();
          const bystander = await connect("agentUpdates", { as: "third" });
          const attach = sender.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportResult = sender.send("report_result", {
            type: "report_result",
            request_id: "req-44",
            runner_id: sender.value("attached", "/runner_id"),
            agent_id: "test-agent",
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await reportResult.ended()).to.succeed();
          expect(await subscriber.pushed("result")).to.carry({
            "/agent_id": "test-agent",
            "/outcome": "succeeded",
            "/output": { summary: "Sales grew.", sentences: 1 },
          });
          expect(await bystander.quiet()).to.have.none("result");
          expect(await sender.quiet()).to.have.none("result");
        },
      ),
    );

    it(
      'result is delivered with outcome "failed"',
      scenario(
        {
          covers: ["#/operations/pushResult", "#/components/schemas/AgentOutcome/enum/1"],
          exclusive: "channel",
        },
        async ({ connect }) => {
          const sender = await connect("agentUpdates");
          const subscriber = await connect("agentUpdates", { as: "second" });
          const subscribe = subscriber.send("subscribe", { type: "subscribe", agent_id: "test-agent" });
          expect(await subscribe.ended()).to.succeed();
          await connect("agentUpdates", { as: "third" });
          const attach = sender.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportResult = sender.send("report_result", {
            type: "report_result",
            request_id: "req-44",
            runner_id: sender.value("attached", "/runner_id"),
            agent_id: "test-agent",
            outcome: "failed",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await reportResult.ended()).to.succeedIfTaken();
          expect(await subscriber.pushed("result")).to.carry({ "/outcome": "failed" });
        },
      ),
    );

    it(
      "result does not reach a subscribe of another agent_id",
      scenario(
        { covers: ["#/operations/pushResult/x-contract/audience"], exclusive: "channel" },
        async ({ connect }) => {
          const listener = await connect("agentUpdates", { as: "second" });
          const subscribe = listener.send("subscribe", { type: "subscribe", agent_id: "test-agent-2" });
          expect(await subscribe.ended()).to.succeedIfTaken();
          const sender = await connect("agentUpdates");
          const attach = sender.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportResult = sender.send("report_result", {
            type: "report_result",
            request_id: "req-44",
            runner_id: sender.value("attached", "/runner_id"),
            agent_id: "test-agent",
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await reportResult.ended()).to.succeed();
          expect(await listener.quiet()).to.have.none("result");
        },
      ),
    );

    it(
      "result reaches its sender too, who has asked for it, each time",
      scenario({ covers: ["#/operations/pushResult"], exclusive: "channel" }, async ({ connect }) => {
        const sender = await connect("agentUpdates");
        const subscribe = sender.send("subscribe", { type: "subscribe", agent_id: "test-agent" });
        expect(await subscribe.ended()).to.succeed();
        const attach = sender.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
        const reportResult = sender.send("report_result", {
          type: "report_result",
          request_id: "req-44",
          runner_id: sender.value("attached", "/runner_id"),
          agent_id: "test-agent",
          outcome: "succeeded",
          output: { summary: "Sales grew.", sentences: 1 },
        });
        expect(await reportResult.ended()).to.succeed();
        await sender.pushed("result");
        const reportResult2 = sender.send("report_result", {
          type: "report_result",
          request_id: "req-45",
          runner_id: sender.value("attached", "/runner_id"),
          agent_id: "test-agent",
          outcome: "succeeded",
          output: { summary: "Sales grew.", sentences: 1 },
        });
        expect(await reportResult2.ended()).to.succeed();
        await sender.pushed("result");
        await sender.quiet();
      }),
    );

    it(
      "result reaches nobody after unsubscribe",
      scenario(
        { covers: ["#/operations/pushResult", "#/operations/unsubscribe"], exclusive: "channel" },
        async ({ connect }) => {
          const listener = await connect("agentUpdates", { as: "second" });
          const subscribe = listener.send("subscribe", { type: "subscribe", agent_id: "test-agent" });
          expect(await subscribe.ended()).to.succeed();
          const unsubscribe = listener.send("unsubscribe", { type: "unsubscribe", agent_id: "test-agent" });
          expect(await unsubscribe.ended()).to.succeed();
          const sender = await connect("agentUpdates");
          const attach = sender.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportResult = sender.send("report_result", {
            type: "report_result",
            request_id: "req-44",
            runner_id: sender.value("attached", "/runner_id"),
            agent_id: "test-agent",
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await reportResult.ended()).to.succeed();
          expect(await listener.quiet()).to.have.none("result");
        },
      ),
    );
  });
});
