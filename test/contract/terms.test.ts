import { expect } from "chai";
import { channelOf, chat, clientOperation, serverOperation } from "./document-fixture.ts";
import { outcomeText } from "./outcome-text.ts";

describe("terms of a channel", () => {
  it("are total where nothing is said", async () => {
    const { opening, conversation, identity, scopes, subprotocols, fills, idle, limits } = await channelOf(
      chat(),
    );
    expect({ opening, conversation, identity, scopes, subprotocols, fills, idle, limits }).to.deep.equal({
      opening: { kind: "none" },
      conversation: { kind: "any" },
      identity: { kind: "none" },
      scopes: [],
      subprotocols: [],
      fills: [],
      idle: { kind: "none" },
      limits: {
        place: "#/channels/chat",
        messageBytes: null,
        messagesPerSecond: null,
        connections: null,
        exchanges: null,
      },
    });
  });

  it("are read", async () => {
    const channel = await channelOf(
      chat({
        channel: `{
          opening: news, openingWithin: 250ms, conversation: ask (ask | stop)*, identity: handshake#/query/user,
          scopes: [a], subprotocol: v1, fills: { handshake#/query/user: $identity },
          idle: { after: { from: handshake#/query/user, unit: m, default: 1m }, close: [4408, 1000], until: ask, resets: any, reply: error },
          limits: { messageBytes: 10, exchanges: 2 } }`,
      }),
    );
    const at = "#/channels/chat/x-contract";
    const pointer = { of: "handshake", index: null, pointer: "/query/user" };
    expect(channel.opening.kind === "sequence" && channel.opening.within).to.deep.equal({
      kind: "declared",
      ms: 250,
      place: `${at}/openingWithin`,
    });
    expect(channel.conversation.kind === "sequence" && channel.conversation.sequence.text).to.equal(
      "ask (ask | stop)*",
    );
    expect(channel.identity).to.deep.equal({ kind: "pointer", pointer, place: `${at}/identity` });
    expect([channel.scopes, channel.subprotocols]).to.deep.equal([["a"], ["v1"]]);
    expect(channel.fills).to.deep.equal([
      { place: `${at}/fills/handshake#~1query~1user`, to: pointer, source: { kind: "identity" } },
    ]);
    expect(channel.idle).to.deep.equal({
      kind: "close",
      place: `${at}/idle`,
      after: { kind: "handshake", pointer, unitMs: 60_000, defaultMs: 60_000 },
      codes: { kind: "codes", codes: [4408, 1000] },
      until: "ask",
      resets: "any",
      reply: "error",
    });
    expect(channel.limits).to.deep.equal({
      place: `${at}/limits`,
      messageBytes: 10,
      messagesPerSecond: null,
      connections: null,
      exchanges: 2,
    });
  });
});

describe("terms of an operation that clients send", () => {
  const at = "#/operations/ask/x-contract";

  it("say what the messages of an exchange have in common", async () => {
    const ask = clientOperation(
      await channelOf(
        chat({
          ask: `{ sequence: token* (done | error), gap: 1m,
            echoes: { /a: request#/a, done#/a: question#/a, "token[0]#/b": /b, reply#/c: handshake#/query/user },
            ordered: { token#/i: +1 from -2, token#/j: +1, token#/k: increasing, token#/l: non-decreasing },
            joins: { done#/text: token#/text }, counts: { done#/n: token } }`,
        }),
      ),
      "ask",
    );
    const of = (name: string, pointer: string, index: number | null = null): object => ({
      of: name,
      index,
      pointer,
    });
    expect(ask.echoes.map(({ to, from }) => [to, from])).to.deep.equal([
      [of("reply", "/a"), of("request", "/a")],
      [of("done", "/a"), of("request", "/a")],
      [of("token", "/b", 0), of("request", "/b")],
      [of("reply", "/c"), of("handshake", "/query/user")],
    ]);
    expect(ask.ordered.map(({ rule }) => rule)).to.deep.equal([
      { kind: "step", from: -2 },
      { kind: "step", from: null },
      { kind: "increasing" },
      { kind: "non-decreasing" },
    ]);
    expect(ask.joins).to.deep.equal([
      { place: `${at}/joins/done#~1text`, whole: of("done", "/text"), item: of("token", "/text") },
    ]);
    expect(ask.counts).to.deep.equal([
      { place: `${at}/counts/done#~1n`, whole: of("done", "/n"), message: "token" },
    ]);
    expect(ask.gap).to.deep.equal({ kind: "declared", ms: 60_000, place: `${at}/gap` });
    expect(ask.within).to.deep.equal({ kind: "patience" });
  });

  it("say where values come from", async () => {
    const ask = clientOperation(
      await channelOf(
        chat({
          ask: `{ fills: { /a: $received.news#/id, /b: $previous.news#/id, /c: $credentials.key, /d: $env.HOME,
            /e: $identity, /f: $peer.identity, request#/g: $unique, /h: 5, /i: { x: 1 } } }`,
        }),
      ),
      "ask",
    );
    expect(ask.fills.map(({ to, source }) => [`${to.of}#${to.pointer}`, source])).to.deep.equal([
      ["request#/a", { kind: "received", connection: "this", message: "news", pointer: "/id" }],
      ["request#/b", { kind: "received", connection: "previous", message: "news", pointer: "/id" }],
      ["request#/c", { kind: "credentials", name: "key" }],
      ["request#/d", { kind: "env", name: "HOME" }],
      ["request#/e", { kind: "identity" }],
      ["request#/f", { kind: "peer-identity" }],
      ["request#/g", { kind: "unique" }],
      ["request#/h", { kind: "literal", value: 5 }],
      ["request#/i", { kind: "literal", value: { x: 1 } }],
    ]);
  });

  it("hold cases", async () => {
    const question =
      "{ payload: { type: object }, examples: [{ name: first, payload: {} }, { payload: { a: 1 } }] }";
    const cases = `{ cases: [
      { name: one, send: { a: null }, expect: error, where: { /code: X, "error[1]#/code": { enum: [Y, Z] } } },
      { name: two, example: example 2, expect: { reply: error, close: 1008 } } ] }`;
    const ask = clientOperation(await channelOf(chat({ question, ask: cases })), "ask");
    expect(ask.cases.map(({ name, place, send }) => ({ name, place, send }))).to.deep.equal([
      { name: "one", place: `${at}/cases/0`, send: { kind: "merge", patch: { a: null } } },
      {
        name: "two",
        place: `${at}/cases/1`,
        send: { kind: "example", message: "question", example: "example 2" },
      },
    ]);
    expect(ask.cases[0]?.where).to.deep.equal([
      { at: { of: "error", index: null, pointer: "/code" }, values: ["X"] },
      { at: { of: "error", index: 1, pointer: "/code" }, values: ["Y", "Z"] },
    ]);
    const [, second] = ask.cases;
    expect(second?.expect.kind === "outcome" && second.expect.outcomes.map(outcomeText)).to.deep.equal([
      "error, close 1008",
    ]);
  });

  it("name what it interrupts, and replies that only the sequence names", async () => {
    const stop = clientOperation(
      await channelOf(chat({ stop: "{ interrupts: ask, sequence: done? }" })),
      "stop",
    );
    expect(stop.interrupts).to.deep.equal(["ask"]);
    expect(stop.replies).to.deep.equal(["done"]);
  });
});

