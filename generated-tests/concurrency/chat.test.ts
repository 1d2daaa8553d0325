// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("concurrency - chat", () => {
  // #/operations/postMessage
  describe("postMessage", () => {
    it(
      "answers 3 interleaved on one connection, each with its own",
      scenario({ covers: ["#/operations/postMessage"] }, async ({ connect }) => {
        const client = await connect("chat");
        const first = client.send("message", {
          type: "message",
          request_id: "req-1",
          content: "Good morning!",
        });
        const second = client.send("message", {
          type: "message",
          request_id: "req-2",
          content: "Grüße, 世界 👋\nsecond line",
        });
        const third = client.send("message", {
          type: "message",
          request_id: "req-3",
          content: "Good morning!",
        });
        const thirdReplies = await third.ended();
        expect(thirdReplies).to.follow("message_stored");
        expect(thirdReplies).to.succeed();
        expect(thirdReplies).to.echo({ "message_stored#/message/content": "Good morning!" });
        const secondReplies = await second.ended();
        expect(secondReplies).to.follow("message_stored");
        expect(secondReplies).to.succeed();
        expect(secondReplies).to.echo({ "message_stored#/message/content": "Grüße, 世界 👋\nsecond line" });
        const firstReplies = await first.ended();
        expect(firstReplies).to.follow("message_stored");
        expect(firstReplies).to.succeed();
        expect(firstReplies).to.echo({ "message_stored#/message/content": "Good morning!" });
      }),
    );

    it(
      "answers 50 clients at once, each with its own",
      scenario({ covers: ["#/operations/postMessage"] }, async ({ connect }) => {
        await Promise.all(
          Array.from({ length: 50 }, async (_, index) => {
            const n = index + 1;
            const client = await connect("chat", { as: `client-${n}` });
            const message = client.send("message", {
              type: "message",
              request_id: `req-${n}`,
              content: "Good morning!",
            });
            const replies = await message.ended();
            expect(replies).to.follow("message_stored");
            expect(replies).to.succeed();
            expect(replies).to.echo({ "message_stored#/message/content": "Good morning!" });
          }),
        );
      }),
    );
  });

  // #/operations/readHistory
  describe("readHistory", () => {
    it(
      "answers 3 interleaved on one connection, each with its own",
      scenario({ covers: ["#/operations/readHistory"] }, async ({ connect }) => {
        const client = await connect("chat");
        const first = client.send("history", { type: "history", request_id: "req-5" });
        const second = client.send("history", {
          type: "history",
          request_id: "req-6",
          limit: 20,
          before: "2026-11-20T09:00:00Z",
        });
        const third = client.send("history", { type: "history", request_id: "req-7" });
        const thirdReplies = await third.ended();
        expect(thirdReplies).to.follow("history_page");
        expect(thirdReplies).to.succeed();
        const secondReplies = await second.ended();
        expect(secondReplies).to.follow("history_page");
        expect(secondReplies).to.succeed();
        const firstReplies = await first.ended();
        expect(firstReplies).to.follow("history_page");
        expect(firstReplies).to.succeed();
      }),
    );

    it(
      "answers 50 clients at once, each with its own",
      scenario({ covers: ["#/operations/readHistory"] }, async ({ connect }) => {
        await Promise.all(
          Array.from({ length: 50 }, async (_, index) => {
            const n = index + 1;
            const client = await connect("chat", { as: `client-${n}` });
            const history = client.send("history", { type: "history", request_id: `req-${n}` });
            const replies = await history.ended();
            expect(replies).to.follow("history_page");
            expect(replies).to.succeed();
          }),
        );
      }),
    );
  });

  // #/operations/ping
  describe("ping", () => {
    it(
      "answers 50 clients at once, each with its own",
      scenario({ covers: ["#/operations/ping"] }, async ({ connect }) => {
        await Promise.all(
          Array.from({ length: 50 }, async (_, index) => {
            const n = index + 1;
            const client = await connect("chat", { as: `client-${n}` });
            const ping = client.send("ping", { type: "ping" });
            const replies = await ping.ended();
            expect(replies).to.follow("pong");
            expect(replies).to.succeed();
          }),
        );
      }),
    );
  });
});
