// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("refusal - agentExecute", () => {
  // #/x-contract/rejects/malformed
  describe("malformed", () => {
    it(
      "refuses truncated JSON",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const neighbour = await connect("agentExecute", { as: "second" });
        const bad = client.sendText(
          '{"type":"execute","request_id":"req-30","agent_id":"test-agent","action":"summari',
        );
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
        const execute2 = neighbour.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute2.ended()).to.succeed();
      }),
    );

    it(
      "refuses a trailing comma",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendText(
          '{"type":"execute","request_id":"req-30","agent_id":"test-agent","action":"summarise","parameters":{"source":"report.md","sentences":3},}',
        );
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses text that is no JSON",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendText("hello");
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses single quotes",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendText("{'type': 'hello'}");
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses two values in one frame",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendText(
          '{"type":"execute","request_id":"req-30","agent_id":"test-agent","action":"summarise","parameters":{"source":"report.md","sentences":3}}{"type":"execute","request_id":"req-30","agent_id":"test-agent","action":"summarise","parameters":{"source":"report.md","sentences":3}}',
        );
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses a comment",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendText(
          '{"type":"execute","request_id":"req-30","agent_id":"test-agent","action":"summarise","parameters":{"source":"report.md","sentences":3}} // done',
        );
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses a raw line break in a string",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendText('"a\nb"');
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses a number with a leading zero",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendText("01");
        expect(await bad.refusal()).to.be.refused("malformed", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );
  });

  // #/x-contract/rejects/malformed
  describe("empty", () => {
    it(
      "refuses an empty frame",
      scenario({ covers: ["#/x-contract/rejects/malformed"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const neighbour = await connect("agentExecute", { as: "second" });
        const bad = client.sendText("");
        expect(await bad.refusal()).to.be.refused("empty", {
          reply: "error",
          where: { "/code": "MALFORMED" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
        const execute2 = neighbour.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute2.ended()).to.succeed();
      }),
    );
  });

  // #/x-contract/rejects/binary
  describe("binary", () => {
    it(
      "refuses a binary frame",
      scenario({ covers: ["#/x-contract/rejects/binary"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const neighbour = await connect("agentExecute", { as: "second" });
        const bad = client.sendBinary(new TextEncoder().encode("hello"));
        expect(await bad.refusal()).to.be.refused("binary", {
          reply: "error",
          where: { "/code": "BINARY_NOT_SUPPORTED" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
        const execute2 = neighbour.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute2.ended()).to.succeed();
      }),
    );
  });

  // #/x-contract/rejects/unknown
  describe("hostile", () => {
    it(
      "refuses 500 nested arrays",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const neighbour = await connect("agentExecute", { as: "second" });
        const bad = client.sendText(`${"[".repeat(500)}${"]".repeat(500)}`);
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
        const execute2 = neighbour.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute2.ended()).to.succeed();
      }),
    );

    it(
      "refuses 500 nested objects",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendText(
          `{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1${"}".repeat(500)}`,
        );
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses a number beyond every double",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendText("1e999");
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses a number of 400 digits",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendText("9".repeat(400));
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses a lone surrogate",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendText('"\\ud800"');
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses a NUL in a string",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendText('"a\\u0000b"');
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses a __proto__ of its own",
      scenario({ covers: ["#/x-contract/rejects/invalid"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendText(
          '{"type":"execute","request_id":"req-30","agent_id":"test-agent","action":"summarise","parameters":{"source":"report.md","sentences":3},"__proto__":{"polluted":true}}',
        );
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses a constructor of its own",
      scenario({ covers: ["#/x-contract/rejects/invalid"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendText(
          '{"type":"execute","request_id":"req-30","agent_id":"test-agent","action":"summarise","parameters":{"source":"report.md","sentences":3},"constructor":{"prototype":{"polluted":true}}}',
        );
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses a huge number",
      scenario({ covers: ["#/x-contract/rejects/invalid"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendText(
          '{"type":"execute","request_id":"req-30","agent_id":"test-agent","action":"summarise","parameters":{"source":"report.md","sentences":3},"undeclared":1e308}',
        );
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );
  });

  // #/channels/agentExecute
  describe("no UTF-8", () => {
    it(
      "closes on a text frame that ends inside a character, and serves others",
      scenario({ covers: ["#/channels/agentExecute"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const neighbour = await connect("agentExecute", { as: "second" });
        expect(await client.sendUndecodable([34, 58, 51, 125, 195])).to.be.closedWith(1007);
        const execute = neighbour.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "closes on a text frame with an encoded surrogate, and serves others",
      scenario({ covers: ["#/channels/agentExecute"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const neighbour = await connect("agentExecute", { as: "second" });
        expect(await client.sendUndecodable([34, 237, 160, 128, 34])).to.be.closedWith(1007);
        const execute = neighbour.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "closes on a text frame with an overlong character, and serves others",
      scenario({ covers: ["#/channels/agentExecute"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const neighbour = await connect("agentExecute", { as: "second" });
        expect(await client.sendUndecodable([34, 192, 175, 34])).to.be.closedWith(1007);
        const execute = neighbour.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );
  });

  // #/x-contract/rejects/unknown
  describe("unknown", () => {
    it(
      "refuses an unknown type",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const neighbour = await connect("agentExecute", { as: "second" });
        const bad = client.sendJson({
          type: "no-such-message",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
        const execute2 = neighbour.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute2.ended()).to.succeed();
      }),
    );

    it(
      "refuses a bare array",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendJson([]);
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses a bare number",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendJson(42);
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses null",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendJson(null);
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses an object with nothing but __proto__",
      scenario({ covers: ["#/x-contract/rejects/unknown"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendJson({ ["__proto__"]: { type: "hello" } });
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses execute without type",
      scenario({ covers: ["#/components/messages/execute/payload/required"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendJson({
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      'refuses type "Execute" instead of "execute"',
      scenario(
        { covers: ["#/components/messages/execute/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("agentExecute");
          const bad = client.sendJson({
            type: "Execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
          const execute = client.send("execute", {
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await execute.ended()).to.succeed();
        },
      ),
    );

    it(
      'refuses type "executex" instead of "execute"',
      scenario(
        { covers: ["#/components/messages/execute/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("agentExecute");
          const bad = client.sendJson({
            type: "executex",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
          const execute = client.send("execute", {
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await execute.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses cancel without type",
      scenario({ covers: ["#/components/messages/cancel/payload/required"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendJson({ request_id: "req-20" });
        expect(await bad.refusal()).to.be.refused("unknown", {
          reply: "error",
          where: { "/code": "UNKNOWN_TYPE" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      'refuses type "Cancel" instead of "cancel"',
      scenario(
        { covers: ["#/components/messages/cancel/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("agentExecute");
          const bad = client.sendJson({ type: "Cancel", request_id: "req-20" });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
          const execute = client.send("execute", {
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await execute.ended()).to.succeed();
        },
      ),
    );

    it(
      'refuses type "cancelx" instead of "cancel"',
      scenario(
        { covers: ["#/components/messages/cancel/payload/properties/type/const"] },
        async ({ connect }) => {
          const client = await connect("agentExecute");
          const bad = client.sendJson({ type: "cancelx", request_id: "req-20" });
          expect(await bad.refusal()).to.be.refused("unknown", {
            reply: "error",
            where: { "/code": "UNKNOWN_TYPE" },
          });
          const execute = client.send("execute", {
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await execute.ended()).to.succeed();
        },
      ),
    );
  });

  // #/channels/agentExecute/messages/execute
  describe("execute", () => {
    it(
      "refuses it without request_id",
      scenario(
        { covers: ["#/components/messages/execute/payload/required", "#/x-contract/rejects/invalid"] },
        async ({ connect }) => {
          const client = await connect("agentExecute");
          const neighbour = await connect("agentExecute", { as: "second" });
          const bad = client.sendJson({
            type: "execute",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const execute = client.send("execute", {
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await execute.ended()).to.succeed();
          const execute2 = neighbour.send("execute", {
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await execute2.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses it without agent_id",
      scenario({ covers: ["#/components/messages/execute/payload/required"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendJson({
          type: "execute",
          request_id: "req-30",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses it without action",
      scenario({ covers: ["#/components/messages/execute/payload/required"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendJson({
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses it with an undeclared property",
      scenario(
        { covers: ["#/components/messages/execute/payload/additionalProperties"] },
        async ({ connect }) => {
          const client = await connect("agentExecute");
          const bad = client.sendJson({
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
            undeclared: true,
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const execute = client.send("execute", {
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await execute.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses request_id as a number",
      scenario({ covers: ["#/components/schemas/RequestId/type"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendJson({
          type: "execute",
          request_id: 42,
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses request_id as null",
      scenario({ covers: ["#/components/schemas/RequestId/type"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendJson({
          type: "execute",
          request_id: null,
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses request_id empty (minLength 1)",
      scenario({ covers: ["#/components/schemas/RequestId/minLength"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendJson({
          type: "execute",
          request_id: "",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses request_id of 65 characters (maxLength 64)",
      scenario({ covers: ["#/components/schemas/RequestId/maxLength"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendJson({
          type: "execute",
          request_id: "x".repeat(65),
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      'refuses request_id "req-3!" (pattern ^[A-Za-z0-9_.:-]+$)',
      scenario({ covers: ["#/components/schemas/RequestId/pattern"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendJson({
          type: "execute",
          request_id: "req-3!",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses agent_id as a number",
      scenario({ covers: ["#/components/schemas/AgentId/type"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendJson({
          type: "execute",
          request_id: "req-30",
          agent_id: 42,
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses agent_id as null",
      scenario({ covers: ["#/components/schemas/AgentId/type"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendJson({
          type: "execute",
          request_id: "req-30",
          agent_id: null,
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses agent_id empty (minLength 1)",
      scenario({ covers: ["#/components/schemas/AgentId/minLength"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendJson({
          type: "execute",
          request_id: "req-30",
          agent_id: "",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses agent_id of 65 characters (maxLength 64)",
      scenario({ covers: ["#/components/schemas/AgentId/maxLength"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendJson({
          type: "execute",
          request_id: "req-30",
          agent_id: "x".repeat(65),
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      'refuses agent_id "test-agen!" (pattern ^[a-z0-9]+(-[a-z0-9]+)*$)',
      scenario({ covers: ["#/components/schemas/AgentId/pattern"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendJson({
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agen!",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses action as a number",
      scenario(
        { covers: ["#/components/messages/execute/payload/properties/action/type"] },
        async ({ connect }) => {
          const client = await connect("agentExecute");
          const bad = client.sendJson({
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: 42,
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const execute = client.send("execute", {
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await execute.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses action as null",
      scenario(
        { covers: ["#/components/messages/execute/payload/properties/action/type"] },
        async ({ connect }) => {
          const client = await connect("agentExecute");
          const bad = client.sendJson({
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: null,
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const execute = client.send("execute", {
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await execute.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses action empty (minLength 1)",
      scenario(
        { covers: ["#/components/messages/execute/payload/properties/action/minLength"] },
        async ({ connect }) => {
          const client = await connect("agentExecute");
          const bad = client.sendJson({
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const execute = client.send("execute", {
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await execute.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses action of 65 characters (maxLength 64)",
      scenario(
        { covers: ["#/components/messages/execute/payload/properties/action/maxLength"] },
        async ({ connect }) => {
          const client = await connect("agentExecute");
          const bad = client.sendJson({
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "x".repeat(65),
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const execute = client.send("execute", {
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await execute.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses parameters as a string",
      scenario(
        { covers: ["#/components/messages/execute/payload/properties/parameters/type"] },
        async ({ connect }) => {
          const client = await connect("agentExecute");
          const bad = client.sendJson({
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: "text",
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const execute = client.send("execute", {
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await execute.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses parameters as an array",
      scenario(
        { covers: ["#/components/messages/execute/payload/properties/parameters/type"] },
        async ({ connect }) => {
          const client = await connect("agentExecute");
          const bad = client.sendJson({
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: [],
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const execute = client.send("execute", {
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await execute.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses parameters as null",
      scenario(
        { covers: ["#/components/messages/execute/payload/properties/parameters/type"] },
        async ({ connect }) => {
          const client = await connect("agentExecute");
          const bad = client.sendJson({
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: null,
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const execute = client.send("execute", {
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await execute.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses parameters with 21 properties (maxProperties 20)",
      scenario(
        { covers: ["#/components/messages/execute/payload/properties/parameters/maxProperties"] },
        async ({ connect }) => {
          const client = await connect("agentExecute");
          const bad = client.sendJson({
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: {
              source: "report.md",
              sentences: 3,
              extra1: "report.md",
              extra2: "report.md",
              extra3: "report.md",
              extra4: "report.md",
              extra5: "report.md",
              extra6: "report.md",
              extra7: "report.md",
              extra8: "report.md",
              extra9: "report.md",
              extra10: "report.md",
              extra11: "report.md",
              extra12: "report.md",
              extra13: "report.md",
              extra14: "report.md",
              extra15: "report.md",
              extra16: "report.md",
              extra17: "report.md",
              extra18: "report.md",
              extra19: "report.md",
            },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const execute = client.send("execute", {
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await execute.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses meta as a string",
      scenario({ covers: ["#/components/schemas/Meta/type"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendJson({
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
          meta: "text",
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses meta as an array",
      scenario({ covers: ["#/components/schemas/Meta/type"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendJson({
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
          meta: [],
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses meta as null",
      scenario({ covers: ["#/components/schemas/Meta/type"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendJson({
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
          meta: null,
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses it with an undeclared property in meta",
      scenario({ covers: ["#/components/schemas/Meta/additionalProperties"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendJson({
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
          meta: { undeclared: true },
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses meta.traceparent as a number",
      scenario({ covers: ["#/components/schemas/Meta/properties/traceparent/type"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendJson({
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
          meta: { traceparent: 42 },
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses meta.traceparent as null",
      scenario({ covers: ["#/components/schemas/Meta/properties/traceparent/type"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendJson({
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
          meta: { traceparent: null },
        });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      'refuses meta.traceparent "00-2270ccc67fcd17c1e537c30379de6fb9-... (pattern ^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$)',
      scenario(
        { covers: ["#/components/schemas/Meta/properties/traceparent/pattern"] },
        async ({ connect }) => {
          const client = await connect("agentExecute");
          const bad = client.sendJson({
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
            meta: { traceparent: "00-2270ccc67fcd17c1e537c30379de6fb9-d271942e72bbd1fe-3!" },
          });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const execute = client.send("execute", {
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await execute.ended()).to.succeed();
        },
      ),
    );
  });

  // #/channels/agentExecute/messages/cancel
  describe("cancel", () => {
    it(
      "refuses it without request_id",
      scenario(
        { covers: ["#/components/messages/cancel/payload/required", "#/x-contract/rejects/invalid"] },
        async ({ connect }) => {
          const client = await connect("agentExecute");
          const neighbour = await connect("agentExecute", { as: "second" });
          const bad = client.sendJson({ type: "cancel" });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const execute = client.send("execute", {
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await execute.ended()).to.succeed();
          const execute2 = neighbour.send("execute", {
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await execute2.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses it with an undeclared property",
      scenario(
        { covers: ["#/components/messages/cancel/payload/additionalProperties"] },
        async ({ connect }) => {
          const client = await connect("agentExecute");
          const bad = client.sendJson({ type: "cancel", request_id: "req-20", undeclared: true });
          expect(await bad.refusal()).to.be.refused("invalid", {
            reply: "error",
            where: { "/code": "INVALID" },
          });
          const execute = client.send("execute", {
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await execute.ended()).to.succeed();
        },
      ),
    );

    it(
      "refuses request_id as a number",
      scenario({ covers: ["#/components/schemas/RequestId/type"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendJson({ type: "cancel", request_id: 42 });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses request_id as null",
      scenario({ covers: ["#/components/schemas/RequestId/type"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendJson({ type: "cancel", request_id: null });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses request_id empty (minLength 1)",
      scenario({ covers: ["#/components/schemas/RequestId/minLength"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendJson({ type: "cancel", request_id: "" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      "refuses request_id of 65 characters (maxLength 64)",
      scenario({ covers: ["#/components/schemas/RequestId/maxLength"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendJson({ type: "cancel", request_id: "x".repeat(65) });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );

    it(
      'refuses request_id "req-2!" (pattern ^[A-Za-z0-9_.:-]+$)',
      scenario({ covers: ["#/components/schemas/RequestId/pattern"] }, async ({ connect }) => {
        const client = await connect("agentExecute");
        const bad = client.sendJson({ type: "cancel", request_id: "req-2!" });
        expect(await bad.refusal()).to.be.refused("invalid", {
          reply: "error",
          where: { "/code": "INVALID" },
        });
        const execute = client.send("execute", {
          type: "execute",
          request_id: "req-30",
          agent_id: "test-agent",
          action: "summarise",
          parameters: { source: "report.md", sentences: 3 },
        });
        expect(await execute.ended()).to.succeed();
      }),
    );
  });

  // #/channels/agentExecute/x-contract/limits/messageBytes
  describe("too large", () => {
    it(
      "accepts a message of exactly 65536 bytes",
      scenario(
        { covers: ["#/channels/agentExecute/x-contract/limits/messageBytes"] },
        async ({ connect }) => {
          const client = await connect("agentExecute");
          const text = JSON.stringify({
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          const full = client.sendText(text.padEnd(65536));
          expect(await full.refusal()).to.include({ phase: "accepted" });
        },
      ),
    );

    it(
      "refuses a frame of 65537 bytes",
      scenario(
        {
          covers: ["#/channels/agentExecute/x-contract/limits/messageBytes", "#/x-contract/rejects/tooLarge"],
        },
        async ({ connect }) => {
          const client = await connect("agentExecute");
          const neighbour = await connect("agentExecute", { as: "second" });
          const text = JSON.stringify({
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          const bad = client.sendText(text.padEnd(65537));
          expect(await bad.refusal()).to.be.refused("tooLarge", { close: 1009 });
          const execute = neighbour.send("execute", {
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await execute.ended()).to.succeed();
        },
      ),
    );
  });

  // #/x-contract/rejects/duplicate
  describe("duplicate", () => {
    it(
      "refuses a second executeAction with the id of one that runs",
      scenario(
        { covers: ["#/operations/executeAction", "#/x-contract/rejects/duplicate"] },
        async ({ connect }) => {
          const client = await connect("agentExecute");
          const neighbour = await connect("agentExecute", { as: "second" });
          client.send("execute", {
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          const bad = client.sendJson({
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await bad.refusal()).to.be.refused("duplicate", {
            reply: "error",
            where: { "/code": "DUPLICATE_REQUEST_ID" },
          });
          const execute = client.send("execute", {
            type: "execute",
            request_id: "req-31",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await execute.ended()).to.succeed();
          const execute2 = neighbour.send("execute", {
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await execute2.ended()).to.succeed();
        },
      ),
    );
  });

  // #/x-contract/rejects/misdirected
  describe("misdirected", () => {
    it(
      "refuses progress, which only the server may send",
      scenario(
        { covers: ["#/channels/agentExecute/messages/progress", "#/x-contract/rejects/misdirected"] },
        async ({ connect }) => {
          const client = await connect("agentExecute");
          const neighbour = await connect("agentExecute", { as: "second" });
          const bad = client.sendJson({
            type: "progress",
            request_id: "req-30",
            percent: 0,
            stage: "queued",
          });
          expect(await bad.refusal()).to.be.refused("misdirected", {
            reply: "error",
            where: { "/code": "MISDIRECTED" },
          });
          const execute = client.send("execute", {
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await execute.ended()).to.succeed();
          const execute2 = neighbour.send("execute", {
            type: "execute",
            request_id: "req-30",
            agent_id: "test-agent",
            action: "summarise",
            parameters: { source: "report.md", sentences: 3 },
          });
          expect(await execute2.ended()).to.succeed();
        },
      ),
    );
  });
});
