// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { any, scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("property - chat", () => {
  // #/channels/chat/messages/message
  describe("message", () => {
    it(
      "accepts any valid message",
      scenario.property(
        { covers: ["#/channels/chat/messages/message"] },
        any.valid("chat", "message"),
        async ({ connect }, payload) => {
          const client = await connect("chat");
          expect(await client.converse("message", payload)).to.be.accepted();
        },
      ),
    );

    it(
      "refuses any broken message",
      scenario.property(
        { covers: ["#/channels/chat/messages/message", "#/x-contract/rejects/invalid"] },
        any.broken("chat", "message"),
        async ({ connect }, payload) => {
          const client = await connect("chat");
          const bad = client.sendJson(payload);
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
        },
      ),
    );
  });

  // #/channels/chat/messages/broadcast
  describe("broadcast", () => {
    it(
      "accepts any valid broadcast",
      scenario.property(
        { covers: ["#/channels/chat/messages/broadcast"], exclusive: "channel" },
        any.valid("chat", "broadcast"),
        async ({ connect }, payload) => {
          const client = await connect("chat");
          expect(await client.converse("broadcast", payload)).to.be.accepted();
        },
      ),
    );

    it(
      "refuses any broken broadcast",
      scenario.property(
        { covers: ["#/channels/chat/messages/broadcast", "#/x-contract/rejects/invalid"] },
        any.broken("chat", "broadcast"),
        async ({ connect }, payload) => {
          const client = await connect("chat");
          const bad = client.sendJson(payload);
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
        },
      ),
    );
  });

  // #/channels/chat/messages/private_message
  describe("private_message", () => {
    it(
      "accepts any valid private_message",
      scenario.property(
        { covers: ["#/channels/chat/messages/private_message"], exclusive: "channel" },
        any.valid("chat", "private_message"),
        async ({ connect }, payload) => {
          const client = await connect("chat");
          await connect("chat", { as: "second" });
          expect(await client.converse("private_message", payload)).to.be.accepted();
        },
      ),
    );

    it(
      "refuses any broken private_message",
      scenario.property(
        { covers: ["#/channels/chat/messages/private_message", "#/x-contract/rejects/invalid"] },
        any.broken("chat", "private_message"),
        async ({ connect }, payload) => {
          const client = await connect("chat");
          const bad = client.sendJson(payload);
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
        },
      ),
    );
  });

  // #/channels/chat/messages/status
  describe("status", () => {
    it(
      "accepts any valid status",
      scenario.property(
        { covers: ["#/channels/chat/messages/status"], exclusive: "channel" },
        any.valid("chat", "status"),
        async ({ connect }, payload) => {
          const client = await connect("chat");
          expect(await client.converse("status", payload)).to.be.accepted();
        },
      ),
    );

    it(
      "refuses any broken status",
      scenario.property(
        { covers: ["#/channels/chat/messages/status", "#/x-contract/rejects/invalid"] },
        any.broken("chat", "status"),
        async ({ connect }, payload) => {
          const client = await connect("chat");
          const bad = client.sendJson(payload);
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
        },
      ),
    );
  });

  // #/channels/chat/messages/history
  describe("history", () => {
    it(
      "accepts any valid history",
      scenario.property(
        { covers: ["#/channels/chat/messages/history"] },
        any.valid("chat", "history"),
        async ({ connect }, payload) => {
          const client = await connect("chat");
          expect(await client.converse("history", payload)).to.be.accepted();
        },
      ),
    );

    it(
      "refuses any broken history",
      scenario.property(
        { covers: ["#/channels/chat/messages/history", "#/x-contract/rejects/invalid"] },
        any.broken("chat", "history"),
        async ({ connect }, payload) => {
          const client = await connect("chat");
          const bad = client.sendJson(payload);
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
        },
      ),
    );
  });

  // #/channels/chat/messages/ping
  describe("ping", () => {
    it(
      "accepts any valid ping",
      scenario.property(
        { covers: ["#/channels/chat/messages/ping"] },
        any.valid("chat", "ping"),
        async ({ connect }, payload) => {
          const client = await connect("chat");
          expect(await client.converse("ping", payload)).to.be.accepted();
        },
      ),
    );

    it(
      "refuses any broken ping",
      scenario.property(
        { covers: ["#/channels/chat/messages/ping", "#/x-contract/rejects/invalid"] },
        any.broken("chat", "ping"),
        async ({ connect }, payload) => {
          const client = await connect("chat");
          const bad = client.sendJson(payload);
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
        },
      ),
    );
  });

  // #/channels/chat
  describe("walk", () => {
    it(
      "keeps to any walk through its operations",
      scenario.property(
        { covers: ["#/channels/chat"], exclusive: "channel" },
        any.walk("chat"),
        async ({ connect }, walk) => {
          const client = await connect("chat");
          await connect("chat", { as: "second" });
          for (const replies of await client.walk(walk)) {
            expect(replies).to.be.accepted();
          }
        },
      ),
    );
  });
});
