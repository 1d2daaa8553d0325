// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("connection - chat", () => {
  // #/channels/chat
  describe("opening", () => {
    it(
      "opens and greets with connected, and answers",
      scenario(
        {
          covers: [
            "#/channels/chat",
            "#/channels/chat/x-contract/opening",
            "#/channels/chat/x-contract/openingWithin",
          ],
        },
        async ({ connect }) => {
          const client = await connect("chat");
          expect(client.opening).to.follow("connected");
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );
  });

  // #/channels/chat
  describe("closing", () => {
    it(
      "answers a clean close with the same code",
      scenario({ covers: ["#/channels/chat"] }, async ({ connect }) => {
        const client = await connect("chat");
        expect(await client.close()).to.be.closedWith(1000);
      }),
    );

    it(
      "lets a client come back after a clean close, and answers",
      scenario({ covers: ["#/channels/chat"] }, async ({ connect }) => {
        const client = await connect("chat");
        expect(await client.close()).to.be.closedWith(1000);
        const again = await connect("chat");
        expect(await again.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "lets a client come back after an abrupt cut, and answers",
      scenario({ covers: ["#/channels/chat"] }, async ({ connect }) => {
        const client = await connect("chat");
        client.cut();
        const again = await connect("chat");
        expect(await again.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );
  });

  // #/channels/chat
  describe("bad handshake", () => {
    it(
      "refuses a handshake with timeout 1.5 (type integer)",
      scenario(
        { covers: ["#/channels/chat/bindings/ws/query/properties/timeout/type"] },
        async ({ handshake }) => {
          const answer = await handshake("chat", { query: { timeout: "1.5" }, expects: "badHandshake" });
          expect(answer).to.be.refusedWith({ status: 400 });
        },
      ),
    );

    it(
      "refuses a handshake with timeout 0 (minimum 1)",
      scenario(
        { covers: ["#/channels/chat/bindings/ws/query/properties/timeout/minimum"] },
        async ({ handshake }) => {
          const answer = await handshake("chat", { query: { timeout: "0" }, expects: "badHandshake" });
          expect(answer).to.be.refusedWith({ status: 400 });
        },
      ),
    );

    it(
      "refuses a handshake with timeout 3601 (maximum 3600)",
      scenario(
        { covers: ["#/channels/chat/bindings/ws/query/properties/timeout/maximum"] },
        async ({ handshake }) => {
          const answer = await handshake("chat", { query: { timeout: "3601" }, expects: "badHandshake" });
          expect(answer).to.be.refusedWith({ status: 400 });
        },
      ),
    );

    it(
      'refuses a handshake with resume "3fa85f64-5717-4562-b3fc" (format uuid)',
      scenario(
        { covers: ["#/channels/chat/bindings/ws/query/properties/resume/format"] },
        async ({ handshake }) => {
          const answer = await handshake("chat", {
            query: { resume: "3fa85f64-5717-4562-b3fc" },
            expects: "badHandshake",
          });
          expect(answer).to.be.refusedWith({ status: 400 });
        },
      ),
    );

    it(
      'refuses a handshake with resume "not-a-uuid" (format uuid)',
      scenario(
        { covers: ["#/channels/chat/bindings/ws/query/properties/resume/format"] },
        async ({ handshake }) => {
          const answer = await handshake("chat", {
            query: { resume: "not-a-uuid" },
            expects: "badHandshake",
          });
          expect(answer).to.be.refusedWith({ status: 400 });
        },
      ),
    );
  });
});
