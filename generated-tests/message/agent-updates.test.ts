// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("message - agentUpdates", () => {
  // #/channels/agentUpdates/messages/subscribe
  describe("subscribe", () => {
    it(
      "answers the example testAgent with success",
      scenario(
        {
          covers: [
            "#/channels/agentUpdates/messages/subscribe",
            "#/components/messages/subscribe/examples/0",
          ],
        },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const subscribe = client.send("subscribe", { type: "subscribe", agent_id: "test-agent" });
          expect(await subscribe.ended()).to.succeed();
        },
      ),
    );

    it(
      "accepts agent_id of 1 character (minLength 1)",
      scenario({ covers: ["#/components/schemas/AgentId/minLength"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const subscribe = client.send("subscribe", { type: "subscribe", agent_id: "x" });
        expect(await subscribe.ended()).to.be.accepted();
      }),
    );

    it(
      "accepts agent_id of 64 characters (maxLength 64)",
      scenario({ covers: ["#/components/schemas/AgentId/maxLength"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const subscribe = client.send("subscribe", { type: "subscribe", agent_id: "x".repeat(64) });
        expect(await subscribe.ended()).to.be.accepted();
      }),
    );
  });

  // #/channels/agentUpdates/messages/unsubscribe
  describe("unsubscribe", () => {
    it(
      "answers the example testAgent with success",
      scenario(
        {
          covers: [
            "#/channels/agentUpdates/messages/unsubscribe",
            "#/components/messages/unsubscribe/examples/0",
          ],
        },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const subscribe = client.send("subscribe", { type: "subscribe", agent_id: "test-agent" });
          expect(await subscribe.ended()).to.succeed();
          const unsubscribe = client.send("unsubscribe", { type: "unsubscribe", agent_id: "test-agent" });
          expect(await unsubscribe.ended()).to.succeed();
        },
      ),
    );

    it(
      "accepts agent_id of 1 character (minLength 1)",
      scenario({ covers: ["#/components/schemas/AgentId/minLength"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const subscribe = client.send("subscribe", { type: "subscribe", agent_id: "x" });
        expect(await subscribe.ended()).to.succeedIfTaken();
        const unsubscribe = client.send("unsubscribe", { type: "unsubscribe", agent_id: "x" });
        expect(await unsubscribe.ended()).to.be.accepted();
      }),
    );

    it(
      "accepts agent_id of 64 characters (maxLength 64)",
      scenario({ covers: ["#/components/schemas/AgentId/maxLength"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const subscribe = client.send("subscribe", { type: "subscribe", agent_id: "x".repeat(64) });
        expect(await subscribe.ended()).to.succeedIfTaken();
        const unsubscribe = client.send("unsubscribe", { type: "unsubscribe", agent_id: "x".repeat(64) });
        expect(await unsubscribe.ended()).to.be.accepted();
      }),
    );
  });

  // #/channels/agentUpdates/messages/attach
  describe("attach", () => {
    it(
      "answers the example localRunner with success",
      scenario(
        { covers: ["#/channels/agentUpdates/messages/attach", "#/components/messages/attach/examples/0"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
        },
      ),
    );

    it(
      "accepts request_id of 1 character (minLength 1)",
      scenario({ covers: ["#/components/schemas/RequestId/minLength"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const attach = client.send("attach", { type: "attach", request_id: "x", runner: "local-runner" });
        expect(await attach.ended()).to.be.accepted();
      }),
    );

    it(
      "accepts request_id of 64 characters (maxLength 64)",
      scenario({ covers: ["#/components/schemas/RequestId/maxLength"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const attach = client.send("attach", {
          type: "attach",
          request_id: "x".repeat(64),
          runner: "local-runner",
        });
        expect(await attach.ended()).to.be.accepted();
      }),
    );

    it(
      "accepts runner of 1 character (minLength 1)",
      scenario(
        { covers: ["#/components/messages/attach/payload/properties/runner/minLength"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", { type: "attach", request_id: "req-40", runner: "x" });
          expect(await attach.ended()).to.be.accepted();
        },
      ),
    );

    it(
      "accepts runner of 64 characters (maxLength 64)",
      scenario(
        { covers: ["#/components/messages/attach/payload/properties/runner/maxLength"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "x".repeat(64),
          });
          expect(await attach.ended()).to.be.accepted();
        },
      ),
    );
  });

  // #/channels/agentUpdates/messages/report_status
  describe("report_status", () => {
    it(
      "answers the example busy with success",
      scenario(
        {
          covers: [
            "#/channels/agentUpdates/messages/report_status",
            "#/components/messages/reportStatus/examples/0",
          ],
          exclusive: "channel",
        },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportStatus = client.send("report_status", {
            type: "report_status",
            request_id: "req-41",
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "test-agent",
            state: "busy",
          });
          expect(await reportStatus.ended()).to.succeed();
        },
      ),
    );

    it(
      "answers the example failed with success",
      scenario(
        {
          covers: [
            "#/channels/agentUpdates/messages/report_status",
            "#/components/messages/reportStatus/examples/1",
          ],
          exclusive: "channel",
        },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportStatus = client.send("report_status", {
            type: "report_status",
            request_id: "req-42",
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "test-agent",
            state: "failed",
            note: "The model does not answer.",
          });
          expect(await reportStatus.ended()).to.succeed();
        },
      ),
    );

    it(
      "accepts everything at once",
      scenario(
        { covers: ["#/components/messages/reportStatus/payload"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportStatus = client.send("report_status", {
            type: "report_status",
            request_id: "req-41",
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "test-agent",
            state: "busy",
            note: "A note",
          });
          expect(await reportStatus.ended()).to.be.accepted();
        },
      ),
    );

    it(
      "accepts request_id of 1 character (minLength 1)",
      scenario(
        { covers: ["#/components/schemas/RequestId/minLength"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportStatus = client.send("report_status", {
            type: "report_status",
            request_id: "x",
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "test-agent",
            state: "busy",
          });
          expect(await reportStatus.ended()).to.be.accepted();
        },
      ),
    );

    it(
      "accepts request_id of 64 characters (maxLength 64)",
      scenario(
        { covers: ["#/components/schemas/RequestId/maxLength"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportStatus = client.send("report_status", {
            type: "report_status",
            request_id: "x".repeat(64),
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "test-agent",
            state: "busy",
          });
          expect(await reportStatus.ended()).to.be.accepted();
        },
      ),
    );

    it(
      "accepts agent_id of 1 character (minLength 1)",
      scenario(
        { covers: ["#/components/schemas/AgentId/minLength"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportStatus = client.send("report_status", {
            type: "report_status",
            request_id: "req-41",
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "x",
            state: "busy",
          });
          expect(await reportStatus.ended()).to.be.accepted();
        },
      ),
    );

    it(
      "accepts agent_id of 64 characters (maxLength 64)",
      scenario(
        { covers: ["#/components/schemas/AgentId/maxLength"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportStatus = client.send("report_status", {
            type: "report_status",
            request_id: "req-41",
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "x".repeat(64),
            state: "busy",
          });
          expect(await reportStatus.ended()).to.be.accepted();
        },
      ),
    );

    it(
      'accepts state "idle"',
      scenario(
        { covers: ["#/components/schemas/AgentState/enum/0"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportStatus = client.send("report_status", {
            type: "report_status",
            request_id: "req-41",
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "test-agent",
            state: "idle",
          });
          expect(await reportStatus.ended()).to.be.accepted();
        },
      ),
    );

    it(
      'accepts state "failed"',
      scenario(
        { covers: ["#/components/schemas/AgentState/enum/2"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportStatus = client.send("report_status", {
            type: "report_status",
            request_id: "req-41",
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "test-agent",
            state: "failed",
          });
          expect(await reportStatus.ended()).to.be.accepted();
        },
      ),
    );

    it(
      'accepts state "stopped"',
      scenario(
        { covers: ["#/components/schemas/AgentState/enum/3"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportStatus = client.send("report_status", {
            type: "report_status",
            request_id: "req-41",
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "test-agent",
            state: "stopped",
          });
          expect(await reportStatus.ended()).to.be.accepted();
        },
      ),
    );

    it(
      "accepts note of 200 characters (maxLength 200)",
      scenario(
        { covers: ["#/components/schemas/Note/maxLength"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportStatus = client.send("report_status", {
            type: "report_status",
            request_id: "req-41",
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "test-agent",
            state: "busy",
            note: "x".repeat(200),
          });
          expect(await reportStatus.ended()).to.be.accepted();
        },
      ),
    );
  });

  // #/channels/agentUpdates/messages/report_log
  describe("report_log", () => {
    it(
      "answers the example reading with success",
      scenario(
        {
          covers: [
            "#/channels/agentUpdates/messages/report_log",
            "#/components/messages/reportLog/examples/0",
          ],
          exclusive: "channel",
        },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportLog = client.send("report_log", {
            type: "report_log",
            request_id: "req-43",
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "test-agent",
            level: "info",
            line: "reading report.md",
          });
          expect(await reportLog.ended()).to.succeed();
        },
      ),
    );

    it(
      "accepts request_id of 1 character (minLength 1)",
      scenario(
        { covers: ["#/components/schemas/RequestId/minLength"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportLog = client.send("report_log", {
            type: "report_log",
            request_id: "x",
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "test-agent",
            level: "info",
            line: "reading report.md",
          });
          expect(await reportLog.ended()).to.be.accepted();
        },
      ),
    );

    it(
      "accepts request_id of 64 characters (maxLength 64)",
      scenario(
        { covers: ["#/components/schemas/RequestId/maxLength"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportLog = client.send("report_log", {
            type: "report_log",
            request_id: "x".repeat(64),
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "test-agent",
            level: "info",
            line: "reading report.md",
          });
          expect(await reportLog.ended()).to.be.accepted();
        },
      ),
    );

    it(
      "accepts agent_id of 1 character (minLength 1)",
      scenario(
        { covers: ["#/components/schemas/AgentId/minLength"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportLog = client.send("report_log", {
            type: "report_log",
            request_id: "req-43",
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "x",
            level: "info",
            line: "reading report.md",
          });
          expect(await reportLog.ended()).to.be.accepted();
        },
      ),
    );

    it(
      "accepts agent_id of 64 characters (maxLength 64)",
      scenario(
        { covers: ["#/components/schemas/AgentId/maxLength"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportLog = client.send("report_log", {
            type: "report_log",
            request_id: "req-43",
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "x".repeat(64),
            level: "info",
            line: "reading report.md",
          });
          expect(await reportLog.ended()).to.be.accepted();
        },
      ),
    );

    it(
      'accepts level "debug"',
      scenario(
        { covers: ["#/components/schemas/LogLevel/enum/0"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportLog = client.send("report_log", {
            type: "report_log",
            request_id: "req-43",
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "test-agent",
            level: "debug",
            line: "reading report.md",
          });
          expect(await reportLog.ended()).to.be.accepted();
        },
      ),
    );

    it(
      'accepts level "warning"',
      scenario(
        { covers: ["#/components/schemas/LogLevel/enum/2"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportLog = client.send("report_log", {
            type: "report_log",
            request_id: "req-43",
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "test-agent",
            level: "warning",
            line: "reading report.md",
          });
          expect(await reportLog.ended()).to.be.accepted();
        },
      ),
    );

    it(
      'accepts level "error"',
      scenario(
        { covers: ["#/components/schemas/LogLevel/enum/3"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportLog = client.send("report_log", {
            type: "report_log",
            request_id: "req-43",
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "test-agent",
            level: "error",
            line: "reading report.md",
          });
          expect(await reportLog.ended()).to.be.accepted();
        },
      ),
    );

    it(
      "accepts line of 2000 characters (maxLength 2000)",
      scenario(
        { covers: ["#/components/schemas/LogLine/maxLength"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportLog = client.send("report_log", {
            type: "report_log",
            request_id: "req-43",
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "test-agent",
            level: "info",
            line: "x".repeat(2000),
          });
          expect(await reportLog.ended()).to.be.accepted();
        },
      ),
    );
  });

  // #/channels/agentUpdates/messages/report_result
  describe("report_result", () => {
    it(
      "answers the example succeeded with success",
      scenario(
        {
          covers: [
            "#/channels/agentUpdates/messages/report_result",
            "#/components/messages/reportResult/examples/0",
          ],
          exclusive: "channel",
        },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportResult = client.send("report_result", {
            type: "report_result",
            request_id: "req-44",
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "test-agent",
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await reportResult.ended()).to.succeed();
        },
      ),
    );

    it(
      "answers the example failed with success",
      scenario(
        {
          covers: [
            "#/channels/agentUpdates/messages/report_result",
            "#/components/messages/reportResult/examples/1",
          ],
          exclusive: "channel",
        },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportResult = client.send("report_result", {
            type: "report_result",
            request_id: "req-45",
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "test-agent",
            outcome: "failed",
          });
          expect(await reportResult.ended()).to.succeed();
        },
      ),
    );

    it(
      "accepts only what is required",
      scenario(
        { covers: ["#/components/messages/reportResult/payload"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportResult = client.send("report_result", {
            type: "report_result",
            request_id: "req-44",
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "test-agent",
            outcome: "succeeded",
          });
          expect(await reportResult.ended()).to.be.accepted();
        },
      ),
    );

    it(
      "accepts request_id of 1 character (minLength 1)",
      scenario(
        { covers: ["#/components/schemas/RequestId/minLength"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportResult = client.send("report_result", {
            type: "report_result",
            request_id: "x",
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "test-agent",
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await reportResult.ended()).to.be.accepted();
        },
      ),
    );

    it(
      "accepts request_id of 64 characters (maxLength 64)",
      scenario(
        { covers: ["#/components/schemas/RequestId/maxLength"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportResult = client.send("report_result", {
            type: "report_result",
            request_id: "x".repeat(64),
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "test-agent",
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await reportResult.ended()).to.be.accepted();
        },
      ),
    );

    it(
      "accepts agent_id of 1 character (minLength 1)",
      scenario(
        { covers: ["#/components/schemas/AgentId/minLength"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportResult = client.send("report_result", {
            type: "report_result",
            request_id: "req-44",
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "x",
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await reportResult.ended()).to.be.accepted();
        },
      ),
    );

    it(
      "accepts agent_id of 64 characters (maxLength 64)",
      scenario(
        { covers: ["#/components/schemas/AgentId/maxLength"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportResult = client.send("report_result", {
            type: "report_result",
            request_id: "req-44",
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "x".repeat(64),
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await reportResult.ended()).to.be.accepted();
        },
      ),
    );

    it(
      'accepts outcome "failed"',
      scenario(
        { covers: ["#/components/schemas/AgentOutcome/enum/1"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const reportResult = client.send("report_result", {
            type: "report_result",
            request_id: "req-44",
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "test-agent",
            outcome: "failed",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await reportResult.ended()).to.be.accepted();
        },
      ),
    );
  });
});
