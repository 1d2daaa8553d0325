// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("reply - chat", () => {
  // #/operations/postMessage
  describe("postMessage", () => {
    it(
      "is answered with message_stored",
      scenario(
        {
          covers: [
            "#/operations/postMessage",
            "#/operations/postMessage/reply",
            "#/operations/postMessage/x-contract/echoes/reply#~1message~1content",
          ],
        },
        async ({ connect }) => {
          const client = await connect("chat");
          const message = client.send("message", {
            type: "message",
            request_id: "req-1",
            content: "Good morning!",
          });
          const replies = await message.ended();
          expect(replies).to.follow("message_stored");
          expect(replies).to.succeed();
          expect(replies).to.echo({ "message_stored#/message/content": "Good morning!" });
        },
      ),
    );
  });

  // #/operations/sendBroadcast
  describe("sendBroadcast", () => {
    it(
      "is answered with broadcast_accepted",
      scenario(
        { covers: ["#/operations/sendBroadcast", "#/operations/sendBroadcast/reply"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("chat");
          const broadcast = client.send("broadcast", {
            type: "broadcast",
            request_id: "req-3",
            content: "Deployment at noon.",
          });
          const replies = await broadcast.ended();
          expect(replies).to.follow("broadcast_accepted");
          expect(replies).to.succeed();
        },
      ),
    );
  });

  // #/operations/sendPrivateMessage
  describe("sendPrivateMessage", () => {
    it(
      "is answered with delivered | error",
      scenario(
        {
          covers: [
            "#/operations/sendPrivateMessage",
            "#/operations/sendPrivateMessage/reply",
            "#/operations/sendPrivateMessage/x-contract/echoes/reply#~1to",
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
          const replies = await privateMessage.ended();
          expect(replies).to.follow("delivered | error");
          expect(replies).to.succeed();
          expect(replies).to.echo({ "delivered#/to": peer.identity });
        },
      ),
    );

    it(
      "unknown recipient: error",
      scenario(
        { covers: ["#/operations/sendPrivateMessage/x-contract/cases/0"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("chat");
          const privateMessage = client.send("private_message", {
            type: "private_message",
            request_id: "req-4",
            to: "nobody",
            content: "Lunch?",
          });
          const replies = await privateMessage.ended();
          expect(replies).to.follow("error");
          expect(replies).to.carry({ "error#/code": "RECIPIENT_UNKNOWN" });
        },
      ),
    );
  });

  // #/operations/setStatus
  describe("setStatus", () => {
    it(
      "is taken without a reply",
      scenario({ covers: ["#/operations/setStatus"], exclusive: "channel" }, async ({ connect }) => {
        const client = await connect("chat");
        const status = client.send("status", { type: "status", status: "online" });
        expect(await status.ended()).to.succeed();
        await client.quiet();
      }),
    );
  });

  // #/operations/readHistory
  describe("readHistory", () => {
    it(
      "is answered with history_page",
      scenario(
        { covers: ["#/operations/readHistory", "#/operations/readHistory/reply"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const history = client.send("history", { type: "history", request_id: "req-5" });
          const replies = await history.ended();
          expect(replies).to.follow("history_page");
          expect(replies).to.succeed();
        },
      ),
    );
  });

  // #/operations/ping
  describe("ping", () => {
    it(
      "is answered with pong",
      scenario(
        {
          covers: [
            "#/operations/ping",
            "#/operations/ping/reply",
            "#/operations/ping/x-contract/echoes/reply#~1nonce",
          ],
        },
        async ({ connect }) => {
          const client = await connect("chat");
          const ping = client.send("ping", { type: "ping" });
          const replies = await ping.ended();
          expect(replies).to.follow("pong");
          expect(replies).to.succeed();
        },
      ),
    );
  });
});
