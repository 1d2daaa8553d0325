// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("refusal - chat", () => {
  // #/x-contract/rejects/malformed
  describe("malformed", () => {
    it(
      "refuses truncated JSON",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("chat");
        const neighbour = await connect("chat", { as: "second" });
        const bad = client.sendText('{"type":"message","request_id":"req-1",');
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        expect(await neighbour.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses a trailing comma",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendText('{"type":"message","request_id":"req-1","content":"Good morning!",}');
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses text that is no JSON",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendText("hello");
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses single quotes",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendText("{'type': 'hello'}");
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses two values in one frame",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendText(
          '{"type":"message","request_id":"req-1","content":"Good morning!"}{"type":"message","request_id":"req-1","content":"Good morning!"}',
        );
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses a comment",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendText(
          '{"type":"message","request_id":"req-1","content":"Good morning!"} // done',
        );
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses a raw line break in a string",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendText('"a\nb"');
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses a number with a leading zero",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendText("01");
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );
  });

  // #/x-contract/rejects/malformed
  describe("empty", () => {
    it(
      "refuses an empty frame",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("chat");
        const neighbour = await connect("chat", { as: "second" });
        const bad = client.sendText("");
        expect(await bad.refusal()).to.be.refused("empty", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        expect(await neighbour.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );
  });

  // #/x-contract/rejects/binary
  describe("binary", () => {
    it(
      "refuses a binary frame",
      scenario({ covers: ["#/x-contract/rejects/binary"] }, async ({ connect }) => {
        const client = await connect("chat");
        const neighbour = await connect("chat", { as: "second" });
        const bad = client.sendBinary(new TextEncoder().encode("hello"));
        expect(await bad.refusal()).to.be.refused("binary", {
          reply: "error",
          where: { "/code": "BINARY_NOT_SUPPORTED" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        expect(await neighbour.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );
  });

  // #/x-contract/rejects/unknown
  describe("hostile", () => {
    it(
      "refuses 500 nested arrays",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("chat");
        const neighbour = await connect("chat", { as: "second" });
        const bad = client.sendText(`${"[".repeat(500)}${"]".repeat(500)}`);
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        expect(await neighbour.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses 500 nested objects",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendText(
          `{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1${"}".repeat(500)}`,
        );
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses a number beyond every double",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendText("1e999");
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses a number of 400 digits",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendText("9".repeat(400));
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses a lone surrogate",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendText('"\\ud800"');
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses a NUL in a string",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendText('"a\\u0000b"');
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses a __proto__ of its own",
      scenario({ covers: ["#/x-contract/rejects/invalid"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendText(
          '{"type":"message","request_id":"req-1","content":"Good morning!","__proto__":{"polluted":true}}',
        );
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses a constructor of its own",
      scenario({ covers: ["#/x-contract/rejects/invalid"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendText(
          '{"type":"message","request_id":"req-1","content":"Good morning!","constructor":{"prototype":{"polluted":true}}}',
        );
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses a huge number",
      scenario({ covers: ["#/x-contract/rejects/invalid"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendText(
          '{"type":"message","request_id":"req-1","content":"Good morning!","undeclared":1e308}',
        );
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );
  });

  // #/channels/chat
  describe("no UTF-8", () => {
    it(
      "closes on a text frame that ends inside a character, and serves others",
      scenario({ covers: ["#/channels/chat"] }, async ({ connect }) => {
        const client = await connect("chat");
        const neighbour = await connect("chat", { as: "second" });
        expect(await client.sendUndecodable([110, 103, 33, 34, 195])).to.be.closedWith(1007);
        expect(await neighbour.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "closes on a text frame with an encoded surrogate, and serves others",
      scenario({ covers: ["#/channels/chat"] }, async ({ connect }) => {
        const client = await connect("chat");
        const neighbour = await connect("chat", { as: "second" });
        expect(await client.sendUndecodable([34, 237, 160, 128, 34])).to.be.closedWith(1007);
        expect(await neighbour.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "closes on a text frame with an overlong character, and serves others",
      scenario({ covers: ["#/channels/chat"] }, async ({ connect }) => {
        const client = await connect("chat");
        const neighbour = await connect("chat", { as: "second" });
        expect(await client.sendUndecodable([34, 192, 175, 34])).to.be.closedWith(1007);
        expect(await neighbour.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );
  });

  // #/x-contract/rejects/unknown
  describe("unknown", () => {
    it(
      "refuses an unknown type",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("chat");
        const neighbour = await connect("chat", { as: "second" });
        const bad = client.sendJson({
          type: "no-such-message",
          request_id: "req-1",
          content: "Good morning!",
        });
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        expect(await neighbour.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses a bare array",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson([]);
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses a bare number",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson(42);
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses null",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson(null);
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses an object with nothing but __proto__",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ ["__proto__"]: { type: "hello" } });
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses message without type",
      scenario({ covers: ["#/components/messages/message/payload/required"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ request_id: "req-1", content: "Good morning!" });
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      'refuses type "Message" instead of "message"',
      scenario(
        { covers: ["#/components/messages/message/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const bad = client.sendJson({ type: "Message", request_id: "req-1", content: "Good morning!" });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      'refuses type "messagex" instead of "message"',
      scenario(
        { covers: ["#/components/messages/message/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const bad = client.sendJson({ type: "messagex", request_id: "req-1", content: "Good morning!" });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses broadcast without type",
      scenario({ covers: ["#/components/messages/broadcast/payload/required"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ request_id: "req-3", content: "Deployment at noon." });
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      'refuses type "Broadcast" instead of "broadcast"',
      scenario(
        { covers: ["#/components/messages/broadcast/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const bad = client.sendJson({
            type: "Broadcast",
            request_id: "req-3",
            content: "Deployment at noon.",
          });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      'refuses type "broadcastx" instead of "broadcast"',
      scenario(
        { covers: ["#/components/messages/broadcast/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const bad = client.sendJson({
            type: "broadcastx",
            request_id: "req-3",
            content: "Deployment at noon.",
          });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses private_message without type",
      scenario({ covers: ["#/components/messages/privateMessage/payload/required"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ request_id: "req-4", to: "bea", content: "Lunch?" });
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      'refuses type "Private_message" instead of "private_message"',
      scenario(
        { covers: ["#/components/messages/privateMessage/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const bad = client.sendJson({
            type: "Private_message",
            request_id: "req-4",
            to: "bea",
            content: "Lunch?",
          });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      'refuses type "private_messagex" instead of "private_message"',
      scenario(
        { covers: ["#/components/messages/privateMessage/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const bad = client.sendJson({
            type: "private_messagex",
            request_id: "req-4",
            to: "bea",
            content: "Lunch?",
          });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses status without type",
      scenario({ covers: ["#/components/messages/userStatus/payload/required"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ status: "online" });
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      'refuses type "Status" instead of "status"',
      scenario(
        { covers: ["#/components/messages/userStatus/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const bad = client.sendJson({ type: "Status", status: "online" });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      'refuses type "statusx" instead of "status"',
      scenario(
        { covers: ["#/components/messages/userStatus/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const bad = client.sendJson({ type: "statusx", status: "online" });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses history without type",
      scenario({ covers: ["#/components/messages/history/payload/required"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ request_id: "req-5" });
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      'refuses type "History" instead of "history"',
      scenario(
        { covers: ["#/components/messages/history/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const bad = client.sendJson({ type: "History", request_id: "req-5" });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      'refuses type "historyx" instead of "history"',
      scenario(
        { covers: ["#/components/messages/history/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const bad = client.sendJson({ type: "historyx", request_id: "req-5" });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses ping without type",
      scenario({ covers: ["#/components/messages/ping/payload/required"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({});
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      'refuses type "Ping" instead of "ping"',
      scenario(
        { covers: ["#/components/messages/ping/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const bad = client.sendJson({ type: "Ping" });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      'refuses type "pingx" instead of "ping"',
      scenario(
        { covers: ["#/components/messages/ping/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const bad = client.sendJson({ type: "pingx" });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );
  });

  // #/channels/chat/messages/message
  describe("message", () => {
    it(
      "refuses it without request_id",
      scenario(
        { covers: ["#/components/messages/message/payload/required", "#/x-contract/rejects/invalid"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const neighbour = await connect("chat", { as: "second" });
          const bad = client.sendJson({ type: "message", content: "Good morning!" });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
          expect(await neighbour.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses it without content",
      scenario({ covers: ["#/components/messages/message/payload/required"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "message", request_id: "req-1" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses it with an undeclared property",
      scenario(
        { covers: ["#/components/messages/message/payload/additionalProperties"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const bad = client.sendJson({
            type: "message",
            request_id: "req-1",
            content: "Good morning!",
            undeclared: true,
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses request_id as a number",
      scenario({ covers: ["#/components/schemas/RequestId/type"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "message", request_id: 42, content: "Good morning!" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses request_id as null",
      scenario({ covers: ["#/components/schemas/RequestId/type"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "message", request_id: null, content: "Good morning!" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses request_id empty (minLength 1)",
      scenario({ covers: ["#/components/schemas/RequestId/minLength"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "message", request_id: "", content: "Good morning!" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses request_id of 65 characters (maxLength 64)",
      scenario({ covers: ["#/components/schemas/RequestId/maxLength"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({
          type: "message",
          request_id: "x".repeat(65),
          content: "Good morning!",
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      'refuses request_id "req-!" (pattern ^[A-Za-z0-9_.:-]+$)',
      scenario({ covers: ["#/components/schemas/RequestId/pattern"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "message", request_id: "req-!", content: "Good morning!" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses content as a number",
      scenario({ covers: ["#/components/schemas/Content/type"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "message", request_id: "req-1", content: 42 });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses content as null",
      scenario({ covers: ["#/components/schemas/Content/type"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "message", request_id: "req-1", content: null });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses content empty (minLength 1)",
      scenario({ covers: ["#/components/schemas/Content/minLength"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "message", request_id: "req-1", content: "" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses content of 4001 characters (maxLength 4000)",
      scenario({ covers: ["#/components/schemas/Content/maxLength"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "message", request_id: "req-1", content: "x".repeat(4001) });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );
  });

  // #/channels/chat/messages/broadcast
  describe("broadcast", () => {
    it(
      "refuses it without request_id",
      scenario(
        { covers: ["#/components/messages/broadcast/payload/required", "#/x-contract/rejects/invalid"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const neighbour = await connect("chat", { as: "second" });
          const bad = client.sendJson({ type: "broadcast", content: "Deployment at noon." });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
          expect(await neighbour.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses it without content",
      scenario({ covers: ["#/components/messages/broadcast/payload/required"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "broadcast", request_id: "req-3" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses it with an undeclared property",
      scenario(
        { covers: ["#/components/messages/broadcast/payload/additionalProperties"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const bad = client.sendJson({
            type: "broadcast",
            request_id: "req-3",
            content: "Deployment at noon.",
            undeclared: true,
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses request_id as a number",
      scenario({ covers: ["#/components/schemas/RequestId/type"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "broadcast", request_id: 42, content: "Deployment at noon." });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses request_id as null",
      scenario({ covers: ["#/components/schemas/RequestId/type"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "broadcast", request_id: null, content: "Deployment at noon." });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses request_id empty (minLength 1)",
      scenario({ covers: ["#/components/schemas/RequestId/minLength"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "broadcast", request_id: "", content: "Deployment at noon." });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses request_id of 65 characters (maxLength 64)",
      scenario({ covers: ["#/components/schemas/RequestId/maxLength"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({
          type: "broadcast",
          request_id: "x".repeat(65),
          content: "Deployment at noon.",
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      'refuses request_id "req-!" (pattern ^[A-Za-z0-9_.:-]+$)',
      scenario({ covers: ["#/components/schemas/RequestId/pattern"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({
          type: "broadcast",
          request_id: "req-!",
          content: "Deployment at noon.",
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses content as a number",
      scenario({ covers: ["#/components/schemas/Content/type"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "broadcast", request_id: "req-3", content: 42 });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses content as null",
      scenario({ covers: ["#/components/schemas/Content/type"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "broadcast", request_id: "req-3", content: null });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses content empty (minLength 1)",
      scenario({ covers: ["#/components/schemas/Content/minLength"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "broadcast", request_id: "req-3", content: "" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses content of 4001 characters (maxLength 4000)",
      scenario({ covers: ["#/components/schemas/Content/maxLength"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "broadcast", request_id: "req-3", content: "x".repeat(4001) });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );
  });

  // #/channels/chat/messages/private_message
  describe("private_message", () => {
    it(
      "refuses it without request_id",
      scenario(
        { covers: ["#/components/messages/privateMessage/payload/required", "#/x-contract/rejects/invalid"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const neighbour = await connect("chat", { as: "second" });
          const bad = client.sendJson({ type: "private_message", to: "bea", content: "Lunch?" });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
          expect(await neighbour.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses it without to",
      scenario({ covers: ["#/components/messages/privateMessage/payload/required"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "private_message", request_id: "req-4", content: "Lunch?" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses it without content",
      scenario({ covers: ["#/components/messages/privateMessage/payload/required"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "private_message", request_id: "req-4", to: "bea" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses it with an undeclared property",
      scenario(
        { covers: ["#/components/messages/privateMessage/payload/additionalProperties"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const bad = client.sendJson({
            type: "private_message",
            request_id: "req-4",
            to: "bea",
            content: "Lunch?",
            undeclared: true,
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses request_id as a number",
      scenario({ covers: ["#/components/schemas/RequestId/type"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({
          type: "private_message",
          request_id: 42,
          to: "bea",
          content: "Lunch?",
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses request_id as null",
      scenario({ covers: ["#/components/schemas/RequestId/type"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({
          type: "private_message",
          request_id: null,
          to: "bea",
          content: "Lunch?",
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses request_id empty (minLength 1)",
      scenario({ covers: ["#/components/schemas/RequestId/minLength"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({
          type: "private_message",
          request_id: "",
          to: "bea",
          content: "Lunch?",
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses request_id of 65 characters (maxLength 64)",
      scenario({ covers: ["#/components/schemas/RequestId/maxLength"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({
          type: "private_message",
          request_id: "x".repeat(65),
          to: "bea",
          content: "Lunch?",
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      'refuses request_id "req-!" (pattern ^[A-Za-z0-9_.:-]+$)',
      scenario({ covers: ["#/components/schemas/RequestId/pattern"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({
          type: "private_message",
          request_id: "req-!",
          to: "bea",
          content: "Lunch?",
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses to as a number",
      scenario({ covers: ["#/components/schemas/UserId/type"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({
          type: "private_message",
          request_id: "req-4",
          to: 42,
          content: "Lunch?",
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses to as null",
      scenario({ covers: ["#/components/schemas/UserId/type"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({
          type: "private_message",
          request_id: "req-4",
          to: null,
          content: "Lunch?",
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses to empty (minLength 1)",
      scenario({ covers: ["#/components/schemas/UserId/minLength"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({
          type: "private_message",
          request_id: "req-4",
          to: "",
          content: "Lunch?",
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses to of 129 characters (maxLength 128)",
      scenario({ covers: ["#/components/schemas/UserId/maxLength"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({
          type: "private_message",
          request_id: "req-4",
          to: "x".repeat(129),
          content: "Lunch?",
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses content as a number",
      scenario({ covers: ["#/components/schemas/Content/type"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "private_message", request_id: "req-4", to: "bea", content: 42 });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses content as null",
      scenario({ covers: ["#/components/schemas/Content/type"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({
          type: "private_message",
          request_id: "req-4",
          to: "bea",
          content: null,
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses content empty (minLength 1)",
      scenario({ covers: ["#/components/schemas/Content/minLength"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "private_message", request_id: "req-4", to: "bea", content: "" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses content of 4001 characters (maxLength 4000)",
      scenario({ covers: ["#/components/schemas/Content/maxLength"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({
          type: "private_message",
          request_id: "req-4",
          to: "bea",
          content: "x".repeat(4001),
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );
  });

  // #/channels/chat/messages/status
  describe("status", () => {
    it(
      "refuses it without status",
      scenario(
        { covers: ["#/components/messages/userStatus/payload/required", "#/x-contract/rejects/invalid"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const neighbour = await connect("chat", { as: "second" });
          const bad = client.sendJson({ type: "status" });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
          expect(await neighbour.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses it with an undeclared property",
      scenario(
        { covers: ["#/components/messages/userStatus/payload/additionalProperties"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const bad = client.sendJson({ type: "status", status: "online", undeclared: true });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses status as a number",
      scenario({ covers: ["#/components/schemas/Presence/type"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "status", status: 42 });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses status as null",
      scenario({ covers: ["#/components/schemas/Presence/type"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "status", status: null });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      'refuses status "Online" (not in enum)',
      scenario({ covers: ["#/components/schemas/Presence/enum"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "status", status: "Online" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      'refuses status "onlinex" (not in enum)',
      scenario({ covers: ["#/components/schemas/Presence/enum"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "status", status: "onlinex" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses note as a number",
      scenario({ covers: ["#/components/schemas/Note/type"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "status", status: "online", note: 42 });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses note as null",
      scenario({ covers: ["#/components/schemas/Note/type"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "status", status: "online", note: null });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses note of 201 characters (maxLength 200)",
      scenario({ covers: ["#/components/schemas/Note/maxLength"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "status", status: "online", note: "x".repeat(201) });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );
  });

  // #/channels/chat/messages/history
  describe("history", () => {
    it(
      "refuses it without request_id",
      scenario(
        { covers: ["#/components/messages/history/payload/required", "#/x-contract/rejects/invalid"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const neighbour = await connect("chat", { as: "second" });
          const bad = client.sendJson({ type: "history" });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
          expect(await neighbour.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses it with an undeclared property",
      scenario(
        { covers: ["#/components/messages/history/payload/additionalProperties"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const bad = client.sendJson({ type: "history", request_id: "req-5", undeclared: true });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses request_id as a number",
      scenario({ covers: ["#/components/schemas/RequestId/type"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "history", request_id: 42 });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses request_id as null",
      scenario({ covers: ["#/components/schemas/RequestId/type"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "history", request_id: null });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses request_id empty (minLength 1)",
      scenario({ covers: ["#/components/schemas/RequestId/minLength"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "history", request_id: "" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses request_id of 65 characters (maxLength 64)",
      scenario({ covers: ["#/components/schemas/RequestId/maxLength"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "history", request_id: "x".repeat(65) });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      'refuses request_id "req-!" (pattern ^[A-Za-z0-9_.:-]+$)',
      scenario({ covers: ["#/components/schemas/RequestId/pattern"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "history", request_id: "req-!" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses limit as a string",
      scenario(
        { covers: ["#/components/messages/history/payload/properties/limit/type"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const bad = client.sendJson({ type: "history", request_id: "req-5", limit: "50" });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses limit 1.5 (type integer)",
      scenario(
        { covers: ["#/components/messages/history/payload/properties/limit/type"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const bad = client.sendJson({ type: "history", request_id: "req-5", limit: 1.5 });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses limit as null",
      scenario(
        { covers: ["#/components/messages/history/payload/properties/limit/type"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const bad = client.sendJson({ type: "history", request_id: "req-5", limit: null });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses limit 0 (minimum 1)",
      scenario(
        { covers: ["#/components/messages/history/payload/properties/limit/minimum"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const bad = client.sendJson({ type: "history", request_id: "req-5", limit: 0 });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses limit 101 (maximum 100)",
      scenario(
        { covers: ["#/components/messages/history/payload/properties/limit/maximum"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const bad = client.sendJson({ type: "history", request_id: "req-5", limit: 101 });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses before as a number",
      scenario(
        { covers: ["#/components/messages/history/payload/properties/before/type"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const bad = client.sendJson({ type: "history", request_id: "req-5", before: 42 });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses before as null",
      scenario(
        { covers: ["#/components/messages/history/payload/properties/before/type"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const bad = client.sendJson({ type: "history", request_id: "req-5", before: null });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      'refuses before "2026-01-31T25:00:00Z" (format date-time)',
      scenario(
        { covers: ["#/components/messages/history/payload/properties/before/format"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const bad = client.sendJson({
            type: "history",
            request_id: "req-5",
            before: "2026-01-31T25:00:00Z",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      'refuses before "yesterday" (format date-time)',
      scenario(
        { covers: ["#/components/messages/history/payload/properties/before/format"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const bad = client.sendJson({ type: "history", request_id: "req-5", before: "yesterday" });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );
  });

  // #/channels/chat/messages/ping
  describe("ping", () => {
    it(
      "refuses it with an undeclared property",
      scenario(
        {
          covers: ["#/components/messages/ping/payload/additionalProperties", "#/x-contract/rejects/invalid"],
        },
        async ({ connect }) => {
          const client = await connect("chat");
          const neighbour = await connect("chat", { as: "second" });
          const bad = client.sendJson({ type: "ping", undeclared: true });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
          expect(await neighbour.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses nonce as a number",
      scenario({ covers: ["#/components/schemas/Nonce/type"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "ping", nonce: 42 });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses nonce as null",
      scenario({ covers: ["#/components/schemas/Nonce/type"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "ping", nonce: null });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses nonce empty (minLength 1)",
      scenario({ covers: ["#/components/schemas/Nonce/minLength"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "ping", nonce: "" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );

    it(
      "refuses nonce of 65 characters (maxLength 64)",
      scenario({ covers: ["#/components/schemas/Nonce/maxLength"] }, async ({ connect }) => {
        const client = await connect("chat");
        const bad = client.sendJson({ type: "ping", nonce: "x".repeat(65) });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      }),
    );
  });

  // #/channels/chat/x-contract/limits/messageBytes
  describe("too large", () => {
    it(
      "accepts a message of exactly 65536 bytes",
      scenario({ covers: ["#/channels/chat/x-contract/limits/messageBytes"] }, async ({ connect }) => {
        const client = await connect("chat");
        const text = JSON.stringify({ type: "ping" });
        const full = client.sendText(text.padEnd(65536));
        expect(await full.refusal()).to.include({ phase: "accepted" });
      }),
    );

    it(
      "refuses a frame of 65537 bytes",
      scenario(
        { covers: ["#/channels/chat/x-contract/limits/messageBytes", "#/x-contract/rejects/tooLarge"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const neighbour = await connect("chat", { as: "second" });
          const text = JSON.stringify({ type: "ping" });
          const bad = client.sendText(text.padEnd(65537));
          expect(await bad.refusal()).to.be.refused("tooLarge", { close: 1009 });
          expect(await neighbour.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );
  });

  // #/channels/chat/x-contract/limits/messagesPerSecond
  describe("too fast", () => {
    it(
      "answers 50 messages at once",
      scenario(
        { covers: ["#/channels/chat/x-contract/limits/messagesPerSecond"], exclusive: true },
        async ({ connect }) => {
          const client = await connect("chat");
          for (let n = 1; n <= 50; n += 1) {
            const ping = client.send("ping", { type: "ping" });
            expect(await ping.ended()).to.succeed();
          }
        },
      ),
    );

    it(
      "refuses 300 messages in one second",
      scenario(
        {
          covers: ["#/channels/chat/x-contract/limits/messagesPerSecond", "#/x-contract/rejects/tooFast"],
          exclusive: true,
        },
        async ({ connect }) => {
          const client = await connect("chat");
          const neighbour = await connect("chat", { as: "second" });
          for (let n = 1; n <= 299; n += 1) {
            client.sendJson({ type: "ping" });
          }
          const last = client.sendJson({ type: "ping" });
          expect(await last.refusal()).to.be.refused("tooFast", {
            reply: "error",
            where: { "/code": "RATE_LIMITED" },
            close: 1008,
          });
          expect(await neighbour.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );
  });

  // #/x-contract/rejects/misdirected
  describe("misdirected", () => {
    it(
      "refuses connected, which only the server may send",
      scenario(
        { covers: ["#/channels/chat/messages/connected", "#/x-contract/rejects/misdirected"] },
        async ({ connect }) => {
          const client = await connect("chat");
          const neighbour = await connect("chat", { as: "second" });
          const bad = client.sendJson({
            type: "connected",
            connection_id: "6f2c1f0e-8f0b-4f43-9d4b-0c7a0e6f5f11",
            user_id: "ada",
            server_time: "2026-11-20T09:30:00Z",
          });
          expect(await bad.refusal()).to.be.refused("misdirected", {
            reply: "error",
            where: { "/code": "MISDIRECTED" },
          });
          expect(await client.send("ping", { type: "ping" }).ended()).to.succeed();
          expect(await neighbour.send("ping", { type: "ping" }).ended()).to.succeed();
        },
      ),
    );
  });
});
