import { expect } from "chai";
import { createFrameReader, type Contract } from "../../contract/index.ts";
import { SecretBook } from "../../traffic/index.ts";
import { redactedReader } from "../../traffic/redacted-reader.ts";
import { AGENT, contractOf, conversation, hearingOf, ROOMS } from "./documents.ts";

const JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl";

describe("secrets in traffic", () => {
  let rooms: Contract;
  before(async () => {
    rooms = await contractOf(ROOMS);
  });
  const bookOf = (pointers: readonly string[] = [], known: readonly string[] = []): SecretBook =>
    new SecretBook({ contract: rooms, known, pointers });

  it("are masked in the handshake: queries, headers, cookies, subprotocols, with what belongs to no secret left", () => {
    const { url, headers } = bookOf().handshake("/rooms?access_token=abc%2Fdef&room=7&jwt=", {
      "x-api-key": "secret-key-1",
      authorization: "Bearer very-secret-9",
      cookie: "sid=cookie-value-1; theme=dark",
      "sec-websocket-protocol": "chat, 0123456789abcdefgh",
      "sec-websocket-key": "AAAA",
      "user-agent": `me ${JWT}`,
    });
    const text = JSON.stringify({ url, headers });
    for (const secret of [
      "abc",
      "secret-key-1",
      "very-secret-9",
      "cookie-value-1",
      "0123456789abcdefgh",
      JWT,
    ])
      expect(text).not.to.include(secret);
    expect(url).to.match(/^\/rooms\?access_token=\*{3}\d+&room=7&jwt=$/);
    expect(headers["sec-websocket-key"]).to.equal("AAAA");
    expect(headers["authorization"]).to.match(/^Bearer \*{3}\d+$/);
    expect(headers["sec-websocket-protocol"]).to.match(/^chat, \*{3}\d+$/);
  });

  for (const [what, payload] of [
    ["a password", { user: "ada", password: "hunter2!" }],
    ["an access token deep inside", { a: [{ accessToken: "hunter2!" }] }],
    ["a token that looks like one", { token: "a1b2c3d4e5f6g7h8hunter2!" }],
    ["a key with escapes in its name", JSON.parse('{"pass\\u0077ord":"hunter2!"}')],
  ] as const)
    it(`are masked in payloads: ${what}`, () => {
      expect(bookOf().payload(JSON.stringify(payload), [])).not.to.include("hunter2!");
    });

  it("are masked where a pointer says so, in every item", () => {
    const text = bookOf(["/users/*/mail"]).payload('{"users":[{"mail":"a@b.c","n":1},{"mail":"d@e.f"}]}', []);
    expect(text).to.match(/^\{"users":\[\{"mail":"\*\*\*1","n":1\},\{"mail":"\*\*\*2"\}\]\}$/);
  });

  for (const [pointer, text, clean] of [
    ["/users/*", '{"users":["hunter2!"]}', '{"users":["***1"]}'],
    ["/*", '{"any":"hunter2!"}', '{"any":"***1"}'],
    ["/0", '["hunter2!"]', '["***1"]'],
    ['/q"x', '{"q\\"x":"hunter2!"}', '{"q\\"x":"***1"}'],
    ["/a~1b", '{"a\\/b":"hunter2!"}', '{"a\\/b":"***1"}'],
    ["/é", '{"\\u00e9":"hunter2!"}', '{"\\u00e9":"***1"}'],
    ["/user/mail", '{"n": 1, "user": {"mail": "hunter2!", "x', '{"n": 1, "user": {"mail": "***1", "x'],
    ["/user/mail", '{"user":{"mail":"hunter2! and', '{"user":{"mail":"***1"'],
    ["/user", '{"user":{"mail":"hunter2!"', '{"user":"***1"'],
    ["", ' [1, "hunter2!"] ', ' "***1" '],
    [
      "/o/*/1",
      '{"o":{"a":[1,"hunter2!"],"b":[1.0,{"c":"}]"}]},"p":[1,2]}',
      '{"o":{"a":[1,"***1"],"b":[1.0,"***2"]},"p":[1,2]}',
    ],
    ["/a/x", '{"a":[{"x":"hunter2!"},{"y":1}],"x":1}', '{"a":[{"x":"hunter2!"},{"y":1}],"x":1}'],
    ["/n", '{"password":"hunter2!","n":12345.5,', '{"password":"***1","n":"***2",'],
  ] as const)
    it(`are masked where the pointer ${pointer} says so, in ${text}`, () => {
      expect(bookOf([pointer]).payload(text, [])).to.equal(clean);
      const bytes = bookOf([pointer]).bytes(Buffer.from(text), []);
      expect(Buffer.from(bytes).toString()).to.equal(clean);
    });

  it("are all that is masked: numbers keep their digits, texts their escapes, members their places", () => {
    const before =
      '{ "id": 9007199254740993, "n": [1.0, 1e3, -0, 1E400], "t": "\\u00e9\\/", "__proto__": {"a": 1},\n"mail" : ';
    const after = ' , "id": 2, "e": [ ], "deep": {"password":"';
    const text = `${before}"a@b.example"${after}hunter2!"}}`;
    const clean = `${before}"***1"${after}***2"}}`;
    expect(bookOf(["/mail"]).payload(text, [])).to.equal(clean);
    const deep = `${"[".repeat(50_000)}{"password":"hunter2!"}${"]".repeat(50_000)}`;
    expect(bookOf().payload(deep, [])).to.equal(deep.replace("hunter2!", "***1"));
  });

  it("that are numbers are masked where they are told again, as they were written and as they are read", () => {
    const book = bookOf(["/card"]);
    const data = { kind: "text", text: '{"card":4111111111111111999}' } as const;
    book.hear({ kind: "frame", at: 0, connection: "1", from: "client", data });
    expect(book.prose("card 4111111111111111999 is 4111111111111112000")).to.match(
      /^card \*{3}\d is \*{3}\d$/,
    );
  });

  it("of a payload that is no JSON are masked where they are told again", () => {
    const book = bookOf(["/user/mail"]);
    const data = { kind: "text", text: '{"user":{"mail":"hunter2! and more"},' } as const;
    book.hear({ kind: "frame", at: 0, connection: "1", from: "client", data });
    expect(book.prose("it said hunter2! and more")).to.equal("it said ***1");
  });

  it("of a payload are masked wherever their connection says them again, and on no other one", () => {
    const book = bookOf();
    const said = (connection: string, text: string): string => {
      const data = { kind: "text", text } as const;
      book.hear({ kind: "frame", at: 0, connection, from: "client", data });
      return book.payload(text, book.carried(connection));
    };
    said("1", '{"password":"hunter2!","pin":{"secret":"on"}}');
    expect(said("1", '{"said":"hunter2!","mode":"on"}')).to.equal('{"said":"***1","mode":"on"}');
    expect(said("1", "{broken hunter2!")).to.equal("{broken ***1");
    expect(said("2", '{"said":"hunter2!"}')).to.equal('{"said":"hunter2!"}');
    for (let count = 0; count < 100; count += 1) said("1", `{"accessToken":"issued-${count}"}`);
    expect(book.carried("1")).to.have.lengthOf(32);
    book.hear({ kind: "gone", at: 0, connection: "1" });
    expect(book.carried("1")).to.deep.equal([]);
  });

  it("of a handshake stay masked, however many its payloads carry", () => {
    const book = bookOf();
    const url = "/rooms?access_token=abcdef-1";
    book.hear({ kind: "handshake", at: 0, connection: "1", url, headers: {}, midway: false });
    for (let count = 0; count < 100; count += 1) {
      const data = { kind: "text", text: `{"accessToken":"issued-${count}"}` } as const;
      book.hear({ kind: "frame", at: 0, connection: "1", from: "server", data });
    }
    expect(book.payload("abcdef-1", book.carried("1"))).to.match(/^\*{3}\d+$/);
  });

  for (const [offered, given] of [
    ["bearer, short", "short"],
    ["chat, access_token, aa.bb", "aa.bb"],
    ["base64url.bearer.authorization.k8s.io.abc, chat", "base64url.bearer.authorization.k8s.io.abc"],
  ] as const)
    it(`are masked in subprotocols, asked for and given: ${offered}`, () => {
      const book = bookOf();
      const headers = { "sec-websocket-protocol": offered };
      const masked = book.handshake("/rooms", headers);
      expect(masked.headers["sec-websocket-protocol"]).not.to.include(given);
      expect(book.subprotocol(given, masked.secrets)).to.match(/^\*{3}\d+$/);
    });

  it("are never the subprotocols that the document declares", async () => {
    const name = "com.example.desk.v1-2026";
    const [channel] = rooms.channels;
    const contract = {
      ...rooms,
      channels: channel === undefined ? [] : [{ ...channel, subprotocols: [name] }],
    };
    const book = new SecretBook({ contract, known: [], pointers: [] });
    const { headers } = book.handshake("/rooms", { "sec-websocket-protocol": `${name}, 0123456789abcdefgh` });
    expect(headers["sec-websocket-protocol"]).to.match(/^com\.example\.desk\.v1-2026, \*{3}\d+$/);
    expect(book.subprotocol(name, [])).to.equal(name);
  });

  it("leave frames without secrets as they are, byte for byte", () => {
    for (const text of ['{ "token" : "You", "n": 1.0 }', "{broken password", '{"type":"token","text":"key"}'])
      expect(bookOf().payload(text, [])).to.equal(text);
  });

  it("get the same mark for the same value, so that echoes can still be told", () => {
    const book = bookOf();
    const [one, two] = ['{"password":"first-one"}', '{"password":"second"}'].map((text) =>
      book.payload(text, []),
    );
    expect(book.payload('{"password":"first-one"}', [])).to.equal(one);
    expect(two).not.to.equal(one);
  });

  it("are masked in prose after they were met once, whole or cut", () => {
    const book = bookOf();
    book.handshake("/rooms?token=abcdefghijklmnopqrstuvwxyz0123456789", {});
    expect(book.prose('got "abcdefghijklmnopqrstuvwxyz0123456789"')).to.match(/^got "\*\*\*\d"$/);
    expect(book.prose('got "abcdefghijklmnopqrst..."')).to.match(/^got "\*\*\*\d\.\.\."$/);
    expect(book.prose('got "abc..."')).to.equal('got "abc..."');
  });

  it("are masked in very long prose, too", () => {
    const book = bookOf([], ["abcdefghijklmnop"]);
    const long = "x".repeat(20_000_000);
    const told = book.prose(`${long}abcdefgh... ${long}... abcdefghijklmnop`);
    expect(told === `${long}***1... ${long}... ***1`).to.equal(true);
  });

  it("in bytes turn the whole frame into zeros", () => {
    const bytes = Buffer.from("x known-secret y");
    expect([...bookOf([], ["known-secret"]).bytes(bytes, [])].every((byte) => byte === 0)).to.equal(true);
    expect(bookOf().bytes(bytes, [])).to.equal(bytes);
  });

  it("break no rule that compares a mark with what was not masked", async () => {
    const agent = await contractOf(AGENT);
    const book = new SecretBook({ contract: agent, known: [], pointers: ["/prompt"] });
    const talk = conversation([
      '> {"agent_id":"echo","prompt":"good morning"}',
      '< {"type":"token","index":0,"text":"good"}',
      '< {"type":"token","index":1,"text":" morning"}',
      '< {"type":"done","text":"good morning","token_count":2}',
    ]);
    const masked = talk.map((event) => {
      book.hear(event);
      if (event.kind !== "frame" || event.data.kind !== "text") return event;
      const text = book.payload(event.data.text, book.carried(event.connection));
      return { ...event, data: { ...event.data, text } };
    });
    expect(JSON.stringify(masked.at(-1))).to.include("***1");
    for (const [redacted, rules] of [
      [true, []],
      [false, ["JOINS"]],
    ] as const) {
      const { hearing, broken } = hearingOf(agent, {
        patienceMs: null,
        seesAll: false,
        redacted,
      });
      for (const event of masked) hearing.take(event);
      expect(broken.map(({ rule }) => rule)).to.deep.equal(rules);
    }
  });

  it("break no rule where a mark stands in their place", async () => {
    const agent = await contractOf(AGENT);
    const [channel] = agent.channels;
    if (channel === undefined) throw new Error("no channel");
    const read = (text: string, redacted: boolean): string => {
      const reader = createFrameReader(agent);
      return (redacted ? redactedReader(reader) : reader).read(channel, "client", { kind: "text", text })
        .kind;
    };
    expect(read('{"agent_id":"***1","prompt":"x"}', true)).to.equal("message");
    expect(read('{"agent_id":"***1","prompt":"x"}', false)).to.equal("invalid");
    expect(read('{"agent_id":"NOT OK","prompt":"x"}', true)).to.equal("invalid");
  });
});
