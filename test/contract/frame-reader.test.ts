import { expect } from "chai";
import { createFrameReader, type FrameData, type Reading, type Side } from "../../contract/index.ts";
import { read } from "./document-fixture.ts";
import { FRAMES } from "./frame-document.ts";

/** A reading in one line. */
function shown(reading: Reading): string {
  switch (reading.kind) {
    case "message":
      return ["message", reading.message.name, ...reading.also].join(" ");
    case "invalid":
      return `invalid ${reading.message.name} ${reading.faults.map((one) => `${one.at} ${one.keyword}`).join()}`;
    case "misdirected":
      return `misdirected ${reading.message.name}`;
    case "unchecked":
      return `unchecked ${reading.message.name}: ${reading.why}`;
    default:
      return reading.kind;
  }
}

function text(value: unknown): FrameData {
  return { kind: "text", text: typeof value === "string" ? value : JSON.stringify(value) };
}

const bytes: FrameData = { kind: "binary", bytes: new Uint8Array([1]) };

interface Row {
  readonly channel: string;
  readonly from: Side;
  readonly data: FrameData;
  readonly among?: string[];
  readonly want: string;
}

const rows: { readonly [name: string]: Row } = {
  "JSON on a socket that takes any text too": {
    channel: "speech",
    from: "client",
    data: text({ type: "start", n: 1 }),
    want: "message start note",
  },
  "text that is no JSON message, where any text may come": {
    channel: "speech",
    from: "client",
    data: text("hello"),
    want: "message note",
  },
  "bytes beside JSON and text": { channel: "speech", from: "client", data: bytes, want: "message chunk" },
  "bytes that hold JSON, where bytes may come": {
    channel: "speech",
    from: "client",
    data: { kind: "binary", bytes: Buffer.from('{"type":"start","n":1}') },
    want: "message chunk",
  },
  "bytes that hold JSON, where none may come": {
    channel: "typed",
    from: "client",
    data: { kind: "binary", bytes: Buffer.from('{"type":"ask","n":1}') },
    want: "binary",
  },
  "what can only be meant as one, by the properties that it has": {
    channel: "sets",
    from: "client",
    data: text({ symbol: "A", price: "high" }),
    want: "invalid price /price type",
  },
  "what may be meant as either: no name is guessed": {
    channel: "sets",
    from: "client",
    data: text({ symbol: "A" }),
    want: "unknown",
  },
  "what has properties of both: no name is guessed": {
    channel: "sets",
    from: "client",
    data: text({ symbol: "A", price: "high", side: "up" }),
    want: "unknown",
  },
  "a list by its first item": {
    channel: "tuples",
    from: "client",
    data: text(["sub", 1]),
    want: "message sub",
  },
  "a broken item of an identified list": {
    channel: "tuples",
    from: "client",
    data: text(["unsub", "x"]),
    want: "invalid unsub /1 type",
  },
  "an empty list": { channel: "tuples", from: "client", data: text([]), want: "unknown" },
  "a message by its constant": {
    channel: "typed",
    from: "client",
    data: text({ type: "ask", n: 1 }),
    want: "message ask",
  },
  "a broken field of an identified message": {
    channel: "typed",
    from: "client",
    data: text({ type: "ask", n: "x" }),
    want: "invalid ask /n type",
  },
  "a missing field": {
    channel: "typed",
    from: "client",
    data: text({ type: "ask" }),
    want: "invalid ask  required",
  },
  "a broken discriminator": {
    channel: "typed",
    from: "client",
    data: text({ type: "akk", n: 1 }),
    want: "unknown",
  },
  "a message of the other side": {
    channel: "typed",
    from: "client",
    data: text({ type: "tick", n: 1 }),
    want: "misdirected tick",
  },
  "a broken message of the other side": {
    channel: "typed",
    from: "client",
    data: text({ type: "tick" }),
    want: "unknown",
  },
  "a message that no operation names, from the client": {
    channel: "typed",
    from: "client",
    data: text({ type: "both", n: 1 }),
    want: "message both",
  },
  "a message that no operation names, from the server": {
    channel: "typed",
    from: "server",
    data: text({ type: "both", n: 1 }),
    want: "message both",
  },
  "an enum that tells nothing apart is no discriminator": {
    channel: "typed",
    from: "server",
    data: text({ type: "failed", n: 1, code: "C" }),
    want: "invalid failed /code enum",
  },
  "a message without constants by its schema": {
    channel: "typed",
    from: "server",
    data: text({ answer: 1 }),
    want: "message result",
  },
  "constants before a schema that also fits": {
    channel: "typed",
    from: "server",
    data: text({ type: "tick", n: 1, answer: 2 }),
    want: "message tick result",
  },
  "another reading that keeps": {
    channel: "typed",
    from: "server",
    data: text({ type: "tick", answer: 2 }),
    want: "message result",
  },
  "only the replies of one exchange": {
    channel: "typed",
    from: "server",
    data: text({ type: "tick", n: 1 }),
    among: ["failed"],
    want: "unknown",
  },
  "a broken message that is the only one": {
    channel: "plain",
    from: "client",
    data: text({ text: 1 }),
    want: "invalid prompt /text type",
  },
  "several without constants: all that are valid": {
    channel: "plain",
    from: "server",
    data: text({ a: 1, b: 1 }),
    want: "message small large",
  },
  "several without constants, none valid": {
    channel: "plain",
    from: "server",
    data: text({}),
    want: "unknown",
  },
  "one of several, when it is the only one asked for": {
    channel: "plain",
    from: "server",
    data: text({}),
    among: ["small"],
    want: "invalid small  required",
  },
  "text that is no JSON": { channel: "plain", from: "client", data: text("{"), want: "malformed" },
  "a frame without content": { channel: "plain", from: "client", data: text(""), want: "empty" },
  "a binary frame where all are text": { channel: "plain", from: "client", data: bytes, want: "binary" },
  "plain text": { channel: "other", from: "client", data: text("abc"), want: "message line" },
  "plain text that is too long": {
    channel: "other",
    from: "client",
    data: text("abcd"),
    want: "invalid line  maxLength",
  },
  "plain text that is none of several": {
    channel: "lines",
    from: "server",
    data: text("DEL x"),
    want: "unknown",
  },
  "a binary message": { channel: "other", from: "client", data: bytes, want: "message audio" },
  "a message that nobody here can check": {
    channel: "other",
    from: "server",
    data: bytes,
    want: "unchecked packed: content type application/vnd.apache.avro",
  },
};

