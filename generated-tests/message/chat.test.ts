// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("message - chat", () => {
  // #/channels/chat/messages/message
  describe("message", () => {
    it(
      "answers the example greeting with success",
      scenario(
        { covers: ["#/channels/chat/messages/message", "#/components/messages/message/examples/0"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const message = client.send("message", {
            type: "message",
            request_id: "req-1",
            content: "Good morning!",
          });
          expect(await message.ended()).to.succeed();
        },
      ),
    );

    it(
      "answers the example manyScripts with success",
      scenario(
        { covers: ["#/channels/chat/messages/message", "#/components/messages/message/examples/1"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const message = client.send("message", {
            type: "message",
            request_id: "req-2",
            content: "Grüße, 世界 👋\nsecond line",
          });
          expect(await message.ended()).to.succeed();
        },
      ),
    );

    it(
      "accepts request_id of 1 character (minLength 1)",
      scenario({ covers: ["#/components/schemas/RequestId/minLength"] }, async ({ connect }) => {
        const client = await connect("chat");
        const message = client.send("message", {
          type: "message",
          request_id: "x",
          content: "Good morning!",
        });
        expect(await message.ended()).to.be.accepted();
      }),
    );

    it(
      "accepts request_id of 64 characters (maxLength 64)",
      scenario({ covers: ["#/components/schemas/RequestId/maxLength"] }, async ({ connect }) => {
        const client = await connect("chat");
        const message = client.send("message", {
          type: "message",
          request_id: "x".repeat(64),
          content: "Good morning!",
        });
        expect(await message.ended()).to.be.accepted();
      }),
    );

    it(
      "accepts content of 1 character (minLength 1)",
      scenario({ covers: ["#/components/schemas/Content/minLength"] }, async ({ connect }) => {
        const client = await connect("chat");
        const message = client.send("message", { type: "message", request_id: "req-1", content: "x" });
        expect(await message.ended()).to.be.accepted();
      }),
    );

    it(
      "accepts content of 4000 characters (maxLength 4000)",
      scenario({ covers: ["#/components/schemas/Content/maxLength"] }, async ({ connect }) => {
        const client = await connect("chat");
        const message = client.send("message", {
          type: "message",
          request_id: "req-1",
          content: "x".repeat(4000),
        });
        expect(await message.ended()).to.be.accepted();
      }),
    );
  });

  // #/channels/chat/messages/broadcast
  describe("broadcast", () => {
    it(
      "answers the example deployment with success",
      scenario(
        {
          covers: ["#/channels/chat/messages/broadcast", "#/components/messages/broadcast/examples/0"],
          exclusive: "channel",
        },
        async ({ connect }) => {
          const client = await connect("chat");
          const broadcast = client.send("broadcast", {
            type: "broadcast",
            request_id: "req-3",
            content: "Deployment at noon.",
          });
          expect(await broadcast.ended()).to.succeed();
        },
      ),
    );

    it(
      "accepts request_id of 1 character (minLength 1)",
      scenario(
        { covers: ["#/components/schemas/RequestId/minLength"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("chat");
          const broadcast = client.send("broadcast", {
            type: "broadcast",
            request_id: "x",
            content: "Deployment at noon.",
          });
          expect(await broadcast.ended()).to.be.accepted();
        },
      ),
    );

    it(
      "accepts request_id of 64 characters (maxLength 64)",
      scenario(
        { covers: ["#/components/schemas/RequestId/maxLength"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("chat");
          const broadcast = client.send("broadcast", {
            type: "broadcast",
            request_id: "x".repeat(64),
            content: "Deployment at noon.",
          });
          expect(await broadcast.ended()).to.be.accepted();
        },
      ),
    );

    it(
      "accepts content of 1 character (minLength 1)",
      scenario(
        { covers: ["#/components/schemas/Content/minLength"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("chat");
          const broadcast = client.send("broadcast", {
            type: "broadcast",
            request_id: "req-3",
            content: "x",
          });
          expect(await broadcast.ended()).to.be.accepted();
        },
      ),
    );

    it(
      "accepts content of 4000 characters (maxLength 4000)",
      scenario(
        { covers: ["#/components/schemas/Content/maxLength"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("chat");
          const broadcast = client.send("broadcast", {
            type: "broadcast",
            request_id: "req-3",
            content: "x".repeat(4000),
          });
          expect(await broadcast.ended()).to.be.accepted();
        },
      ),
    );
  });

  // #/channels/chat/messages/private_message
  describe("private_message", () => {
    it(
      "answers the example toBea with success",
      scenario(
        {
          covers: [
            "#/channels/chat/messages/private_message",
            "#/components/messages/privateMessage/examples/0",
          ],
          exclusive: "channel",
        },
        async ({ connect }) => {
          const client = await connect("chat");
          const peer = await connect("chat", { as: "second" });
          const privateMessage = client.send("private_message", {
            type: "private_message",
            request_id: "req-4",
            to: peer.identity,
            content: "Lunch?",
          });
          expect(await privateMessage.ended()).to.succeed();
        },
      ),
    );

    it(
      "accepts request_id of 1 character (minLength 1)",
      scenario(
        { covers: ["#/components/schemas/RequestId/minLength"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("chat");
          const peer = await connect("chat", { as: "second" });
          const privateMessage = client.send("private_message", {
            type: "private_message",
            request_id: "x",
            to: peer.identity,
            content: "Lunch?",
          });
          expect(await privateMessage.ended()).to.be.accepted();
        },
      ),
    );

    it(
      "accepts request_id of 64 characters (maxLength 64)",
      scenario(
        { covers: ["#/components/schemas/RequestId/maxLength"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("chat");
          const peer = await connect("chat", { as: "second" });
          const privateMessage = client.send("private_message", {
            type: "private_message",
            request_id: "x".repeat(64),
            to: peer.identity,
            content: "Lunch?",
          });
          expect(await privateMessage.ended()).to.be.accepted();
        },
      ),
    );

    it(
      "accepts to of 1 character (minLength 1)",
      scenario(
        { covers: ["#/components/schemas/UserId/minLength"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("chat");
          const privateMessage = client.send("private_message", {
            type: "private_message",
            request_id: "req-4",
            to: "x",
            content: "Lunch?",
          });
          expect(await privateMessage.ended()).to.be.accepted();
        },
      ),
    );

    it(
      "accepts to of 128 characters (maxLength 128)",
      scenario(
        { covers: ["#/components/schemas/UserId/maxLength"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("chat");
          const privateMessage = client.send("private_message", {
            type: "private_message",
            request_id: "req-4",
            to: "x".repeat(128),
            content: "Lunch?",
          });
          expect(await privateMessage.ended()).to.be.accepted();
        },
      ),
    );

    it(
      "accepts content of 1 character (minLength 1)",
      scenario(
        { covers: ["#/components/schemas/Content/minLength"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("chat");
          const peer = await connect("chat", { as: "second" });
          const privateMessage = client.send("private_message", {
            type: "private_message",
            request_id: "req-4",
            to: peer.identity,
            content: "x",
          });
          expect(await privateMessage.ended()).to.be.accepted();
        },
      ),
    );

    it(
      "accepts content of 4000 characters (maxLength 4000)",
      scenario(
        { covers: ["#/components/schemas/Content/maxLength"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("chat");
          const peer = await connect("chat", { as: "second" });
          const privateMessage = client.send("private_message", {
            type: "private_message",
            request_id: "req-4",
            to: peer.identity,
            content: "x".repeat(4000),
          });
          expect(await privateMessage.ended()).to.be.accepted();
        },
      ),
    );
  });

  // #/channels/chat/messages/status
  describe("status", () => {
    it(
      "answers the example online with success",
      scenario(
        {
          covers: ["#/channels/chat/messages/status", "#/components/messages/userStatus/examples/0"],
          exclusive: "channel",
        },
        async ({ connect }) => {
          const client = await connect("chat");
          const status = client.send("status", { type: "status", status: "online" });
          expect(await status.ended()).to.succeed();
        },
      ),
    );

    it(
      "answers the example busy with success",
      scenario(
        {
          covers: ["#/channels/chat/messages/status", "#/components/messages/userStatus/examples/1"],
          exclusive: "channel",
        },
        async ({ connect }) => {
          const client = await connect("chat");
          const status = client.send("status", {
            type: "status",
            status: "busy",
            note: "In a meeting until ten.",
          });
          expect(await status.ended()).to.succeed();
        },
      ),
    );

    it(
      "accepts everything at once",
      scenario(
        { covers: ["#/components/messages/userStatus/payload"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("chat");
          const status = client.send("status", { type: "status", status: "online", note: "A note" });
          expect(await status.ended()).to.be.accepted();
        },
      ),
    );

    it(
      'accepts status "away"',
      scenario(
        { covers: ["#/components/schemas/Presence/enum/1"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("chat");
          const status = client.send("status", { type: "status", status: "away" });
          expect(await status.ended()).to.be.accepted();
        },
      ),
    );

    it(
      'accepts status "busy"',
      scenario(
        { covers: ["#/components/schemas/Presence/enum/2"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("chat");
          const status = client.send("status", { type: "status", status: "busy" });
          expect(await status.ended()).to.be.accepted();
        },
      ),
    );

    it(
      'accepts status "offline"',
      scenario(
        { covers: ["#/components/schemas/Presence/enum/3"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("chat");
          const status = client.send("status", { type: "status", status: "offline" });
          expect(await status.ended()).to.be.accepted();
        },
      ),
    );

    it(
      "accepts note of 200 characters (maxLength 200)",
      scenario(
        { covers: ["#/components/schemas/Note/maxLength"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("chat");
          const status = client.send("status", { type: "status", status: "online", note: "x".repeat(200) });
          expect(await status.ended()).to.be.accepted();
        },
      ),
    );
  });

  // #/channels/chat/messages/history
  describe("history", () => {
    it(
      "answers the example newest with success",
      scenario(
        { covers: ["#/channels/chat/messages/history", "#/components/messages/history/examples/0"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const history = client.send("history", { type: "history", request_id: "req-5" });
          expect(await history.ended()).to.succeed();
        },
      ),
    );

    it(
      "answers the example olderPage with success",
      scenario(
        { covers: ["#/channels/chat/messages/history", "#/components/messages/history/examples/1"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const history = client.send("history", {
            type: "history",
            request_id: "req-6",
            limit: 20,
            before: "2026-11-20T09:00:00Z",
          });
          expect(await history.ended()).to.succeed();
        },
      ),
    );

    it(
      "accepts everything at once",
      scenario({ covers: ["#/components/messages/history/payload"] }, async ({ connect }) => {
        const client = await connect("chat");
        const history = client.send("history", {
          type: "history",
          request_id: "req-5",
          limit: 50,
          before: "2026-01-31T12:00:00Z",
        });
        expect(await history.ended()).to.be.accepted();
      }),
    );

    it(
      "accepts request_id of 1 character (minLength 1)",
      scenario({ covers: ["#/components/schemas/RequestId/minLength"] }, async ({ connect }) => {
        const client = await connect("chat");
        const history = client.send("history", { type: "history", request_id: "x" });
        expect(await history.ended()).to.be.accepted();
      }),
    );

    it(
      "accepts request_id of 64 characters (maxLength 64)",
      scenario({ covers: ["#/components/schemas/RequestId/maxLength"] }, async ({ connect }) => {
        const client = await connect("chat");
        const history = client.send("history", { type: "history", request_id: "x".repeat(64) });
        expect(await history.ended()).to.be.accepted();
      }),
    );

    it(
      "accepts it with limit",
      scenario(
        { covers: ["#/components/messages/history/payload/properties/limit"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const history = client.send("history", { type: "history", request_id: "req-5", limit: 50 });
          expect(await history.ended()).to.be.accepted();
        },
      ),
    );

    it(
      "accepts limit 1 (minimum 1)",
      scenario(
        { covers: ["#/components/messages/history/payload/properties/limit/minimum"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const history = client.send("history", { type: "history", request_id: "req-5", limit: 1 });
          expect(await history.ended()).to.be.accepted();
        },
      ),
    );

    it(
      "accepts limit 100 (maximum 100)",
      scenario(
        { covers: ["#/components/messages/history/payload/properties/limit/maximum"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const history = client.send("history", { type: "history", request_id: "req-5", limit: 100 });
          expect(await history.ended()).to.be.accepted();
        },
      ),
    );

    it(
      "accepts it with before",
      scenario(
        { covers: ["#/components/messages/history/payload/properties/before"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const history = client.send("history", {
            type: "history",
            request_id: "req-5",
            before: "2026-01-31T12:00:00Z",
          });
          expect(await history.ended()).to.be.accepted();
        },
      ),
    );
  });

  // #/channels/chat/messages/ping
  describe("ping", () => {
    it(
      "answers the example plain with success",
      scenario(
        { covers: ["#/channels/chat/messages/ping", "#/components/messages/ping/examples/0"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const ping = client.send("ping", { type: "ping" });
          expect(await ping.ended()).to.succeed();
        },
      ),
    );

    it(
      "answers the example withNonce with success",
      scenario(
        { covers: ["#/channels/chat/messages/ping", "#/components/messages/ping/examples/1"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const ping = client.send("ping", { type: "ping", nonce: "n-42" });
          expect(await ping.ended()).to.succeed();
        },
      ),
    );

    it(
      "accepts everything at once",
      scenario({ covers: ["#/components/messages/ping/payload"] }, async ({ connect }) => {
        const client = await connect("chat");
        const ping = client.send("ping", { type: "ping", nonce: "nonce-1" });
        expect(await ping.ended()).to.be.accepted();
      }),
    );

    it(
      "accepts nonce of 1 character (minLength 1)",
      scenario({ covers: ["#/components/schemas/Nonce/minLength"] }, async ({ connect }) => {
        const client = await connect("chat");
        const ping = client.send("ping", { type: "ping", nonce: "x" });
        expect(await ping.ended()).to.be.accepted();
      }),
    );

    it(
      "accepts nonce of 64 characters (maxLength 64)",
      scenario({ covers: ["#/components/schemas/Nonce/maxLength"] }, async ({ connect }) => {
        const client = await connect("chat");
        const ping = client.send("ping", { type: "ping", nonce: "x".repeat(64) });
        expect(await ping.ended()).to.be.accepted();
      }),
    );
  });
});
