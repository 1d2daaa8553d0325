import { expect } from "chai";
import { loadContract } from "../../contract/index.ts";
import { planTests } from "../../generator/index.ts";
import { folderWith } from "../config/folder.ts";

/** The texts that the tests of refusals send to a service whose messages have at most so many bytes. */
async function badTexts(messageBytes: number): Promise<readonly string[]> {
  const folder = folderWith({
    "echo.yaml": `asyncapi: 3.0.0
info: { title: Echo, version: 1.0.0 }
servers: { here: { host: "localhost:1", protocol: ws } }
channels:
  echo:
    address: /
    messages: { ask: { payload: { type: object, required: [type], properties: { type: { const: ask } } } } }
    x-contract: { limits: { messageBytes: ${messageBytes} }, rejects: { unknown: { close: 4400 }, tooLarge: { close: 1009 } } }
operations: { ask: { action: receive, channel: { $ref: "#/channels/echo" } } }
`,
  });
  const { contract } = await loadContract("echo.yaml", { cwd: folder.path });
  folder.remove();
  const plan = planTests(contract, { values: {}, seed: 1, maxWaitMs: 1000 });
  const text = JSON.stringify(plan);
  return [...text.matchAll(/"kind":"sendText".*?"text":("(?:[^"\\]|\\.)*")/g)].map(
    ([, said = '""']) => JSON.parse(said) as string,
  );
}

describe("bad input for a service with small messages", () => {
  for (const bytes of [256, 2048, 65_536])
    it(`has one fault a frame: nothing that is no message is longer than ${bytes} bytes besides`, async () => {
      const texts = await badTexts(bytes);
      expect(texts.length).to.be.above(10);
      const long = texts.filter((text) => Buffer.byteLength(text) > bytes);
      expect(long.map((text) => text.slice(0, 40))).to.deep.equal([]);
    });

  it("is nested as deep as it may be long", async () => {
    const deepest = async (bytes: number): Promise<number> =>
      Math.max(...(await badTexts(bytes)).map((text) => text.split('{"a":').length - 1));
    expect(await deepest(2048)).to.equal(341);
    expect(await deepest(65_536)).to.equal(500);
  });
});