describe("frame reader", () => {
  for (const [name, { channel, from, data, among, want }] of Object.entries(rows))
    it(`reads ${name}: ${want}`, async () => {
      const { contract } = await read(FRAMES);
      const on = contract.channels.find((one) => one.name === channel);
      if (on === undefined) throw new Error(`no channel ${channel}`);
      expect(shown(createFrameReader(contract).read(on, from, data, among ?? null))).to.equal(want);
    });

  it("names the place of the broken rule in the document", async () => {
    const { contract } = await read(FRAMES);
    const [channel] = contract.channels;
    const [message] = channel?.messages ?? [];
    if (message === undefined) throw new Error("no message");
    expect(createFrameReader(contract).check(message, { type: "ask", n: 1.5 })).to.deep.equal([
      {
        at: "/n",
        place: "#/channels/typed/messages/ask/payload/properties/n/type",
        keyword: "type",
        message: "must be integer",
      },
    ]);
  });

  it("does not take inherited properties for a payload's own", async () => {
    const { contract } = await read(
      FRAMES.replace("required: [text]", "required: [text, toString, constructor]"),
    );
    const [, channel] = contract.channels;
    if (channel === undefined) throw new Error("no channel");
    const reader = createFrameReader(contract);
    expect(shown(reader.read(channel, "client", text({ text: "x" })))).to.equal("invalid prompt  required");
    const own = text('{"text":"x","toString":1,"constructor":2,"__proto__":{}}');
    expect(shown(reader.read(channel, "client", own))).to.equal("message prompt");
  });
});
