import { expect } from "chai";
import { faultOf, positionOf, read } from "./document-fixture.ts";

interface Parts {
  readonly root?: string;
  readonly channel?: string;
  readonly ask?: string;
  readonly news?: string;
  /** Properties of `token`, and other words of its schema. */
  readonly token?: string;
  readonly correlation?: string;
}

const CLOSED = "additionalProperties: false";
const TOKEN = `properties: { type: { const: token }, index: { type: integer }, text: { type: string } }, ${CLOSED}`;

/** Clients `ask` and get `token`s, then `done` or `error`; the server pushes `news`. */
function document({ root, channel, ask, news, token = TOKEN, correlation = "{}" }: Parts): string {
  return `asyncapi: 3.0.0
info: { title: T, version: 1.0.0 }
defaultContentType: application/json
x-contract: ${root ?? "{ version: 1 }"}
servers: { local: { host: "localhost:8080", protocol: ws } }
channels:
  chat:
    address: /chat
    x-contract: ${channel ?? "{}"}
    messages:
      question: { payload: { type: object, properties: { q: { enum: [why, how] }, room: { type: string } }, ${CLOSED} } }
      token: { x-contract: ${correlation}, payload: { type: object, ${token} } }
      done: { payload: { type: object, properties: { type: { const: done }, all: { type: string }, n: { type: integer } }, ${CLOSED} } }
      error: { payload: { allOf: [{ $ref: "#/components/schemas/Coded" }], properties: { type: { const: error } } } }
      news: { payload: { type: object, properties: { type: { const: news }, room: { type: string } }, ${CLOSED} } }
components: { schemas: { Coded: { type: object, properties: { code: { enum: [A, B] } } } } }
operations:
  ask:
    action: receive
    channel: { $ref: "#/channels/chat" }
    messages: [{ $ref: "#/channels/chat/messages/question" }]
    reply:
      messages:
        - $ref: "#/channels/chat/messages/token"
        - $ref: "#/channels/chat/messages/done"
        - $ref: "#/channels/chat/messages/error"
    x-contract: ${ask ?? "{}"}
  tell:
    action: send
    channel: { $ref: "#/channels/chat" }
    messages: [{ $ref: "#/channels/chat/messages/news" }]
    x-contract: ${news ?? "{}"}
`;
}

/** Findings about promises, without their codes' common beginning. */
async function told(parts: Parts): Promise<string[]> {
  const { warnings } = await read(document(parts));
  return warnings.flatMap(({ code, message }) =>
    code === "PROMISE-IMPOSSIBLE" || code === "POINTER-UNDECLARED" ? [`${code} ${message}`] : [],
  );
}

const never = (text: string): string => `PROMISE-IMPOSSIBLE ${text}`;

