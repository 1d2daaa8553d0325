import { expect } from "chai";
import { createFrameReader, type Reading } from "../../contract/index.ts";
import { read } from "./document-fixture.ts";

const FEW = 5;
const MANY = 100;

/** A channel with so many requests, each with an answer, all told apart by their type. */
function crowded(count: number): string {
  const all = Array.from({ length: count }, (_, index) => index);
  const message = (name: string, index: number): string =>
    `      ${name}: { payload: { type: object, required: [type, own${index}], properties: { type: { const: ${name} }, own${index}: { type: integer } } } }`;
  const operation = (index: number): string => `  ask${index}:
    action: receive
    channel: { $ref: "#/channels/all" }
    messages: [{ $ref: "#/channels/all/messages/ask${index}" }]
    reply: { messages: [{ $ref: "#/channels/all/messages/answer${index}" }] }`;
  return [
    "asyncapi: 3.0.0",
    "info: { title: Crowded, version: 1.0.0 }",
    "defaultContentType: application/json",
    'servers: { local: { host: "localhost:1", protocol: ws } }',
    "channels:",
    "  all:",
    "    address: /all",
    "    messages:",
    ...all.flatMap((index) => [message(`ask${index}`, index), message(`answer${index}`, index)]),
    "operations:",
    ...all.map(operation),
  ].join("\n");
}

/** How often the constants of messages are looked at to read a frame, once everything is prepared. */
async function looksOf(count: number, payload: object, want: Reading["kind"]): Promise<number> {
  const { contract } = await read(crowded(count));
  let looks = 0;
  for (const message of contract.channels.flatMap(({ messages }) => messages)) {
    const { constants } = message;
    const get = (): typeof constants => {
      looks += 1;
      return constants;
    };
    Object.defineProperty(message, "constants", { get });
  }
  const reader = createFrameReader(contract);
  const [channel] = contract.channels;
  if (channel === undefined) throw new RangeError("no channel");
  const kind = (): Reading["kind"] =>
    reader.read(channel, "client", { kind: "text", text: JSON.stringify(payload) }).kind;
  expect(kind()).to.equal(want);
  looks = 0;
  kind();
  return looks;
}

describe("to read a frame among many messages", () => {
  const frames: readonly (readonly [string, object, Reading["kind"]])[] = [
    ["a message", { type: "ask1", own1: 1 }, "message"],
    ["a broken one", { type: "ask1", own1: "x" }, "invalid"],
    ["one of the other side", { type: "answer1", own1: 1 }, "misdirected"],
    ["one that nobody knows", { type: "whatever", own1: 1 }, "unknown"],
    ["one without its type", { own1: 1 }, "unknown"],
  ];
  for (const [what, payload, want] of frames)
    it(`costs the same however many there are: ${what}`, async () => {
      const [few, many] = [await looksOf(FEW, payload, want), await looksOf(MANY, payload, want)];
      expect(many, `of ${FEW} pairs ${few}`).to.be.at.most(few);
    });
});
