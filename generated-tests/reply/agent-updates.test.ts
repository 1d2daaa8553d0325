// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("reply - agentUpdates", () => {
  // #/operations/attachRunner
  describe("attachRunner", () => {
    it(
      "is answered with attached",
      scenario(
        {
          covers: [
            "#/operations/attachRunner",
            "#/operations/attachRunner/reply",
            "#/operations/attachRunner/x-contract/echoes/reply#~1runner",
          ],
        },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          const replies = await attach.ended();
          expect(replies).to.follow("attached");
          expect(replies).to.succeed();
          expect(replies).to.echo({ "attached#/runner": "local-runner" });
        },
      ),
    );
  });

  // #/operations/reportStatus
  describe("reportStatus", () => {
    it(
      "is answered with reported | error",
      scenario(
        { covers: ["#/operations/reportStatus", "#/operations/reportStatus/reply"], exclusive: "channel" },
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
          const replies = await reportStatus.ended();
          expect(replies).to.follow("reported | error");
          expect(replies).to.succeed();
        },
      ),
    );

    it(
      "foreign runner id: error",
      scenario(
        { covers: ["#/components/operationTraits/report/x-contract/cases/0"], exclusive: "channel" },
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
            runner_id: "00000000-0000-4000-8000-000000000000",
            agent_id: "test-agent",
            state: "busy",
          });
          const replies = await reportStatus.ended();
          expect(replies).to.follow("error");
          expect(replies).to.carry({ "error#/code": "RUNNER_UNKNOWN" });
        },
      ),
    );
  });

  // #/operations/reportLog
  describe("reportLog", () => {
    it(
      "is answered with reported | error",
      scenario(
        { covers: ["#/operations/reportLog", "#/operations/reportLog/reply"], exclusive: "channel" },
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
          const replies = await reportLog.ended();
          expect(replies).to.follow("reported | error");
          expect(replies).to.succeed();
        },
      ),
    );

    it(
      "foreign runner id: error",
      scenario(
        { covers: ["#/components/operationTraits/report/x-contract/cases/0"], exclusive: "channel" },
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
            runner_id: "00000000-0000-4000-8000-000000000000",
            agent_id: "test-agent",
            level: "info",
            line: "reading report.md",
          });
          const replies = await reportLog.ended();
          expect(replies).to.follow("error");
          expect(replies).to.carry({ "error#/code": "RUNNER_UNKNOWN" });
        },
      ),
    );
  });

  // #/operations/reportResult
  describe("reportResult", () => {
    it(
      "is answered with reported | error",
      scenario(
        { covers: ["#/operations/reportResult", "#/operations/reportResult/reply"], exclusive: "channel" },
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
          const replies = await reportResult.ended();
          expect(replies).to.follow("reported | error");
          expect(replies).to.succeed();
        },
      ),
    );

    it(
      "foreign runner id: error",
      scenario(
        { covers: ["#/components/operationTraits/report/x-contract/cases/0"], exclusive: "channel" },
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
            runner_id: "00000000-0000-4000-8000-000000000000",
            agent_id: "test-agent",
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          const replies = await reportResult.ended();
          expect(replies).to.follow("error");
          expect(replies).to.carry({ "error#/code": "RUNNER_UNKNOWN" });
        },
      ),
    );
  });
});
