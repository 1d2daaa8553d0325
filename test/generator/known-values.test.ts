import { expect } from "chai";
import type { Json } from "../../contract/json.ts";
import { loadContract } from "../../contract/index.ts";
import type { Contract } from "../../contract/model.ts";
import { ToolError } from "../../contract/tool-error.ts";
import { findUselessValues, planTests } from "../../generator/index.ts";
import { loadConfig } from "../../config/index.ts";
import { planOf as planFor } from "../../runner/generate.ts";
import { folderWith } from "../config/folder.ts";
import { contractOf, stepsOf } from "./planned.ts";

const CHAT = "asyncapi.yaml";
/** Latitude and longitude come together or not at all. */
const PLACES = `
asyncapi: 3.1.0
info: { title: places, version: 1.0.0 }
channels:
  places: { address: /, messages: { go: { $ref: '#/components/messages/go' }, gone: { $ref: '#/components/messages/gone' } } }
operations:
  go:
    action: receive
    channel: { $ref: '#/channels/places' }
    messages: [{ $ref: '#/channels/places/messages/go' }]
    reply: { messages: [{ $ref: '#/channels/places/messages/gone' }] }
components:
  messages:
    go:
      payload:
        type: object
        required: [type]
        dependentRequired: { lat: [lon], lon: [lat] }
        properties: { type: { const: go }, lat: { type: number }, lon: { type: number } }
    gone: { payload: { type: object, required: [type], properties: { type: { const: gone } } } }
`;

describe("values of the config", () => {
  it("are found where no request is valid with them", async () => {
    const contract = await contractOf(CHAT);
    expect(uselessIn(contract, { "message#/content": "" })).to.deep.equal(["message#/content"]);
    expect(uselessIn(contract, { "prompt#/agent_id": 7 })).to.deep.equal(["prompt#/agent_id"]);
    const good = { "prompt#/agent_id": "mine", "message#/content": "hello" };
    expect(uselessIn(contract, good)).to.deep.equal([]);
  });

  it("are taken together where each alone breaks the message", async () => {
    const folder = folderWith({ "places.yaml": PLACES });
    try {
      const { contract } = await loadContract("places.yaml", { cwd: folder.path, cache: null });
      const values = { "go#/lat": 1, "go#/lon": 2 };
      expect(uselessIn(contract, values)).to.deep.equal([]);
      expect(uselessIn(contract, { "go#/lat": "north" })).to.deep.equal(["go#/lat"]);
      const plan = planTests(contract, { values, seed: 1, maxWaitMs: 1 });
      const sent = stepsOf(plan, "reply - places > go > is answered with gone").find(
        ({ kind }) => kind === "send",
      );
      expect(sent).to.have.deep.nested.property("payload.json", { type: "go", lat: 1, lon: 2 });
    } finally {
      folder.remove();
    }
  });

  const wrong = [
    ["a single value", 'values:\n  "message#/content": ""\n', "values.message#/content"],
    ["a payload", 'payloads:\n  message: { content: "" }\n', "payloads.message"],
  ] as const;
  for (const [what, text, key] of wrong)
    it(`end the run with file, line and key where ${what} is not valid`, async () => {
      const folder = folderWith({ "asyncproof.config.yaml": text });
      try {
        const config = await loadConfig({ cwd: folder.path, flags: {}, env: {} });
        const contract = await contractOf(CHAT);
        expect(() => planFor(contract, { config }))
          .to.throw(ToolError, `\`${key}\``)
          .that.includes({ code: "CONFIG-VALUE", where: "asyncproof.config.yaml:2" });
      } finally {
        folder.remove();
      }
    });
});

function uselessIn(contract: Contract, values: { readonly [key: string]: Json }): string[] {
  return findUselessValues(contract, { values, seed: 1, maxWaitMs: 1 }).map(({ key }) => key);
}
