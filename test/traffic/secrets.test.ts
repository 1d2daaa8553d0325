import { expect } from "chai";
import { createFrameReader, type Contract } from "../../contract/index.ts";
import { SecretBook } from "../../traffic/index.ts";
import { redactedReader } from "../../traffic/redacted-reader.ts";
import { AGENT, contractOf, ROOMS } from "./documents.ts";

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

  it("in bytes turn the whole frame into zeros", () => {
    const bytes = Buffer.from("x known-secret y");
    expect([...bookOf([], ["known-secret"]).bytes(bytes, [])].every((byte) => byte === 0)).to.equal(true);
    expect(bookOf().bytes(bytes, [])).to.equal(bytes);
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
