import { expect } from "chai";
import { loadContract } from "../../contract/index.ts";
import { planTests } from "../../generator/index.ts";
import { renderTests } from "../../generator/render-tests.ts";
import { readTemplates } from "../../generator/rendering/template-set.ts";
import { folderWith } from "../config/folder.ts";

/** An echo whose requests are told apart by an id of that schema; the generated tests of many clients at once. */
async function crowdTests(id: string, example: string): Promise<string> {
  const message = (type: string): string =>
    `{ payload: { type: object, required: [type, id], properties: { type: { const: ${type} }, id: ${id} } }, correlationId: { location: "$message.payload#/id" }, examples: [{ payload: { type: ${type}, id: ${example} } }] }`;
  const folder = folderWith({
    "echo.yaml": `asyncapi: 3.0.0
info: { title: Echo, version: 1.0.0 }
servers: { here: { host: "localhost:1", protocol: ws } }
channels: { echo: { address: /, messages: { ask: ${message("ask")}, told: ${message("told")} } } }
operations:
  ask:
    action: receive
    channel: { $ref: "#/channels/echo" }
    messages: [{ $ref: "#/channels/echo/messages/ask" }]
    reply: { channel: { $ref: "#/channels/echo" }, messages: [{ $ref: "#/channels/echo/messages/told" }] }
`,
  });
  const { contract } = await loadContract("echo.yaml", { cwd: folder.path });
  folder.remove();
  const plan = planTests(contract, { values: {}, seed: 1, maxWaitMs: 1000 });
  const crowd = renderTests(plan, readTemplates()).find(({ path }) => path.startsWith("concurrency/"));
  return crowd?.text ?? "";
}

const IDS: readonly (readonly [said: string, schema: string, example: string, code: string])[] = [
  ["a text", "{ type: string }", "req-7", `\`req-\${n}\``],
  ["a number", "{ type: integer, minimum: 1 }", "7", "id: n"],
  ["a number beyond a thousand", "{ type: integer, minimum: 1001 }", "2000", "2000 + n"],
  [
    "a UUID",
    "{ type: string, format: uuid }",
    "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    `\`3fa85f64-5717-4562-b3fc-\${String(n).padStart(12, "0")}\``,
  ],
];

describe("many clients at once", () => {
  for (const [said, schema, example, code] of IDS)
    it(`have each an id of its own, where it is ${said}: a reply to another one is seen`, async () => {
      const text = await crowdTests(schema, example);
      const crowd = text.slice(text.indexOf("clients at once"));
      expect(crowd).to.include(code);
    });
});
