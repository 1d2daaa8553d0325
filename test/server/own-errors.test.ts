import { expect } from "chai";
import type { Json, JsonObject } from "../../contract/json.ts";
import { buildContract, declared, replying, where } from "./build-contract.ts";
import { withStub } from "./with-stub.ts";

/** Streams that can be stopped, and errors with a code of which some are those of bad input. */
function streams(code: JsonObject, taken: readonly Json[], examples: readonly Json[] = []) {
  const id = { properties: { id: { type: "string" } }, correlation: ["/id"] };
  const [malformed, invalid] = taken.map((value) =>
    declared(replying("error", [where("error#/code", value)])),
  );
  return buildContract([
    {
      name: "main",
      messages: {
        ask: id,
        token: id,
        stop: id,
        stopped: id,
        error: { properties: { id: { type: "string" }, code }, correlation: ["/id"], error: true, examples },
      },
      rejects: { ...(malformed && { malformed }), ...(invalid && { invalid }) },
      client: {
        ask: { requests: ["ask"], sequence: "token*" },
        stop: { requests: ["stop"], sequence: "stopped | error", interrupts: ["ask"] },
      },
    },
  ]);
}

describe("an error of the stub in answer to a request in order", () => {
  for (const [title, code, taken, examples, wanted] of [
    ["a word of the enumeration", { enum: ["BAD", "WRONG", "NONE"] }, ["BAD", "WRONG"], [], "NONE"],
    ["another number", { type: "integer", minimum: 4, maximum: 5 }, [4, 3], [], 5],
    [
      "the example that says it",
      { type: "string" },
      ["BAD", "WRONG"],
      [
        { type: "error", id: "x", code: "BAD" },
        { type: "error", id: "x", code: "GONE" },
      ],
      "GONE",
    ],
  ] as const)
    it(
      `has ${title}, none that the document keeps for bad input`,
      withStub({ contract: streams(code, taken, examples) }, async ({ connect }) => {
        const client = await connect("/main");
        client.send({ type: "stop", id: "s-1" });
        expect(await client.next()).to.deep.equal({ type: "error", id: "s-1", code: wanted });
      }),
    );
});
