import { expect } from "chai";
import { folderWith } from "../config/folder.ts";
import { asyncproof, PATIENT_MS } from "./cli.ts";

/** Words of pointers and sequences, and what every object of JavaScript has. */
const WORDS = ["open", "close", "default", "constructor", "__proto__", "toString", "any", "error"];
const channel = "#/channels/constructor";
const text = { type: "string" };

interface Parts {
  readonly [name: string]: object;
}

function message(name: string, properties: Parts, more: object = {}): object {
  const all = { t: { const: name }, ...properties };
  return { payload: { type: "object", required: Object.keys(all), properties: all }, ...more };
}

function ref(name: string): object {
  return { $ref: `${channel}/messages/${name}` };
}

function operation(request: string, replies: readonly string[], contract: object): object {
  return {
    action: "receive",
    channel: { $ref: channel },
    messages: [ref(request)],
    reply: { messages: replies.map(ref) },
    "x-contract": contract,
  };
}

const id = { id: { type: "string", minLength: 1 } };
const correlationId = { location: "$message.payload#/id" };
const words = WORDS.map((name) => [name, `${name}Done`] as const);

/** The messages `handshake`, `request` and `reply` are pointed into as such. */
const DOCUMENT = {
  asyncapi: "3.0.0",
  info: { title: "Names", version: "1.0.0" },
  servers: {
    default: {
      host: "localhost",
      protocol: "ws",
      security: ["constructor", "__proto__"].map((name) => ({
        $ref: `#/components/securitySchemes/${name}`,
      })),
    },
  },
  defaultContentType: "application/json",
  channels: {
    constructor: {
      address: "/names/{constructor}",
      parameters: { constructor: { enum: ["here"] } },
      messages: Object.fromEntries([
        ...words.flatMap(([name, done]) => [
          [name, message(name, { ...id, v: text }, { correlationId, "x-contract": { error: false } })],
          [done, message(done, { ...id, v: text }, { correlationId })],
        ]),
        ["handshake", message("handshake", { user: text })],
        ["request", message("request", { user: text, v: text })],
        ["note", message("note", { n: { type: "integer" } })],
        ["reply", message("reply", { n: { type: "integer" }, text })],
        ["done", message("done", { text, v: text })],
      ]),
      "x-contract": { opening: "handshake", identity: "handshake#/user" },
    },
  },
  operations: Object.fromEntries([
    ...words.map(([name, done]) => [
      name,
      operation(name, [done], { echoes: { [`${done}#/v`]: `${name}#/v` } }),
    ]),
    [
      "request",
      operation("request", ["note", "reply", "done"], {
        sequence: "note reply+ done",
        fills: { "'request'#/user": "$received.handshake#/user" },
        echoes: { "done#/v": "request#/v" },
        ordered: { "'reply'#/n": "+1 from 0" },
        joins: { "done#/text": "'reply'#/text" },
      }),
    ],
  ]),
  components: {
    securitySchemes: Object.fromEntries([
      ["constructor", { type: "httpApiKey", in: "query", name: "__proto__" }],
      ["__proto__", { type: "http", scheme: "bearer", bearerFormat: "JWT" }],
    ]),
  },
};

const folder = folderWith({ "asyncapi.json": JSON.stringify(DOCUMENT) });
after(() => folder.remove());

describe("a document whose names are words of the vocabulary, or what every object has", function () {
  this.timeout(PATIENT_MS);

  it("is kept by its own stub", async () => {
    const { code, stdout } = await asyncproof(["run", "asyncapi.json"], folder.path);
    expect(stdout).to.match(/\n\d+ kept, 0 violated, /);
    expect(code).to.equal(0);
  });

  it("is explained, and its faults are seen: the numbers of `reply` are of no other message", async () => {
    const explained = await asyncproof(["explain", "asyncapi.json"], folder.path);
    expect(explained.stdout).to.include("'reply'#/n");
    const faults = ["skipped-index", "wrong-join", "wrong-echo"].flatMap((name) => [
      "--fault",
      `${name}@request`,
    ]);
    const { code, stdout } = await asyncproof(["faults", "asyncapi.json", ...faults], folder.path);
    expect(stdout).to.include("killed 3 of 3 faults");
    expect(code).to.equal(0);
  });
});