describe("a promise about a value", () => {
  const lost: [what: string, parts: Parts, message: string][] = [
    [
      "ordered by what is not there",
      { ask: '{ ordered: { "token#/indx": +1 } }' },
      "`ordered`: `token#/indx` is never there, by its schema; did you mean `index`?",
    ],
    [
      "counted up in a text",
      { ask: '{ ordered: { "token#/text": +1 } }' },
      "`ordered`: `token#/text` is never a number, by its schema",
    ],
    [
      "joined from what is not there",
      { ask: '{ joins: { "done#/all": "token#/txt" } }' },
      "`joins`: `token#/txt` is never there, by its schema; did you mean `text`?",
    ],
    [
      "joined to a number",
      { ask: '{ joins: { "done#/n": "token#/text" } }' },
      "`joins`: `done#/n` is never a string or array, by its schema",
    ],
    [
      "that counts in a text",
      { ask: '{ counts: { "done#/all": token } }' },
      "`counts`: `done#/all` is never a number, by its schema",
    ],
    [
      "echoed from where nothing is sent",
      { ask: "{ echoes: { token#/text: request#/question } }" },
      "`echoes`: `request#/question` is never there, by its schema",
    ],
    [
      "echoed to where no reply has one",
      { ask: "{ echoes: { reply#/qq: request#/q } }" },
      "`echoes`: `reply#/qq` is never there, by its schema",
    ],
    [
      "below a value that has no parts",
      { ask: '{ ordered: { "token#/text/n": +1 } }' },
      "`ordered`: `token#/text/n` is never there, by its schema",
    ],
    [
      "of a refusal, that is not there",
      { channel: "{ rejects: { invalid: { reply: done, where: { /cod: A } } } }" },
      "`invalid`: `done#/cod` is never there, by its schema",
    ],
    [
      "of a refusal, that its enum lacks, behind a reference",
      { channel: "{ rejects: { invalid: { reply: error, where: { /code: C } } } }" },
      '`invalid`: `error#/code` is never "C", by its schema',
    ],
    [
      "of every channel's refusals",
      { root: "{ rejects: { invalid: { reply: error, where: { /code: { enum: [C, 7] } } } } }" },
      '`invalid`: `error#/code` is never "C" or 7, by its schema',
    ],
    [
      "in a case's `where`",
      { ask: "{ cases: [{ name: a, send: {}, expect: done, where: { /n: many } }] }" },
      '`where`: `done#/n` is never "many", by its schema',
    ],
    [
      "that a case sends",
      { ask: "{ cases: [{ name: a, send: { q: whom, room: null }, expect: done }] }" },
      '`send`: `request#/q` is never "whom", by its schema',
    ],
    [
      "who must see a push",
      { news: '{ trigger: ask, audience: { only: "request#/rooom" } }' },
      "`audience`: `request#/rooom` is never there, by its schema; did you mean `room`?",
    ],
    [
      "echoed by a push",
      { news: "{ trigger: ask, echoes: { /rom: request#/room } }" },
      "`echoes`: `news#/rom` is never there, by its schema; did you mean `room`?",
    ],
    [
      "that fills a request",
      { ask: "{ fills: { /romm: { value: x } } }" },
      "`fills`: `request#/romm` is never there, by its schema; did you mean `room`?",
    ],
    [
      "that tells exchanges apart",
      { correlation: "{ correlation: [/indexx] }" },
      "`correlation`: `/indexx` is never there, by its schema; did you mean `index`?",
    ],
    [
      "that unevaluatedProperties closes out",
      {
        token: `$schema: "https://json-schema.org/draft/2020-12/schema", allOf: [{ properties: { index: { type: integer } } }], unevaluatedProperties: false`,
        ask: '{ ordered: { "token#/indx": +1 } }',
      },
      "`ordered`: `token#/indx` is never there, by its schema; did you mean `index`?",
    ],
    [
      "that none of several branches has",
      {
        token: `oneOf: [{ properties: { a: { type: integer } }, ${CLOSED} }, { properties: { b: { type: integer } }, ${CLOSED} }]`,
        ask: '{ ordered: { "token#/c": +1 } }',
      },
      "`ordered`: `token#/c` is never there, by its schema",
    ],
  ];
  for (const [what, parts, message] of lost)
    it(`${what} is told`, async () => {
      expect(await told(parts)).to.deep.equal([never(message)]);
    });

  it("that an open schema does not name is told as what may come all the same", async () => {
    const token = "properties: { index: { type: integer } }";
    expect(await told({ token, ask: '{ ordered: { "token#/indx": +1 } }' })).to.deep.equal([
      "POINTER-UNDECLARED `ordered`: no schema declares `token#/indx`; did you mean `index`?",
    ]);
  });

  const fine: [what: string, parts: Parts][] = [
    ["as its schema has it", { ask: '{ ordered: { "token#/index": +1 }, counts: { "done#/n": token } }' }],
    ["that one of the replies has", { ask: "{ echoes: { reply#/all: request#/q } }" }],
    ["of a schema without any names", { token: "minProperties: 0", ask: '{ ordered: { "token#/x": +1 } }' }],
    [
      "that one of several branches has",
      {
        token: `oneOf: [{ properties: { a: { type: integer } }, ${CLOSED} }, { properties: { b: { type: integer } }, ${CLOSED} }]`,
        ask: '{ ordered: { "token#/b": +1 } }',
      },
    ],
    [
      "whose name has a pattern, or any",
      {
        token: `properties: { a: { type: object, additionalProperties: { type: integer } } }, patternProperties: { "^n": { type: integer } }, ${CLOSED}`,
        ask: '{ ordered: { "token#/n1": +1, "token#/a/x": increasing } }',
      },
    ],
    [
      "that stands in a list",
      {
        token: `properties: { items: { type: array, items: { properties: { n: { type: [integer, "null"] } } } } }, ${CLOSED}`,
        ask: '{ ordered: { "token#/items/0/n": +1 } }',
      },
    ],
    [
      "that only a condition names",
      {
        token: `properties: { type: { const: token } }, if: { required: [x] }, then: { properties: { n: { type: integer } } }`,
        ask: '{ ordered: { "token#/n": +1 } }',
      },
    ],
    ["that is to be refused", { ask: "{ cases: [{ name: a, send: { q: 7 }, expect: { reply: error } }] }" }],
    [
      "one of which the schema allows",
      { channel: "{ rejects: { invalid: { reply: error, where: { /code: { enum: [A, C] } } } } }" },
    ],
  ];
  for (const [what, parts] of fine)
    it(`${what} is not told`, async () => {
      expect(await told(parts)).to.deep.equal([]);
    });

  const withCase = (sequence: string, expected: string): string =>
    `{ sequence: "${sequence}", cases: [{ name: one, send: {}, expect: "${expected}" }] }`;
  const apart: [sequence: string, expected: string][] = [
    ["token+ done", "done"],
    ["token+ (done | error)", "token{2} error done"],
    ["token done", "token{2} done"],
    ["token+ done", "token error done"],
    ["token+ done", "token{2,4}"],
  ];
  for (const [sequence, expected] of apart)
    it(`is told of a case that expects ${expected} of ${sequence}`, async () => {
      expect(await told({ ask: withCase(sequence, expected) })).to.deep.equal([
        never(`the case "one" expects \`${expected}\`, which the sequence \`${sequence}\` never is`),
      ]);
    });

  const together: [sequence: string, expected: string][] = [
    ["token+ (done | error)", "token{5} done"],
    ["token+ done", "error"],
    ["token+ done", "token error"],
    ["token*", "token{3}"],
    ["token+ done", "token close(1000)"],
  ];
  for (const [sequence, expected] of together)
    it(`is not told of a case that expects ${expected} of ${sequence}`, async () => {
      expect(await told({ ask: withCase(sequence, expected) })).to.deep.equal([]);
    });

  it("is told at its line, once for all that it is said of, and refused by `strict`", async () => {
    const text = document({ ask: '{ ordered: { "token#/indx": +1 } }' });
    const { warnings } = await read(text);
    expect(warnings.map(({ where }) => `${where.line}:${where.column}`)).to.deep.equal([
      positionOf(text, '"token#/indx"'),
    ]);
    const fault = await faultOf(read(text, { strict: true }));
    expect(fault.code).to.equal("DOCUMENT-INVALID");
  });
});
