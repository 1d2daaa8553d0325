// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { any, scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("property - agentUpdates", () => {
  // #/channels/agentUpdates/messages/subscribe
  describe("subscribe", () => {
    it(
      "accepts any valid subscribe",
      scenario.property(
        { covers: ["#/channels/agentUpdates/messages/subscribe"] },
        any.valid("agentUpdates", "subscribe"),
        async ({ connect }, payload) => {
          const client = await connect("agentUpdates");
          expect(await client.converse("subscribe", payload)).to.be.accepted();
        },
      ),
    );

    it(
      "refuses any broken subscribe",
      scenario.property(
        { covers: ["#/channels/agentUpdates/messages/subscribe", "#/x-contract/rejects/invalid"] },
        any.broken("agentUpdates", "subscribe"),
        async ({ connect }, payload) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson(payload);
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
        },
      ),
    );
  });

  // #/channels/agentUpdates/messages/unsubscribe
  describe("unsubscribe", () => {
    it(
      "refuses any broken unsubscribe",
      scenario.property(
        { covers: ["#/channels/agentUpdates/messages/unsubscribe", "#/x-contract/rejects/invalid"] },
        any.broken("agentUpdates", "unsubscribe"),
        async ({ connect }, payload) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson(payload);
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
        },
      ),
    );
  });

  // #/channels/agentUpdates/messages/attach
  describe("attach", () => {
    it(
      "accepts any valid attach",
      scenario.property(
        { covers: ["#/channels/agentUpdates/messages/attach"] },
        any.valid("agentUpdates", "attach"),
        async ({ connect }, payload) => {
          const client = await connect("agentUpdates");
          expect(await client.converse("attach", payload)).to.be.accepted();
        },
      ),
    );

    it(
      "refuses any broken attach",
      scenario.property(
        { covers: ["#/channels/agentUpdates/messages/attach", "#/x-contract/rejects/invalid"] },
        any.broken("agentUpdates", "attach"),
        async ({ connect }, payload) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson(payload);
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
        },
      ),
    );
  });

  // #/channels/agentUpdates/messages/report_status
  describe("report_status", () => {
    it(
      "accepts any valid report_status",
      scenario.property(
        { covers: ["#/channels/agentUpdates/messages/report_status"], exclusive: "channel" },
        any.valid("agentUpdates", "report_status"),
        async ({ connect }, payload) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          expect(await client.converse("report_status", payload)).to.be.accepted();
        },
      ),
    );

    it(
      "refuses any broken report_status",
      scenario.property(
        { covers: ["#/channels/agentUpdates/messages/report_status", "#/x-contract/rejects/invalid"] },
        any.broken("agentUpdates", "report_status"),
        async ({ connect }, payload) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson(payload);
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
        },
      ),
    );
  });

  // #/channels/agentUpdates/messages/report_log
  describe("report_log", () => {
    it(
      "accepts any valid report_log",
      scenario.property(
        { covers: ["#/channels/agentUpdates/messages/report_log"], exclusive: "channel" },
        any.valid("agentUpdates", "report_log"),
        async ({ connect }, payload) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          expect(await client.converse("report_log", payload)).to.be.accepted();
        },
      ),
    );

    it(
      "refuses any broken report_log",
      scenario.property(
        { covers: ["#/channels/agentUpdates/messages/report_log", "#/x-contract/rejects/invalid"] },
        any.broken("agentUpdates", "report_log"),
        async ({ connect }, payload) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson(payload);
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
        },
      ),
    );
  });

  // #/channels/agentUpdates/messages/report_result
  describe("report_result", () => {
    it(
      "accepts any valid report_result",
      scenario.property(
        { covers: ["#/channels/agentUpdates/messages/report_result"], exclusive: "channel" },
        any.valid("agentUpdates", "report_result"),
        async ({ connect }, payload) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          expect(await client.converse("report_result", payload)).to.be.accepted();
        },
      ),
    );

    it(
      "refuses any broken report_result",
      scenario.property(
        { covers: ["#/channels/agentUpdates/messages/report_result", "#/x-contract/rejects/invalid"] },
        any.broken("agentUpdates", "report_result"),
        async ({ connect }, payload) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson(payload);
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
        },
      ),
    );
  });

  // #/channels/agentUpdates
  describe("walk", () => {
    it(
      "keeps to any walk through its operations",
      scenario.property(
        {
          covers: ["#/channels/agentUpdates", "#/channels/agentUpdates/x-contract/conversation"],
          exclusive: "channel",
        },
        any.walk("agentUpdates"),
        async ({ connect }, walk) => {
          const client = await connect("agentUpdates");
          for (const replies of await client.walk(walk)) {
            expect(replies).to.be.accepted();
          }
        },
      ),
    );
  });
});
