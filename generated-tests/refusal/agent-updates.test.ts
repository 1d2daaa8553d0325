// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("refusal - agentUpdates", () => {
  // #/x-contract/rejects/malformed
  describe("malformed", () => {
    it(
      "refuses truncated JSON",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const neighbour = await connect("agentUpdates", { as: "second" });
        const bad = client.sendText('{"type":"subscribe","agent_');
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
        const attach2 = neighbour.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach2.ended()).to.succeed();
      }),
    );

    it(
      "refuses a trailing comma",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendText('{"type":"subscribe","agent_id":"test-agent",}');
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses text that is no JSON",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendText("hello");
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses single quotes",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendText("{'type': 'hello'}");
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses two values in one frame",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendText(
          '{"type":"subscribe","agent_id":"test-agent"}{"type":"subscribe","agent_id":"test-agent"}',
        );
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses a comment",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendText('{"type":"subscribe","agent_id":"test-agent"} // done');
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses a raw line break in a string",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendText('"a\nb"');
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses a number with a leading zero",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendText("01");
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );
  });

  // #/x-contract/rejects/malformed
  describe("empty", () => {
    it(
      "refuses an empty frame",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const neighbour = await connect("agentUpdates", { as: "second" });
        const bad = client.sendText("");
        expect(await bad.refusal()).to.be.refused("empty", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
        const attach2 = neighbour.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach2.ended()).to.succeed();
      }),
    );
  });

  // #/x-contract/rejects/binary
  describe("binary", () => {
    it(
      "refuses a binary frame",
      scenario({ covers: ["#/x-contract/rejects/binary"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const neighbour = await connect("agentUpdates", { as: "second" });
        const bad = client.sendBinary(new TextEncoder().encode("hello"));
        expect(await bad.refusal()).to.be.refused("binary", {
          reply: "error",
          where: { "/code": "BINARY_NOT_SUPPORTED" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
        const attach2 = neighbour.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach2.ended()).to.succeed();
      }),
    );
  });

  // #/x-contract/rejects/unknown
  describe("hostile", () => {
    it(
      "refuses 500 nested arrays",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const neighbour = await connect("agentUpdates", { as: "second" });
        const bad = client.sendText(`${"[".repeat(500)}${"]".repeat(500)}`);
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
        const attach2 = neighbour.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach2.ended()).to.succeed();
      }),
    );

    it(
      "refuses 500 nested objects",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendText(
          `{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1${"}".repeat(500)}`,
        );
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses a number beyond every double",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendText("1e999");
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses a number of 400 digits",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendText("9".repeat(400));
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses a lone surrogate",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendText('"\\ud800"');
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses a NUL in a string",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendText('"a\\u0000b"');
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses a __proto__ of its own",
      scenario({ covers: ["#/x-contract/rejects/invalid"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendText(
          '{"type":"subscribe","agent_id":"test-agent","__proto__":{"polluted":true}}',
        );
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses a constructor of its own",
      scenario({ covers: ["#/x-contract/rejects/invalid"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendText(
          '{"type":"subscribe","agent_id":"test-agent","constructor":{"prototype":{"polluted":true}}}',
        );
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses a huge number",
      scenario({ covers: ["#/x-contract/rejects/invalid"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendText('{"type":"subscribe","agent_id":"test-agent","undeclared":1e308}');
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );
  });

  // #/channels/agentUpdates
  describe("no UTF-8", () => {
    it(
      "closes on a text frame that ends inside a character, and serves others",
      scenario({ covers: ["#/channels/agentUpdates"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const neighbour = await connect("agentUpdates", { as: "second" });
        expect(await client.sendUndecodable([101, 110, 116, 34, 195])).to.be.closedWith(1007);
        const attach = neighbour.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "closes on a text frame with an encoded surrogate, and serves others",
      scenario({ covers: ["#/channels/agentUpdates"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const neighbour = await connect("agentUpdates", { as: "second" });
        expect(await client.sendUndecodable([34, 237, 160, 128, 34])).to.be.closedWith(1007);
        const attach = neighbour.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "closes on a text frame with an overlong character, and serves others",
      scenario({ covers: ["#/channels/agentUpdates"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const neighbour = await connect("agentUpdates", { as: "second" });
        expect(await client.sendUndecodable([34, 192, 175, 34])).to.be.closedWith(1007);
        const attach = neighbour.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );
  });

  // #/x-contract/rejects/unknown
  describe("unknown", () => {
    it(
      "refuses an unknown type",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const neighbour = await connect("agentUpdates", { as: "second" });
        const bad = client.sendJson({ type: "no-such-message", agent_id: "test-agent" });
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
        const attach2 = neighbour.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach2.ended()).to.succeed();
      }),
    );

    it(
      "refuses a bare array",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson([]);
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses a bare number",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson(42);
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses null",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson(null);
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses an object with nothing but __proto__",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({ ["__proto__"]: { type: "hello" } });
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses subscribe without type",
      scenario({ covers: ["#/components/messages/subscribe/payload/required"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({ agent_id: "test-agent" });
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      'refuses type "Subscribe" instead of "subscribe"',
      scenario(
        { covers: ["#/components/messages/subscribe/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({ type: "Subscribe", agent_id: "test-agent" });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
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
      'refuses type "subscribex" instead of "subscribe"',
      scenario(
        { covers: ["#/components/messages/subscribe/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({ type: "subscribex", agent_id: "test-agent" });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
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
      "refuses unsubscribe without type",
      scenario({ covers: ["#/components/messages/unsubscribe/payload/required"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({ agent_id: "test-agent" });
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      'refuses type "Unsubscribe" instead of "unsubscribe"',
      scenario(
        { covers: ["#/components/messages/unsubscribe/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({ type: "Unsubscribe", agent_id: "test-agent" });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
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
      'refuses type "unsubscribex" instead of "unsubscribe"',
      scenario(
        { covers: ["#/components/messages/unsubscribe/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({ type: "unsubscribex", agent_id: "test-agent" });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
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
      "refuses attach without type",
      scenario({ covers: ["#/components/messages/attach/payload/required"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({ request_id: "req-40", runner: "local-runner" });
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      'refuses type "Attach" instead of "attach"',
      scenario(
        { covers: ["#/components/messages/attach/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({ type: "Attach", request_id: "req-40", runner: "local-runner" });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
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
      'refuses type "attachx" instead of "attach"',
      scenario(
        { covers: ["#/components/messages/attach/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({ type: "attachx", request_id: "req-40", runner: "local-runner" });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
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
      "refuses agents without type",
      scenario({ covers: ["#/components/messages/agents/payload/required"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({
          query_id: "7c4e2a9d-1b3f-4d5e-9a6b-8c7d6e5f4a07",
          agents: ["test-agent"],
        });
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      'refuses type "Agents" instead of "agents"',
      scenario(
        { covers: ["#/components/messages/agents/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({
            type: "Agents",
            query_id: "7c4e2a9d-1b3f-4d5e-9a6b-8c7d6e5f4a07",
            agents: ["test-agent"],
          });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
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
      'refuses type "agentsx" instead of "agents"',
      scenario(
        { covers: ["#/components/messages/agents/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({
            type: "agentsx",
            query_id: "7c4e2a9d-1b3f-4d5e-9a6b-8c7d6e5f4a07",
            agents: ["test-agent"],
          });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
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
      "refuses report_status without type",
      scenario({ covers: ["#/components/messages/reportStatus/payload/required"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({
          request_id: "req-41",
          runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
          agent_id: "test-agent",
          state: "busy",
        });
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      'refuses type "Report_status" instead of "report_status"',
      scenario(
        { covers: ["#/components/messages/reportStatus/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({
            type: "Report_status",
            request_id: "req-41",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            state: "busy",
          });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
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
      'refuses type "report_statusx" instead of "report_status"',
      scenario(
        { covers: ["#/components/messages/reportStatus/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({
            type: "report_statusx",
            request_id: "req-41",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            state: "busy",
          });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
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
      "refuses report_log without type",
      scenario({ covers: ["#/components/messages/reportLog/payload/required"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({
          request_id: "req-43",
          runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
          agent_id: "test-agent",
          level: "info",
          line: "reading report.md",
        });
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      'refuses type "Report_log" instead of "report_log"',
      scenario(
        { covers: ["#/components/messages/reportLog/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({
            type: "Report_log",
            request_id: "req-43",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            level: "info",
            line: "reading report.md",
          });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
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
      'refuses type "report_logx" instead of "report_log"',
      scenario(
        { covers: ["#/components/messages/reportLog/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({
            type: "report_logx",
            request_id: "req-43",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            level: "info",
            line: "reading report.md",
          });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
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
      "refuses report_result without type",
      scenario({ covers: ["#/components/messages/reportResult/payload/required"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({
          request_id: "req-44",
          runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
          agent_id: "test-agent",
          outcome: "succeeded",
          output: { summary: "Sales grew.", sentences: 1 },
        });
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      'refuses type "Report_result" instead of "report_result"',
      scenario(
        { covers: ["#/components/messages/reportResult/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({
            type: "Report_result",
            request_id: "req-44",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
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
      'refuses type "report_resultx" instead of "report_result"',
      scenario(
        { covers: ["#/components/messages/reportResult/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({
            type: "report_resultx",
            request_id: "req-44",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
        },
      ),
    );
  });

  // #/channels/agentUpdates/messages/subscribe
  describe("subscribe", () => {
    it(
      "refuses it without agent_id",
      scenario(
        { covers: ["#/components/messages/subscribe/payload/required", "#/x-contract/rejects/invalid"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const neighbour = await connect("agentUpdates", { as: "second" });
          const bad = client.sendJson({ type: "subscribe" });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const attach2 = neighbour.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach2.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses it with an undeclared property",
      scenario(
        { covers: ["#/components/messages/subscribe/payload/additionalProperties"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({ type: "subscribe", agent_id: "test-agent", undeclared: true });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses agent_id as a number",
      scenario({ covers: ["#/components/schemas/AgentId/type"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({ type: "subscribe", agent_id: 42 });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses agent_id as null",
      scenario({ covers: ["#/components/schemas/AgentId/type"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({ type: "subscribe", agent_id: null });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses agent_id empty (minLength 1)",
      scenario({ covers: ["#/components/schemas/AgentId/minLength"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({ type: "subscribe", agent_id: "" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses agent_id of 65 characters (maxLength 64)",
      scenario({ covers: ["#/components/schemas/AgentId/maxLength"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({ type: "subscribe", agent_id: "x".repeat(65) });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      'refuses agent_id "test-agen!" (pattern ^[a-z0-9]+(-[a-z0-9]+)*$)',
      scenario({ covers: ["#/components/schemas/AgentId/pattern"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({ type: "subscribe", agent_id: "test-agen!" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );
  });

  // #/channels/agentUpdates/messages/unsubscribe
  describe("unsubscribe", () => {
    it(
      "refuses it without agent_id",
      scenario(
        { covers: ["#/components/messages/unsubscribe/payload/required", "#/x-contract/rejects/invalid"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const neighbour = await connect("agentUpdates", { as: "second" });
          const bad = client.sendJson({ type: "unsubscribe" });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const attach2 = neighbour.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach2.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses it with an undeclared property",
      scenario(
        { covers: ["#/components/messages/unsubscribe/payload/additionalProperties"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({ type: "unsubscribe", agent_id: "test-agent", undeclared: true });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses agent_id as a number",
      scenario({ covers: ["#/components/schemas/AgentId/type"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({ type: "unsubscribe", agent_id: 42 });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses agent_id as null",
      scenario({ covers: ["#/components/schemas/AgentId/type"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({ type: "unsubscribe", agent_id: null });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses agent_id empty (minLength 1)",
      scenario({ covers: ["#/components/schemas/AgentId/minLength"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({ type: "unsubscribe", agent_id: "" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses agent_id of 65 characters (maxLength 64)",
      scenario({ covers: ["#/components/schemas/AgentId/maxLength"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({ type: "unsubscribe", agent_id: "x".repeat(65) });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      'refuses agent_id "test-agen!" (pattern ^[a-z0-9]+(-[a-z0-9]+)*$)',
      scenario({ covers: ["#/components/schemas/AgentId/pattern"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({ type: "unsubscribe", agent_id: "test-agen!" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );
  });

  // #/channels/agentUpdates/messages/attach
  describe("attach", () => {
    it(
      "refuses it without request_id",
      scenario(
        { covers: ["#/components/messages/attach/payload/required", "#/x-contract/rejects/invalid"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const neighbour = await connect("agentUpdates", { as: "second" });
          const bad = client.sendJson({ type: "attach", runner: "local-runner" });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const attach2 = neighbour.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach2.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses it without runner",
      scenario({ covers: ["#/components/messages/attach/payload/required"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({ type: "attach", request_id: "req-40" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses it with an undeclared property",
      scenario(
        { covers: ["#/components/messages/attach/payload/additionalProperties"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
            undeclared: true,
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses request_id as a number",
      scenario({ covers: ["#/components/schemas/RequestId/type"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({ type: "attach", request_id: 42, runner: "local-runner" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses request_id as null",
      scenario({ covers: ["#/components/schemas/RequestId/type"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({ type: "attach", request_id: null, runner: "local-runner" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses request_id empty (minLength 1)",
      scenario({ covers: ["#/components/schemas/RequestId/minLength"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({ type: "attach", request_id: "", runner: "local-runner" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses request_id of 65 characters (maxLength 64)",
      scenario({ covers: ["#/components/schemas/RequestId/maxLength"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({ type: "attach", request_id: "x".repeat(65), runner: "local-runner" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      'refuses request_id "req-4!" (pattern ^[A-Za-z0-9_.:-]+$)',
      scenario({ covers: ["#/components/schemas/RequestId/pattern"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({ type: "attach", request_id: "req-4!", runner: "local-runner" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses runner as a number",
      scenario(
        { covers: ["#/components/messages/attach/payload/properties/runner/type"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({ type: "attach", request_id: "req-40", runner: 42 });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses runner as null",
      scenario(
        { covers: ["#/components/messages/attach/payload/properties/runner/type"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({ type: "attach", request_id: "req-40", runner: null });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses runner empty (minLength 1)",
      scenario(
        { covers: ["#/components/messages/attach/payload/properties/runner/minLength"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({ type: "attach", request_id: "req-40", runner: "" });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses runner of 65 characters (maxLength 64)",
      scenario(
        { covers: ["#/components/messages/attach/payload/properties/runner/maxLength"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({ type: "attach", request_id: "req-40", runner: "x".repeat(65) });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
        },
      ),
    );
  });

  // #/channels/agentUpdates/messages/agents
  describe("agents", () => {
    it(
      "refuses it without query_id",
      scenario(
        { covers: ["#/components/messages/agents/payload/required", "#/x-contract/rejects/invalid"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const neighbour = await connect("agentUpdates", { as: "second" });
          const bad = client.sendJson({ type: "agents", agents: ["test-agent"] });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const attach2 = neighbour.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach2.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses it without agents",
      scenario({ covers: ["#/components/messages/agents/payload/required"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({ type: "agents", query_id: "7c4e2a9d-1b3f-4d5e-9a6b-8c7d6e5f4a07" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses it with an undeclared property",
      scenario(
        { covers: ["#/components/messages/agents/payload/additionalProperties"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({
            type: "agents",
            query_id: "7c4e2a9d-1b3f-4d5e-9a6b-8c7d6e5f4a07",
            agents: ["test-agent"],
            undeclared: true,
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses query_id as a number",
      scenario({ covers: ["#/components/schemas/QueryId/type"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({ type: "agents", query_id: 42, agents: ["test-agent"] });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses query_id as null",
      scenario({ covers: ["#/components/schemas/QueryId/type"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({ type: "agents", query_id: null, agents: ["test-agent"] });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      'refuses query_id "3fa85f64-5717-4562-b3fc" (format uuid)',
      scenario({ covers: ["#/components/schemas/QueryId/format"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({
          type: "agents",
          query_id: "3fa85f64-5717-4562-b3fc",
          agents: ["test-agent"],
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      'refuses query_id "not-a-uuid" (format uuid)',
      scenario({ covers: ["#/components/schemas/QueryId/format"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({ type: "agents", query_id: "not-a-uuid", agents: ["test-agent"] });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses agents as a string",
      scenario(
        { covers: ["#/components/messages/agents/payload/properties/agents/type"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({
            type: "agents",
            query_id: "7c4e2a9d-1b3f-4d5e-9a6b-8c7d6e5f4a07",
            agents: "text",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses agents as an object",
      scenario(
        { covers: ["#/components/messages/agents/payload/properties/agents/type"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({
            type: "agents",
            query_id: "7c4e2a9d-1b3f-4d5e-9a6b-8c7d6e5f4a07",
            agents: {},
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses agents as null",
      scenario(
        { covers: ["#/components/messages/agents/payload/properties/agents/type"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({
            type: "agents",
            query_id: "7c4e2a9d-1b3f-4d5e-9a6b-8c7d6e5f4a07",
            agents: null,
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses agents of 101 items (maxItems 100)",
      scenario(
        { covers: ["#/components/messages/agents/payload/properties/agents/maxItems"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({
            type: "agents",
            query_id: "7c4e2a9d-1b3f-4d5e-9a6b-8c7d6e5f4a07",
            agents: [
              "test-agent",
              "test-agent2",
              "test-agent3",
              "test-agent4",
              "test-agent5",
              "test-agent6",
              "test-agent7",
              "test-agent8",
              "test-agent9",
              "test-agent10",
              "test-agent11",
              "test-agent12",
              "test-agent13",
              "test-agent14",
              "test-agent15",
              "test-agent16",
              "test-agent17",
              "test-agent18",
              "test-agent19",
              "test-agent20",
              "test-agent21",
              "test-agent22",
              "test-agent23",
              "test-agent24",
              "test-agent25",
              "test-agent26",
              "test-agent27",
              "test-agent28",
              "test-agent29",
              "test-agent30",
              "test-agent31",
              "test-agent32",
              "test-agent33",
              "test-agent34",
              "test-agent35",
              "test-agent36",
              "test-agent37",
              "test-agent38",
              "test-agent39",
              "test-agent40",
              "test-agent41",
              "test-agent42",
              "test-agent43",
              "test-agent44",
              "test-agent45",
              "test-agent46",
              "test-agent47",
              "test-agent48",
              "test-agent49",
              "test-agent50",
              "test-agent51",
              "test-agent52",
              "test-agent53",
              "test-agent54",
              "test-agent55",
              "test-agent56",
              "test-agent57",
              "test-agent58",
              "test-agent59",
              "test-agent60",
              "test-agent61",
              "test-agent62",
              "test-agent63",
              "test-agent64",
              "test-agent65",
              "test-agent66",
              "test-agent67",
              "test-agent68",
              "test-agent69",
              "test-agent70",
              "test-agent71",
              "test-agent72",
              "test-agent73",
              "test-agent74",
              "test-agent75",
              "test-agent76",
              "test-agent77",
              "test-agent78",
              "test-agent79",
              "test-agent80",
              "test-agent81",
              "test-agent82",
              "test-agent83",
              "test-agent84",
              "test-agent85",
              "test-agent86",
              "test-agent87",
              "test-agent88",
              "test-agent89",
              "test-agent90",
              "test-agent91",
              "test-agent92",
              "test-agent93",
              "test-agent94",
              "test-agent95",
              "test-agent96",
              "test-agent97",
              "test-agent98",
              "test-agent99",
              "test-agent100",
              "test-agent101",
            ],
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses agents with a duplicate",
      scenario(
        { covers: ["#/components/messages/agents/payload/properties/agents/uniqueItems"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({
            type: "agents",
            query_id: "7c4e2a9d-1b3f-4d5e-9a6b-8c7d6e5f4a07",
            agents: ["test-agent", "test-agent"],
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses agents[0] as a number",
      scenario({ covers: ["#/components/schemas/AgentId/type"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({
          type: "agents",
          query_id: "7c4e2a9d-1b3f-4d5e-9a6b-8c7d6e5f4a07",
          agents: [42],
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses agents[0] as null",
      scenario({ covers: ["#/components/schemas/AgentId/type"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({
          type: "agents",
          query_id: "7c4e2a9d-1b3f-4d5e-9a6b-8c7d6e5f4a07",
          agents: [null],
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses agents[0] empty (minLength 1)",
      scenario({ covers: ["#/components/schemas/AgentId/minLength"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({
          type: "agents",
          query_id: "7c4e2a9d-1b3f-4d5e-9a6b-8c7d6e5f4a07",
          agents: [""],
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      "refuses agents[0] of 65 characters (maxLength 64)",
      scenario({ covers: ["#/components/schemas/AgentId/maxLength"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({
          type: "agents",
          query_id: "7c4e2a9d-1b3f-4d5e-9a6b-8c7d6e5f4a07",
          agents: ["x".repeat(65)],
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );

    it(
      'refuses agents[0] "test-agen!" (pattern ^[a-z0-9]+(-[a-z0-9]+)*$)',
      scenario({ covers: ["#/components/schemas/AgentId/pattern"] }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const bad = client.sendJson({
          type: "agents",
          query_id: "7c4e2a9d-1b3f-4d5e-9a6b-8c7d6e5f4a07",
          agents: ["test-agen!"],
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
      }),
    );
  });

  // #/channels/agentUpdates/messages/report_status
  describe("report_status", () => {
    it(
      "refuses it without request_id",
      scenario(
        {
          covers: ["#/components/messages/reportStatus/payload/required", "#/x-contract/rejects/invalid"],
          exclusive: "channel",
        },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const neighbour = await connect("agentUpdates", { as: "second" });
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_status",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            state: "busy",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const reportStatus = client.send("report_status", {
            type: "report_status",
            request_id: "req-41",
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "test-agent",
            state: "busy",
          });
          expect(await reportStatus.ended()).to.succeed();
          const attach2 = neighbour.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach2.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses it without runner_id",
      scenario(
        { covers: ["#/components/messages/reportStatus/payload/required"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_status",
            request_id: "req-41",
            agent_id: "test-agent",
            state: "busy",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses it without agent_id",
      scenario(
        { covers: ["#/components/messages/reportStatus/payload/required"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_status",
            request_id: "req-41",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            state: "busy",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses it without state",
      scenario(
        { covers: ["#/components/messages/reportStatus/payload/required"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_status",
            request_id: "req-41",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses it with an undeclared property",
      scenario(
        { covers: ["#/components/messages/reportStatus/payload/additionalProperties"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_status",
            request_id: "req-41",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            state: "busy",
            undeclared: true,
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses request_id as a number",
      scenario(
        { covers: ["#/components/schemas/RequestId/type"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_status",
            request_id: 42,
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            state: "busy",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses request_id as null",
      scenario(
        { covers: ["#/components/schemas/RequestId/type"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_status",
            request_id: null,
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            state: "busy",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses request_id empty (minLength 1)",
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
          const bad = client.sendJson({
            type: "report_status",
            request_id: "",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            state: "busy",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses request_id of 65 characters (maxLength 64)",
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
          const bad = client.sendJson({
            type: "report_status",
            request_id: "x".repeat(65),
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            state: "busy",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      'refuses request_id "req-4!" (pattern ^[A-Za-z0-9_.:-]+$)',
      scenario(
        { covers: ["#/components/schemas/RequestId/pattern"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_status",
            request_id: "req-4!",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            state: "busy",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses runner_id as a number",
      scenario(
        { covers: ["#/components/schemas/RunnerId/type"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_status",
            request_id: "req-41",
            runner_id: 42,
            agent_id: "test-agent",
            state: "busy",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses runner_id as null",
      scenario(
        { covers: ["#/components/schemas/RunnerId/type"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_status",
            request_id: "req-41",
            runner_id: null,
            agent_id: "test-agent",
            state: "busy",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      'refuses runner_id "3fa85f64-5717-4562-b3fc" (format uuid)',
      scenario(
        { covers: ["#/components/schemas/RunnerId/format"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_status",
            request_id: "req-41",
            runner_id: "3fa85f64-5717-4562-b3fc",
            agent_id: "test-agent",
            state: "busy",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      'refuses runner_id "not-a-uuid" (format uuid)',
      scenario(
        { covers: ["#/components/schemas/RunnerId/format"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_status",
            request_id: "req-41",
            runner_id: "not-a-uuid",
            agent_id: "test-agent",
            state: "busy",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses agent_id as a number",
      scenario(
        { covers: ["#/components/schemas/AgentId/type"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_status",
            request_id: "req-41",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: 42,
            state: "busy",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses agent_id as null",
      scenario(
        { covers: ["#/components/schemas/AgentId/type"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_status",
            request_id: "req-41",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: null,
            state: "busy",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses agent_id empty (minLength 1)",
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
          const bad = client.sendJson({
            type: "report_status",
            request_id: "req-41",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "",
            state: "busy",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses agent_id of 65 characters (maxLength 64)",
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
          const bad = client.sendJson({
            type: "report_status",
            request_id: "req-41",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "x".repeat(65),
            state: "busy",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      'refuses agent_id "test-agen!" (pattern ^[a-z0-9]+(-[a-z0-9]+)*$)',
      scenario(
        { covers: ["#/components/schemas/AgentId/pattern"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_status",
            request_id: "req-41",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agen!",
            state: "busy",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses state as a number",
      scenario(
        { covers: ["#/components/schemas/AgentState/type"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_status",
            request_id: "req-41",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            state: 42,
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses state as null",
      scenario(
        { covers: ["#/components/schemas/AgentState/type"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_status",
            request_id: "req-41",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            state: null,
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      'refuses state "Idle" (not in enum)',
      scenario(
        { covers: ["#/components/schemas/AgentState/enum"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_status",
            request_id: "req-41",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            state: "Idle",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      'refuses state "idlex" (not in enum)',
      scenario(
        { covers: ["#/components/schemas/AgentState/enum"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_status",
            request_id: "req-41",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            state: "idlex",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses note as a number",
      scenario({ covers: ["#/components/schemas/Note/type"], exclusive: "channel" }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
        const bad = client.sendJson({
          type: "report_status",
          request_id: "req-41",
          runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
          agent_id: "test-agent",
          state: "busy",
          note: 42,
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const reportStatus = client.send("report_status", {
          type: "report_status",
          request_id: "req-41",
          runner_id: client.value("attached", "/runner_id"),
          agent_id: "test-agent",
          state: "busy",
        });
        expect(await reportStatus.ended()).to.succeed();
      }),
    );

    it(
      "refuses note as null",
      scenario({ covers: ["#/components/schemas/Note/type"], exclusive: "channel" }, async ({ connect }) => {
        const client = await connect("agentUpdates");
        const attach = client.send("attach", {
          type: "attach",
          request_id: "req-40",
          runner: "local-runner",
        });
        expect(await attach.ended()).to.succeed();
        const bad = client.sendJson({
          type: "report_status",
          request_id: "req-41",
          runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
          agent_id: "test-agent",
          state: "busy",
          note: null,
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const reportStatus = client.send("report_status", {
          type: "report_status",
          request_id: "req-41",
          runner_id: client.value("attached", "/runner_id"),
          agent_id: "test-agent",
          state: "busy",
        });
        expect(await reportStatus.ended()).to.succeed();
      }),
    );

    it(
      "refuses note of 201 characters (maxLength 200)",
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
          const bad = client.sendJson({
            type: "report_status",
            request_id: "req-41",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            state: "busy",
            note: "x".repeat(201),
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
  });

  // #/channels/agentUpdates/messages/report_log
  describe("report_log", () => {
    it(
      "refuses it without request_id",
      scenario(
        {
          covers: ["#/components/messages/reportLog/payload/required", "#/x-contract/rejects/invalid"],
          exclusive: "channel",
        },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const neighbour = await connect("agentUpdates", { as: "second" });
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_log",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            level: "info",
            line: "reading report.md",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const reportStatus = client.send("report_status", {
            type: "report_status",
            request_id: "req-41",
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "test-agent",
            state: "busy",
          });
          expect(await reportStatus.ended()).to.succeed();
          const attach2 = neighbour.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach2.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses it without runner_id",
      scenario(
        { covers: ["#/components/messages/reportLog/payload/required"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_log",
            request_id: "req-43",
            agent_id: "test-agent",
            level: "info",
            line: "reading report.md",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses it without agent_id",
      scenario(
        { covers: ["#/components/messages/reportLog/payload/required"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_log",
            request_id: "req-43",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            level: "info",
            line: "reading report.md",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses it without level",
      scenario(
        { covers: ["#/components/messages/reportLog/payload/required"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_log",
            request_id: "req-43",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            line: "reading report.md",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses it without line",
      scenario(
        { covers: ["#/components/messages/reportLog/payload/required"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_log",
            request_id: "req-43",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            level: "info",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses it with an undeclared property",
      scenario(
        { covers: ["#/components/messages/reportLog/payload/additionalProperties"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_log",
            request_id: "req-43",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            level: "info",
            line: "reading report.md",
            undeclared: true,
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses request_id as a number",
      scenario(
        { covers: ["#/components/schemas/RequestId/type"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_log",
            request_id: 42,
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            level: "info",
            line: "reading report.md",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses request_id as null",
      scenario(
        { covers: ["#/components/schemas/RequestId/type"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_log",
            request_id: null,
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            level: "info",
            line: "reading report.md",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses request_id empty (minLength 1)",
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
          const bad = client.sendJson({
            type: "report_log",
            request_id: "",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            level: "info",
            line: "reading report.md",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses request_id of 65 characters (maxLength 64)",
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
          const bad = client.sendJson({
            type: "report_log",
            request_id: "x".repeat(65),
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            level: "info",
            line: "reading report.md",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      'refuses request_id "req-4!" (pattern ^[A-Za-z0-9_.:-]+$)',
      scenario(
        { covers: ["#/components/schemas/RequestId/pattern"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_log",
            request_id: "req-4!",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            level: "info",
            line: "reading report.md",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses runner_id as a number",
      scenario(
        { covers: ["#/components/schemas/RunnerId/type"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_log",
            request_id: "req-43",
            runner_id: 42,
            agent_id: "test-agent",
            level: "info",
            line: "reading report.md",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses runner_id as null",
      scenario(
        { covers: ["#/components/schemas/RunnerId/type"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_log",
            request_id: "req-43",
            runner_id: null,
            agent_id: "test-agent",
            level: "info",
            line: "reading report.md",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      'refuses runner_id "3fa85f64-5717-4562-b3fc" (format uuid)',
      scenario(
        { covers: ["#/components/schemas/RunnerId/format"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_log",
            request_id: "req-43",
            runner_id: "3fa85f64-5717-4562-b3fc",
            agent_id: "test-agent",
            level: "info",
            line: "reading report.md",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      'refuses runner_id "not-a-uuid" (format uuid)',
      scenario(
        { covers: ["#/components/schemas/RunnerId/format"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_log",
            request_id: "req-43",
            runner_id: "not-a-uuid",
            agent_id: "test-agent",
            level: "info",
            line: "reading report.md",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses agent_id as a number",
      scenario(
        { covers: ["#/components/schemas/AgentId/type"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_log",
            request_id: "req-43",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: 42,
            level: "info",
            line: "reading report.md",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses agent_id as null",
      scenario(
        { covers: ["#/components/schemas/AgentId/type"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_log",
            request_id: "req-43",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: null,
            level: "info",
            line: "reading report.md",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses agent_id empty (minLength 1)",
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
          const bad = client.sendJson({
            type: "report_log",
            request_id: "req-43",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "",
            level: "info",
            line: "reading report.md",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses agent_id of 65 characters (maxLength 64)",
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
          const bad = client.sendJson({
            type: "report_log",
            request_id: "req-43",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "x".repeat(65),
            level: "info",
            line: "reading report.md",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      'refuses agent_id "test-agen!" (pattern ^[a-z0-9]+(-[a-z0-9]+)*$)',
      scenario(
        { covers: ["#/components/schemas/AgentId/pattern"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_log",
            request_id: "req-43",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agen!",
            level: "info",
            line: "reading report.md",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses level as a number",
      scenario(
        { covers: ["#/components/schemas/LogLevel/type"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_log",
            request_id: "req-43",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            level: 42,
            line: "reading report.md",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses level as null",
      scenario(
        { covers: ["#/components/schemas/LogLevel/type"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_log",
            request_id: "req-43",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            level: null,
            line: "reading report.md",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      'refuses level "Debug" (not in enum)',
      scenario(
        { covers: ["#/components/schemas/LogLevel/enum"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_log",
            request_id: "req-43",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            level: "Debug",
            line: "reading report.md",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      'refuses level "debugx" (not in enum)',
      scenario(
        { covers: ["#/components/schemas/LogLevel/enum"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_log",
            request_id: "req-43",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            level: "debugx",
            line: "reading report.md",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses line as a number",
      scenario(
        { covers: ["#/components/schemas/LogLine/type"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_log",
            request_id: "req-43",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            level: "info",
            line: 42,
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses line as null",
      scenario(
        { covers: ["#/components/schemas/LogLine/type"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_log",
            request_id: "req-43",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            level: "info",
            line: null,
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses line of 2001 characters (maxLength 2000)",
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
          const bad = client.sendJson({
            type: "report_log",
            request_id: "req-43",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            level: "info",
            line: "x".repeat(2001),
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
  });

  // #/channels/agentUpdates/messages/report_result
  describe("report_result", () => {
    it(
      "refuses it without request_id",
      scenario(
        {
          covers: ["#/components/messages/reportResult/payload/required", "#/x-contract/rejects/invalid"],
          exclusive: "channel",
        },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const neighbour = await connect("agentUpdates", { as: "second" });
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_result",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const reportStatus = client.send("report_status", {
            type: "report_status",
            request_id: "req-41",
            runner_id: client.value("attached", "/runner_id"),
            agent_id: "test-agent",
            state: "busy",
          });
          expect(await reportStatus.ended()).to.succeed();
          const attach2 = neighbour.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach2.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses it without runner_id",
      scenario(
        { covers: ["#/components/messages/reportResult/payload/required"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_result",
            request_id: "req-44",
            agent_id: "test-agent",
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses it without agent_id",
      scenario(
        { covers: ["#/components/messages/reportResult/payload/required"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_result",
            request_id: "req-44",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses it without outcome",
      scenario(
        { covers: ["#/components/messages/reportResult/payload/required"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_result",
            request_id: "req-44",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses it with an undeclared property",
      scenario(
        { covers: ["#/components/messages/reportResult/payload/additionalProperties"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_result",
            request_id: "req-44",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
            undeclared: true,
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses request_id as a number",
      scenario(
        { covers: ["#/components/schemas/RequestId/type"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_result",
            request_id: 42,
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses request_id as null",
      scenario(
        { covers: ["#/components/schemas/RequestId/type"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_result",
            request_id: null,
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses request_id empty (minLength 1)",
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
          const bad = client.sendJson({
            type: "report_result",
            request_id: "",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses request_id of 65 characters (maxLength 64)",
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
          const bad = client.sendJson({
            type: "report_result",
            request_id: "x".repeat(65),
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      'refuses request_id "req-4!" (pattern ^[A-Za-z0-9_.:-]+$)',
      scenario(
        { covers: ["#/components/schemas/RequestId/pattern"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_result",
            request_id: "req-4!",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses runner_id as a number",
      scenario(
        { covers: ["#/components/schemas/RunnerId/type"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_result",
            request_id: "req-44",
            runner_id: 42,
            agent_id: "test-agent",
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses runner_id as null",
      scenario(
        { covers: ["#/components/schemas/RunnerId/type"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_result",
            request_id: "req-44",
            runner_id: null,
            agent_id: "test-agent",
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      'refuses runner_id "3fa85f64-5717-4562-b3fc" (format uuid)',
      scenario(
        { covers: ["#/components/schemas/RunnerId/format"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_result",
            request_id: "req-44",
            runner_id: "3fa85f64-5717-4562-b3fc",
            agent_id: "test-agent",
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      'refuses runner_id "not-a-uuid" (format uuid)',
      scenario(
        { covers: ["#/components/schemas/RunnerId/format"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_result",
            request_id: "req-44",
            runner_id: "not-a-uuid",
            agent_id: "test-agent",
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses agent_id as a number",
      scenario(
        { covers: ["#/components/schemas/AgentId/type"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_result",
            request_id: "req-44",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: 42,
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses agent_id as null",
      scenario(
        { covers: ["#/components/schemas/AgentId/type"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_result",
            request_id: "req-44",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: null,
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses agent_id empty (minLength 1)",
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
          const bad = client.sendJson({
            type: "report_result",
            request_id: "req-44",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "",
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses agent_id of 65 characters (maxLength 64)",
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
          const bad = client.sendJson({
            type: "report_result",
            request_id: "req-44",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "x".repeat(65),
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      'refuses agent_id "test-agen!" (pattern ^[a-z0-9]+(-[a-z0-9]+)*$)',
      scenario(
        { covers: ["#/components/schemas/AgentId/pattern"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_result",
            request_id: "req-44",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agen!",
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses outcome as a number",
      scenario(
        { covers: ["#/components/schemas/AgentOutcome/type"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_result",
            request_id: "req-44",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            outcome: 42,
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses outcome as null",
      scenario(
        { covers: ["#/components/schemas/AgentOutcome/type"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_result",
            request_id: "req-44",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            outcome: null,
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      'refuses outcome "Succeeded" (not in enum)',
      scenario(
        { covers: ["#/components/schemas/AgentOutcome/enum"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_result",
            request_id: "req-44",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            outcome: "Succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      'refuses outcome "succeededx" (not in enum)',
      scenario(
        { covers: ["#/components/schemas/AgentOutcome/enum"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_result",
            request_id: "req-44",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            outcome: "succeededx",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses output as a string",
      scenario(
        { covers: ["#/components/schemas/AgentOutput/type"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_result",
            request_id: "req-44",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            outcome: "succeeded",
            output: "text",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses output as an array",
      scenario(
        { covers: ["#/components/schemas/AgentOutput/type"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_result",
            request_id: "req-44",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            outcome: "succeeded",
            output: [],
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses output as null",
      scenario(
        { covers: ["#/components/schemas/AgentOutput/type"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_result",
            request_id: "req-44",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            outcome: "succeeded",
            output: null,
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
      "refuses output with 21 properties (maxProperties 20)",
      scenario(
        { covers: ["#/components/schemas/AgentOutput/maxProperties"], exclusive: "channel" },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const bad = client.sendJson({
            type: "report_result",
            request_id: "req-44",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            outcome: "succeeded",
            output: {
              summary: "Sales grew.",
              sentences: 1,
              extra1: "Sales grew.",
              extra2: "Sales grew.",
              extra3: "Sales grew.",
              extra4: "Sales grew.",
              extra5: "Sales grew.",
              extra6: "Sales grew.",
              extra7: "Sales grew.",
              extra8: "Sales grew.",
              extra9: "Sales grew.",
              extra10: "Sales grew.",
              extra11: "Sales grew.",
              extra12: "Sales grew.",
              extra13: "Sales grew.",
              extra14: "Sales grew.",
              extra15: "Sales grew.",
              extra16: "Sales grew.",
              extra17: "Sales grew.",
              extra18: "Sales grew.",
              extra19: "Sales grew.",
            },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
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
  });

  // #/channels/agentUpdates/x-contract/limits/messageBytes
  describe("too large", () => {
    it(
      "accepts a message of exactly 65536 bytes",
      scenario(
        { covers: ["#/channels/agentUpdates/x-contract/limits/messageBytes"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const text = JSON.stringify({ type: "attach", request_id: "req-40", runner: "local-runner" });
          const full = client.sendText(text.padEnd(65536));
          expect(await full.refusal()).to.include({ phase: "accepted" });
        },
      ),
    );

    it(
      "refuses a frame of 65537 bytes",
      scenario(
        {
          covers: ["#/channels/agentUpdates/x-contract/limits/messageBytes", "#/x-contract/rejects/tooLarge"],
        },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const neighbour = await connect("agentUpdates", { as: "second" });
          const text = JSON.stringify({ type: "attach", request_id: "req-40", runner: "local-runner" });
          const bad = client.sendText(text.padEnd(65537));
          expect(await bad.refusal()).to.be.refused("tooLarge", { close: 1009 });
          const attach = neighbour.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
        },
      ),
    );
  });

  // #/x-contract/rejects/outOfOrder
  describe("out of order", () => {
    it(
      "refuses unsubscribe before its time",
      scenario(
        {
          covers: [
            "#/channels/agentUpdates/x-contract/conversation",
            "#/operations/unsubscribe",
            "#/x-contract/rejects/outOfOrder",
          ],
        },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const neighbour = await connect("agentUpdates", { as: "second" });
          const bad = client.sendJson({ type: "unsubscribe", agent_id: "test-agent" });
          expect(await bad.refusal()).to.be.refused("outOfOrder", {
            reply: "error",
            where: { "/code": "OUT_OF_ORDER" },
          });
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const attach2 = neighbour.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach2.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses a second attachRunner",
      scenario(
        {
          covers: ["#/channels/agentUpdates/x-contract/conversation", "#/operations/attachRunner"],
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
          const bad = client.sendJson({ type: "attach", request_id: "req-40", runner: "local-runner" });
          expect(await bad.refusal()).to.be.refused("outOfOrder", {
            reply: "error",
            where: { "/code": "OUT_OF_ORDER" },
          });
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
      "refuses reportStatus before its time",
      scenario(
        { covers: ["#/channels/agentUpdates/x-contract/conversation", "#/operations/reportStatus"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({
            type: "report_status",
            request_id: "req-41",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            state: "busy",
          });
          expect(await bad.refusal()).to.be.refused("outOfOrder", {
            reply: "error",
            where: { "/code": "OUT_OF_ORDER" },
          });
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
      "refuses reportLog before its time",
      scenario(
        { covers: ["#/channels/agentUpdates/x-contract/conversation", "#/operations/reportLog"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({
            type: "report_log",
            request_id: "req-43",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            level: "info",
            line: "reading report.md",
          });
          expect(await bad.refusal()).to.be.refused("outOfOrder", {
            reply: "error",
            where: { "/code": "OUT_OF_ORDER" },
          });
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
      "refuses reportResult before its time",
      scenario(
        { covers: ["#/channels/agentUpdates/x-contract/conversation", "#/operations/reportResult"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const bad = client.sendJson({
            type: "report_result",
            request_id: "req-44",
            runner_id: "3e1d5c7b-9a8f-4b6c-8d2e-4f5a6b7c8d06",
            agent_id: "test-agent",
            outcome: "succeeded",
            output: { summary: "Sales grew.", sentences: 1 },
          });
          expect(await bad.refusal()).to.be.refused("outOfOrder", {
            reply: "error",
            where: { "/code": "OUT_OF_ORDER" },
          });
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
        },
      ),
    );
  });

  // #/x-contract/rejects/duplicate
  describe("duplicate", () => {
    it(
      "refuses a second subscribe with the id of one that runs",
      scenario(
        { covers: ["#/operations/subscribe", "#/operations/subscribe/x-contract/rejects/duplicate"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const neighbour = await connect("agentUpdates", { as: "second" });
          const subscribe = client.send("subscribe", { type: "subscribe", agent_id: "test-agent" });
          expect(await subscribe.ended()).to.succeed();
          const bad = client.sendJson({ type: "subscribe", agent_id: "test-agent" });
          expect(await bad.refusal()).to.be.refused("duplicate", {
            reply: "error",
            where: { "/code": "ALREADY_SUBSCRIBED" },
          });
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const attach2 = neighbour.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach2.ended()).to.succeed();
        },
      ),
    );
  });

  // #/x-contract/rejects/misdirected
  describe("misdirected", () => {
    it(
      "refuses subscribed, which only the server may send",
      scenario(
        { covers: ["#/channels/agentUpdates/messages/subscribed", "#/x-contract/rejects/misdirected"] },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const neighbour = await connect("agentUpdates", { as: "second" });
          const bad = client.sendJson({ type: "subscribed", agent_id: "test-agent" });
          expect(await bad.refusal()).to.be.refused("misdirected", {
            reply: "error",
            where: { "/code": "MISDIRECTED" },
          });
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const attach2 = neighbour.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach2.ended()).to.succeed();
        },
      ),
    );
  });

  // #/channels/agentUpdates
  describe("answers", () => {
    it(
      "ignores agents without a list_agents to answer",
      scenario(
        {
          covers: [
            "#/operations/listAgents",
            "#/channels/agentUpdates/messages/agents",
            "#/channels/agentUpdates/x-contract/rejects/uncorrelated",
          ],
        },
        async ({ connect }) => {
          const client = await connect("agentUpdates");
          const neighbour = await connect("agentUpdates", { as: "second" });
          const bad = client.sendJson({
            type: "agents",
            query_id: "7c4e2a9d-1b3f-4d5e-9a6b-8c7d6e5f4a07",
            agents: ["test-agent"],
          });
          expect(await bad.refusal()).to.be.refused("uncorrelated", { ignored: true });
          const attach = client.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach.ended()).to.succeed();
          const attach2 = neighbour.send("attach", {
            type: "attach",
            request_id: "req-40",
            runner: "local-runner",
          });
          expect(await attach2.ended()).to.succeed();
        },
      ),
    );
  });
});
