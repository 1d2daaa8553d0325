// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("refusal - agentStream", () => {
  // #/x-contract/rejects/malformed
  describe("malformed", () => {
    it(
      "refuses truncated JSON",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const neighbour = await connect("agentStream", { as: "second" });
        const bad = client.sendText('{"type":"prompt","request_id":"req-20","agent_id":"test-a');
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
        const prompt2 = neighbour.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt2.ended()).to.succeed();
      }),
    );

    it(
      "refuses a trailing comma",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendText(
          '{"type":"prompt","request_id":"req-20","agent_id":"test-agent","prompt":"What is a WebSocket?",}',
        );
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses text that is no JSON",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendText("hello");
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses single quotes",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendText("{'type': 'hello'}");
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses two values in one frame",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendText(
          '{"type":"prompt","request_id":"req-20","agent_id":"test-agent","prompt":"What is a WebSocket?"}{"type":"prompt","request_id":"req-20","agent_id":"test-agent","prompt":"What is a WebSocket?"}',
        );
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses a comment",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendText(
          '{"type":"prompt","request_id":"req-20","agent_id":"test-agent","prompt":"What is a WebSocket?"} // done',
        );
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses a raw line break in a string",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendText('"a\nb"');
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses a number with a leading zero",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendText("01");
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );
  });

  // #/x-contract/rejects/malformed
  describe("empty", () => {
    it(
      "refuses an empty frame",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const neighbour = await connect("agentStream", { as: "second" });
        const bad = client.sendText("");
        expect(await bad.refusal()).to.be.refused("empty", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
        const prompt2 = neighbour.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt2.ended()).to.succeed();
      }),
    );
  });

  // #/x-contract/rejects/binary
  describe("binary", () => {
    it(
      "refuses a binary frame",
      scenario({ covers: ["#/x-contract/rejects/binary"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const neighbour = await connect("agentStream", { as: "second" });
        const bad = client.sendBinary(new TextEncoder().encode("hello"));
        expect(await bad.refusal()).to.be.refused("binary", {
          reply: "error",
          where: { "/code": "BINARY_NOT_SUPPORTED" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
        const prompt2 = neighbour.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt2.ended()).to.succeed();
      }),
    );
  });

  // #/x-contract/rejects/unknown
  describe("hostile", () => {
    it(
      "refuses 500 nested arrays",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const neighbour = await connect("agentStream", { as: "second" });
        const bad = client.sendText(`${"[".repeat(500)}${"]".repeat(500)}`);
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
        const prompt2 = neighbour.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt2.ended()).to.succeed();
      }),
    );

    it(
      "refuses 500 nested objects",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendText(
          `{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1${"}".repeat(500)}`,
        );
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses a number beyond every double",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendText("1e999");
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses a number of 400 digits",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendText("9".repeat(400));
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses a lone surrogate",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendText('"\\ud800"');
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses a NUL in a string",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendText('"a\\u0000b"');
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses a __proto__ of its own",
      scenario({ covers: ["#/x-contract/rejects/invalid"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendText(
          '{"type":"prompt","request_id":"req-20","agent_id":"test-agent","prompt":"What is a WebSocket?","__proto__":{"polluted":true}}',
        );
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses a constructor of its own",
      scenario({ covers: ["#/x-contract/rejects/invalid"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendText(
          '{"type":"prompt","request_id":"req-20","agent_id":"test-agent","prompt":"What is a WebSocket?","constructor":{"prototype":{"polluted":true}}}',
        );
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses a huge number",
      scenario({ covers: ["#/x-contract/rejects/invalid"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendText(
          '{"type":"prompt","request_id":"req-20","agent_id":"test-agent","prompt":"What is a WebSocket?","undeclared":1e308}',
        );
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );
  });

  // #/channels/agentStream
  describe("no UTF-8", () => {
    it(
      "closes on a text frame that ends inside a character, and serves others",
      scenario({ covers: ["#/channels/agentStream"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const neighbour = await connect("agentStream", { as: "second" });
        expect(await client.sendUndecodable([101, 116, 63, 34, 195])).to.be.closedWith(1007);
        const prompt = neighbour.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "closes on a text frame with an encoded surrogate, and serves others",
      scenario({ covers: ["#/channels/agentStream"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const neighbour = await connect("agentStream", { as: "second" });
        expect(await client.sendUndecodable([34, 237, 160, 128, 34])).to.be.closedWith(1007);
        const prompt = neighbour.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "closes on a text frame with an overlong character, and serves others",
      scenario({ covers: ["#/channels/agentStream"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const neighbour = await connect("agentStream", { as: "second" });
        expect(await client.sendUndecodable([34, 192, 175, 34])).to.be.closedWith(1007);
        const prompt = neighbour.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );
  });

  // #/x-contract/rejects/unknown
  describe("unknown", () => {
    it(
      "refuses an unknown type",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const neighbour = await connect("agentStream", { as: "second" });
        const bad = client.sendJson({
          type: "no-such-message",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
        const prompt2 = neighbour.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt2.ended()).to.succeed();
      }),
    );

    it(
      "refuses a bare array",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendJson([]);
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses a bare number",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendJson(42);
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses null",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendJson(null);
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses an object with nothing but __proto__",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendJson({ ["__proto__"]: { type: "hello" } });
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses prompt without type",
      scenario({ covers: ["#/components/messages/prompt/payload/required"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendJson({
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      'refuses type "Prompt" instead of "prompt"',
      scenario(
        { covers: ["#/components/messages/prompt/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("agentStream");
          const bad = client.sendJson({
            type: "Prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
          const prompt = client.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          expect(await prompt.ended()).to.succeed();
        },
      ),
    );

    it(
      'refuses type "promptx" instead of "prompt"',
      scenario(
        { covers: ["#/components/messages/prompt/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("agentStream");
          const bad = client.sendJson({
            type: "promptx",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
          const prompt = client.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          expect(await prompt.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses cancel without type",
      scenario({ covers: ["#/components/messages/cancel/payload/required"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendJson({ request_id: "req-20" });
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      'refuses type "Cancel" instead of "cancel"',
      scenario(
        { covers: ["#/components/messages/cancel/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("agentStream");
          const bad = client.sendJson({ type: "Cancel", request_id: "req-20" });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
          const prompt = client.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          expect(await prompt.ended()).to.succeed();
        },
      ),
    );

    it(
      'refuses type "cancelx" instead of "cancel"',
      scenario(
        { covers: ["#/components/messages/cancel/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("agentStream");
          const bad = client.sendJson({ type: "cancelx", request_id: "req-20" });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
          const prompt = client.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          expect(await prompt.ended()).to.succeed();
        },
      ),
    );
  });

  // #/channels/agentStream/messages/prompt
  describe("prompt", () => {
    it(
      "refuses it without request_id",
      scenario(
        { covers: ["#/components/messages/prompt/payload/required", "#/x-contract/rejects/invalid"] },
        async ({ connect }) => {
          const client = await connect("agentStream");
          const neighbour = await connect("agentStream", { as: "second" });
          const bad = client.sendJson({
            type: "prompt",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const prompt = client.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          expect(await prompt.ended()).to.succeed();
          const prompt2 = neighbour.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          expect(await prompt2.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses it without agent_id",
      scenario({ covers: ["#/components/messages/prompt/payload/required"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendJson({ type: "prompt", request_id: "req-20", prompt: "What is a WebSocket?" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses it without prompt",
      scenario({ covers: ["#/components/messages/prompt/payload/required"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendJson({ type: "prompt", request_id: "req-20", agent_id: "test-agent" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses it with an undeclared property",
      scenario(
        { covers: ["#/components/messages/prompt/payload/additionalProperties"] },
        async ({ connect }) => {
          const client = await connect("agentStream");
          const bad = client.sendJson({
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
            undeclared: true,
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const prompt = client.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          expect(await prompt.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses request_id as a number",
      scenario({ covers: ["#/components/schemas/RequestId/type"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendJson({
          type: "prompt",
          request_id: 42,
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses request_id as null",
      scenario({ covers: ["#/components/schemas/RequestId/type"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendJson({
          type: "prompt",
          request_id: null,
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses request_id empty (minLength 1)",
      scenario({ covers: ["#/components/schemas/RequestId/minLength"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendJson({
          type: "prompt",
          request_id: "",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses request_id of 65 characters (maxLength 64)",
      scenario({ covers: ["#/components/schemas/RequestId/maxLength"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendJson({
          type: "prompt",
          request_id: "x".repeat(65),
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      'refuses request_id "req-2!" (pattern ^[A-Za-z0-9_.:-]+$)',
      scenario({ covers: ["#/components/schemas/RequestId/pattern"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendJson({
          type: "prompt",
          request_id: "req-2!",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses agent_id as a number",
      scenario({ covers: ["#/components/schemas/AgentId/type"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendJson({
          type: "prompt",
          request_id: "req-20",
          agent_id: 42,
          prompt: "What is a WebSocket?",
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses agent_id as null",
      scenario({ covers: ["#/components/schemas/AgentId/type"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendJson({
          type: "prompt",
          request_id: "req-20",
          agent_id: null,
          prompt: "What is a WebSocket?",
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses agent_id empty (minLength 1)",
      scenario({ covers: ["#/components/schemas/AgentId/minLength"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendJson({
          type: "prompt",
          request_id: "req-20",
          agent_id: "",
          prompt: "What is a WebSocket?",
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses agent_id of 65 characters (maxLength 64)",
      scenario({ covers: ["#/components/schemas/AgentId/maxLength"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendJson({
          type: "prompt",
          request_id: "req-20",
          agent_id: "x".repeat(65),
          prompt: "What is a WebSocket?",
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      'refuses agent_id "test-agen!" (pattern ^[a-z0-9]+(-[a-z0-9]+)*$)',
      scenario({ covers: ["#/components/schemas/AgentId/pattern"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendJson({
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agen!",
          prompt: "What is a WebSocket?",
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses prompt as a number",
      scenario(
        { covers: ["#/components/messages/prompt/payload/properties/prompt/type"] },
        async ({ connect }) => {
          const client = await connect("agentStream");
          const bad = client.sendJson({
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: 42,
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const prompt = client.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          expect(await prompt.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses prompt as null",
      scenario(
        { covers: ["#/components/messages/prompt/payload/properties/prompt/type"] },
        async ({ connect }) => {
          const client = await connect("agentStream");
          const bad = client.sendJson({
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: null,
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const prompt = client.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          expect(await prompt.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses prompt empty (minLength 1)",
      scenario(
        { covers: ["#/components/messages/prompt/payload/properties/prompt/minLength"] },
        async ({ connect }) => {
          const client = await connect("agentStream");
          const bad = client.sendJson({
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const prompt = client.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          expect(await prompt.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses prompt of 8001 characters (maxLength 8000)",
      scenario(
        { covers: ["#/components/messages/prompt/payload/properties/prompt/maxLength"] },
        async ({ connect }) => {
          const client = await connect("agentStream");
          const bad = client.sendJson({
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "x".repeat(8001),
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const prompt = client.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          expect(await prompt.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses meta as a string",
      scenario({ covers: ["#/components/schemas/Meta/type"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendJson({
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
          meta: "text",
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses meta as an array",
      scenario({ covers: ["#/components/schemas/Meta/type"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendJson({
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
          meta: [],
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses meta as null",
      scenario({ covers: ["#/components/schemas/Meta/type"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendJson({
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
          meta: null,
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses it with an undeclared property in meta",
      scenario({ covers: ["#/components/schemas/Meta/additionalProperties"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendJson({
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
          meta: { undeclared: true },
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses meta.traceparent as a number",
      scenario({ covers: ["#/components/schemas/Meta/properties/traceparent/type"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendJson({
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
          meta: { traceparent: 42 },
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses meta.traceparent as null",
      scenario({ covers: ["#/components/schemas/Meta/properties/traceparent/type"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendJson({
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
          meta: { traceparent: null },
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      'refuses meta.traceparent "00-2270ccc67fcd17c1e537c30379de6fb9-... (pattern ^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$)',
      scenario(
        { covers: ["#/components/schemas/Meta/properties/traceparent/pattern"] },
        async ({ connect }) => {
          const client = await connect("agentStream");
          const bad = client.sendJson({
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
            meta: { traceparent: "00-2270ccc67fcd17c1e537c30379de6fb9-d271942e72bbd1fe-3!" },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const prompt = client.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          expect(await prompt.ended()).to.succeed();
        },
      ),
    );
  });

  // #/channels/agentStream/messages/cancel
  describe("cancel", () => {
    it(
      "refuses it without request_id",
      scenario(
        { covers: ["#/components/messages/cancel/payload/required", "#/x-contract/rejects/invalid"] },
        async ({ connect }) => {
          const client = await connect("agentStream");
          const neighbour = await connect("agentStream", { as: "second" });
          const bad = client.sendJson({ type: "cancel" });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const prompt = client.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          expect(await prompt.ended()).to.succeed();
          const prompt2 = neighbour.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          expect(await prompt2.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses it with an undeclared property",
      scenario(
        { covers: ["#/components/messages/cancel/payload/additionalProperties"] },
        async ({ connect }) => {
          const client = await connect("agentStream");
          const bad = client.sendJson({ type: "cancel", request_id: "req-20", undeclared: true });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const prompt = client.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          expect(await prompt.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses request_id as a number",
      scenario({ covers: ["#/components/schemas/RequestId/type"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendJson({ type: "cancel", request_id: 42 });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses request_id as null",
      scenario({ covers: ["#/components/schemas/RequestId/type"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendJson({ type: "cancel", request_id: null });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses request_id empty (minLength 1)",
      scenario({ covers: ["#/components/schemas/RequestId/minLength"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendJson({ type: "cancel", request_id: "" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      "refuses request_id of 65 characters (maxLength 64)",
      scenario({ covers: ["#/components/schemas/RequestId/maxLength"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendJson({ type: "cancel", request_id: "x".repeat(65) });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );

    it(
      'refuses request_id "req-2!" (pattern ^[A-Za-z0-9_.:-]+$)',
      scenario({ covers: ["#/components/schemas/RequestId/pattern"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const bad = client.sendJson({ type: "cancel", request_id: "req-2!" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const prompt = client.send("prompt", {
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        expect(await prompt.ended()).to.succeed();
      }),
    );
  });

  // #/channels/agentStream/x-contract/limits/messageBytes
  describe("too large", () => {
    it(
      "accepts a message of exactly 65536 bytes",
      scenario({ covers: ["#/channels/agentStream/x-contract/limits/messageBytes"] }, async ({ connect }) => {
        const client = await connect("agentStream");
        const text = JSON.stringify({
          type: "prompt",
          request_id: "req-20",
          agent_id: "test-agent",
          prompt: "What is a WebSocket?",
        });
        const full = client.sendText(text.padEnd(65536));
        expect(await full.refusal()).to.include({ phase: "accepted" });
      }),
    );

    it(
      "refuses a frame of 65537 bytes",
      scenario(
        {
          covers: ["#/channels/agentStream/x-contract/limits/messageBytes", "#/x-contract/rejects/tooLarge"],
        },
        async ({ connect }) => {
          const client = await connect("agentStream");
          const neighbour = await connect("agentStream", { as: "second" });
          const text = JSON.stringify({
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          const bad = client.sendText(text.padEnd(65537));
          expect(await bad.refusal()).to.be.refused("tooLarge", { close: 1009 });
          const prompt = neighbour.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          expect(await prompt.ended()).to.succeed();
        },
      ),
    );
  });

  // #/channels/agentStream/x-contract/limits
  describe("too many", () => {
    it(
      "refuses one streamPrompt more than the 8 that may run at a time",
      scenario(
        {
          covers: [
            "#/channels/agentStream/x-contract/limits/exchanges",
            "#/channels/agentStream/x-contract/rejects/tooFast",
          ],
        },
        async ({ connect }) => {
          const client = await connect("agentStream");
          const neighbour = await connect("agentStream", { as: "second" });
          const first = client.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          client.send("prompt", {
            type: "prompt",
            request_id: "req-21",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          client.send("prompt", {
            type: "prompt",
            request_id: "req-22",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          client.send("prompt", {
            type: "prompt",
            request_id: "req-23",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          client.send("prompt", {
            type: "prompt",
            request_id: "req-24",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          client.send("prompt", {
            type: "prompt",
            request_id: "req-25",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          client.send("prompt", {
            type: "prompt",
            request_id: "req-26",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          client.send("prompt", {
            type: "prompt",
            request_id: "req-27",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          const bad = client.sendJson({
            type: "prompt",
            request_id: "req-28",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          expect(await bad.refusal()).to.be.refused("tooFast", {
            reply: "error",
            where: { "/code": "TOO_MANY_STREAMS" },
          });
          expect(await first.ended()).to.succeed();
          const prompt = neighbour.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          expect(await prompt.ended()).to.succeed();
        },
      ),
    );
  });

  // #/x-contract/rejects/duplicate
  describe("duplicate", () => {
    it(
      "refuses a second streamPrompt with the id of one that runs",
      scenario(
        { covers: ["#/operations/streamPrompt", "#/x-contract/rejects/duplicate"] },
        async ({ connect }) => {
          const client = await connect("agentStream");
          const neighbour = await connect("agentStream", { as: "second" });
          client.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          const bad = client.sendJson({
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          expect(await bad.refusal()).to.be.refused("duplicate", {
            reply: "error",
            where: { "/code": "DUPLICATE_REQUEST_ID" },
          });
          const prompt = client.send("prompt", {
            type: "prompt",
            request_id: "req-21",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          expect(await prompt.ended()).to.succeed();
          const prompt2 = neighbour.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          expect(await prompt2.ended()).to.succeed();
        },
      ),
    );
  });

  // #/x-contract/rejects/misdirected
  describe("misdirected", () => {
    it(
      "refuses token, which only the server may send",
      scenario(
        { covers: ["#/channels/agentStream/messages/token", "#/x-contract/rejects/misdirected"] },
        async ({ connect }) => {
          const client = await connect("agentStream");
          const neighbour = await connect("agentStream", { as: "second" });
          const bad = client.sendJson({ type: "token", request_id: "req-20", index: 0, text: "A" });
          expect(await bad.refusal()).to.be.refused("misdirected", {
            reply: "error",
            where: { "/code": "MISDIRECTED" },
          });
          const prompt = client.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          expect(await prompt.ended()).to.succeed();
          const prompt2 = neighbour.send("prompt", {
            type: "prompt",
            request_id: "req-20",
            agent_id: "test-agent",
            prompt: "What is a WebSocket?",
          });
          expect(await prompt2.ended()).to.succeed();
        },
      ),
    );
  });
});