describe("terms of an operation that the server sends", () => {
  const at = "#/operations/tell/x-contract";
  const rows: [terms: string, want: object][] = [
    ["{}", { trigger: { kind: "unsolicited" }, audience: { kind: "undeclared" }, after: "" }],
    ["{ trigger: connect }", { trigger: { kind: "connect", place: `${at}/trigger` } }],
    ["{ trigger: disconnect }", { trigger: { kind: "disconnect", place: `${at}/trigger` } }],
    [
      "{ trigger: ask }",
      { trigger: { kind: "operation", channel: "chat", operation: "ask", place: `${at}/trigger` } },
    ],
    ["{ audience: others }", { audience: { kind: "others", place: `${at}/audience` } }],
    [
      "{ trigger: ask, audience: { only: question#/to } }",
      {
        audience: {
          kind: "only",
          pointer: { of: "request", index: null, pointer: "/to" },
          place: `${at}/audience`,
        },
      },
    ],
    [
      "{ audience: { running: ask } }",
      { audience: { kind: "running", operation: "ask", place: `${at}/audience` } },
    ],
    ["{ after: stop }", { after: "stop" }],
    [
      "{ trigger: ask, echoes: { /text: request#/text } }",
      {
        echoes: [
          {
            place: `${at}/echoes/~1text`,
            to: { of: "news", index: null, pointer: "/text" },
            from: { of: "request", index: null, pointer: "/text" },
          },
        ],
      },
    ],
  ];
  for (const [terms, want] of rows)
    it(`${terms}`, async () => {
      const tell = serverOperation(await channelOf(chat({ news: terms })), "tell");
      expect(tell).to.deep.include(want);
    });

  it("may be triggered on another channel", async () => {
    const text = chat({ news: "{ trigger: post }" })
      .replace("operations:\n", "  board: { address: /board, messages: { note: {} } }\noperations:\n")
      .replace(
        "operations:\n",
        'operations:\n  post: { action: receive, channel: { $ref: "#/channels/board" } }\n',
      );
    expect(serverOperation(await channelOf(text), "tell").trigger).to.deep.equal({
      kind: "operation",
      channel: "board",
      operation: "post",
      place: `${at}/trigger`,
    });
  });

  it("may owe an answer: an example's name or a payload", async () => {
    const question = "{ payload: {}, examples: [{ name: yes, payload: { a: 1 } }] }";
    const withReply = (answer: string): string =>
      chat({ question, news: `{ answer: ${answer} }` }).replace(
        "  tell:\n",
        '  tell:\n    reply: { messages: [{ $ref: "#/channels/chat/messages/question" }] }\n',
      );
    const named = serverOperation(await channelOf(withReply("'yes'")), "tell");
    expect(named.answer).to.deep.include({ messages: ["question"], order: null, payload: { a: 1 } });
    const written = serverOperation(await channelOf(withReply("{ b: 2 }")), "tell");
    expect(written.answer).to.deep.include({ messages: ["question"], order: null, payload: { b: 2 } });
  });
});
