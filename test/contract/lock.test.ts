import { expect } from "chai";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { lockText, parseLock, readLock, REJECT_KINDS } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import { prettyJson } from "../../contract/json-text.ts";
import { ToolError } from "../../contract/tool-error.ts";
import { chat, HEAD, inFolder, read } from "./document-fixture.ts";

describe("lock", () => {
  it("reads what it wrote, and writes the same bytes again", async () => {
    const { contract } = await read(chat({ ask: "{ sequence: token* done }" }));
    await inFolder({ "contract.lock.json": lockText(contract) }, (folder) => {
      const file = join(folder, "contract.lock.json");
      expect(readLock(file)).to.deep.equal(contract);
      expect(lockText(readLock(pathToFileURL(file)))).to.equal(readFileSync(file, "utf8"));
    });
  });

  it("has no lines in it: a comment at the top changes nothing", async () => {
    const [plain, commented] = [await read(chat()), await read(`# first\n# second\n${chat()}`)];
    expect(lockText(commented.contract)).to.equal(lockText(plain.contract));
    expect(commented.lineMap.hash).to.not.equal(plain.lineMap.hash);
  });

  const CHANNELS =
    "  a: { address: /a, messages: { m: {}, error: {} } }\n  b: { address: /b, messages: { m: {}, error: {} } }\n  c: { address: /c, messages: { m: {} } }";
  const MANY = `${HEAD}x-contract: { rejects: { malformed: { reply: error }, invalid: { close: 1008 } } }
channels:
${CHANNELS}
operations: { in: { action: receive, channel: { $ref: "#/channels/a" }, messages: [{ $ref: "#/channels/a/messages/m" }] } }
`;

  it("holds once what channels share, and all of what they don't", async () => {
    const { contract } = await read(MANY);
    const text = lockText(contract);
    const lock = JSON.parse(text);
    expect(Object.keys(lock.rejects).join(" ").split(" ")).to.have.length(REJECT_KINDS.length);
    expect(lock.channels[1].rejects).to.deep.equal({});
    expect(Object.keys(lock.channels[2].rejects).join(" "))
      .to.include("malformed")
      .and.not.include("invalid");
    expect(parseLock(text, "lock")).to.deep.equal(contract);
  });

  it("is read, too, in the format before: each channel with all of its own", async () => {
    const { contract } = await read(MANY);
    const lock = { lock: 2, ...JSON.parse(JSON.stringify(contract)) };
    expect(parseLock(JSON.stringify(lock), "lock")).to.deep.equal(contract);
  });

  it("has the place of a correlation id, and does without where there is none, or none was noted", async () => {
    const id = '{ correlationId: { location: "$message.payload#/id" } }';
    const { contract } = await read(
      `${HEAD}channels: { c: { address: /, messages: { a: ${id}, b: {} } } }\n`,
    );
    const lock = JSON.parse(lockText(contract));
    expect(lock.channels[0].messages.map((one: object) => "correlationPlace" in one)).to.deep.equal([
      true,
      false,
    ]);
    expect(parseLock(lockText(contract), "lock")).to.deep.equal(contract);
    delete lock.channels[0].messages[0].correlationPlace;
    const [channel] = parseLock(JSON.stringify(lock), "lock").channels;
    expect(channel?.messages[0]?.correlationPlace).to.equal("#/channels/c/messages/a");
  });

  const wrong: [name: string, text: string | null, message: RegExp][] = [
    ["a missing file", null, /can't be read$/],
    ["text that is no JSON", "{", /is not JSON$/],
    ["other JSON", "[]", /is not a contract lock$/],
    ["another format", '{"lock": 4}', /has format 4, this version reads 3$/],
    ["the first format", '{"format": 1}', /has format 1, this version reads 3$/],
    ["a lock without `rejects`", '{"lock": 3, "channels": [{}]}', /is damaged: its `rejects` can't be read$/],
  ];
  for (const [name, text, message] of wrong)
    it(`refuses ${name}`, () =>
      inFolder({}, (folder) => {
        const file = join(folder, "lock.json");
        if (text !== null) writeFileSync(file, text);
        expect(() => readLock(file))
          .to.throw(ToolError, message)
          .that.includes({ code: "LOCK", hint: "write it anew: asyncproof generate <document>" });
      }));

  const values: Json[] = [
    {},
    [],
    null,
    "ü\n",
    { a: [1, { b: "x".repeat(120) }], "": {} },
    Array.from({ length: 60 }, (_, index) => index),
    [[["y".repeat(100)]]],
  ];
  for (const value of values)
    it(`prints ${JSON.stringify(value).slice(0, 30)} in lines that fit where they can`, () => {
      const text = prettyJson(value);
      expect(JSON.parse(text)).to.deep.equal(value);
      for (const line of text.split("\n")) if (line.length > 110) expect(line).to.match(/"[^"]{90,}"/);
    });
});
