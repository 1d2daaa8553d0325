import { expect } from "chai";
import { channelOf, chat, clientOperation, faultOf, HEAD, read } from "./document-fixture.ts";
import type { RejectKind } from "../../contract/model.ts";
import { refusalText } from "./outcome-text.ts";

describe("rejects", () => {
  const INFERRED = "inferred error (uncorrelated) or close refusing";
  const rows: [outcome: string, want: string, kind?: RejectKind][] = [
    ["{ reply: error }", "declared error"],
    ["{ reply: error, where: { /code: A } }", 'declared error error#/code=["A"]'],
    ["{ reply: error, where: { error#/code: { enum: [A, B] } } }", 'declared error error#/code=["A","B"]'],
    ["{ reply: error, correlated: false, close: 1008 }", "declared error (uncorrelated), close 1008"],
    ["{ close: [1003, 1007] }", "declared close 1003/1007"],
    ["{ close: any }", "declared close any"],
    ["{ status: 401 }", "declared status 401", "unauthenticated"],
    ["{ status: 503 }", "declared status 503", "tooFast"],
    ["[{ status: 400 }, { close: 1007 }]", "declared status 400 or close 1007"],
    ["{ ignored: true }", "declared ignored"],
    ["{ as: text }", "declared as-text", "binary"],
    ["{ unspecified: true }", "unspecified true"],
    ["[{ close: 1003 }, { reply: error }]", "declared close 1003 or error"],
  ];
  for (const [outcome, want, kind = "malformed"] of rows)
    it(`${outcome} is ${want}`, async () => {
      const channel = await channelOf(chat({ channel: `{ rejects: { ${kind}: ${outcome} } }` }));
      expect(refusalText(channel.rejects[kind])).to.equal(want);
    });

  it("take the nearest that names the kind, whole", async () => {
    const channel = await channelOf(
      chat({
        root: "{ rejects: { malformed: { close: 1001 }, invalid: { close: 1002 }, unknown: { close: 1003 } } }",
        channel: "{ rejects: { malformed: { close: 2001 }, invalid: { close: 2002 } } }",
        ask: "{ rejects: { malformed: { reply: error } } }",
      }),
    );
    const { rejects } = clientOperation(channel, "ask");
    expect(refusalText(rejects.malformed)).to.equal("declared error");
    expect(refusalText(rejects.invalid)).to.equal("declared close 2002");
    expect(refusalText(rejects.unknown)).to.equal("declared close 1003");
    expect(refusalText(channel.rejects.malformed)).to.equal("declared close 2001");
  });

  const APART = (rejects: string): string => `${HEAD}x-contract: { rejects: ${rejects} }
channels:
  a: { address: /a, messages: { m: {}, oops: {} } }
  b: { address: /b, messages: { m: {} } }
operations: { in: { action: receive, channel: { $ref: "#/channels/b" }, messages: [{ $ref: "#/channels/b/messages/m" }] } }
`;

  it("of the root hold on every channel that has their message; elsewhere what else they allow, or nothing", async () => {
    const { contract } = await read(
      APART(
        "{ malformed: { reply: oops }, invalid: [{ reply: oops }, { close: 1008 }], unknownChannel: { reply: oops } }",
      ),
    );
    const [a, b] = contract.channels;
    expect(a && refusalText(a.rejects.malformed)).to.equal("declared oops");
    expect(a && refusalText(a.rejects.invalid)).to.equal("declared oops or close 1008");
    expect(b && refusalText(b.rejects.malformed)).to.equal("inferred close refusing");
    expect(b && refusalText(b.rejects.invalid)).to.equal("declared close 1008");
    expect(b && refusalText(clientOperation(b, "in").rejects.invalid)).to.equal("declared close 1008");
    expect(refusalText(contract.unknownChannel)).to.equal("declared oops");
  });

  it("of the root are an error where no channel has their message", async () => {
    const fault = await faultOf(read(APART("{ malformed: { reply: opps } }")));
    expect([fault.code, fault.message]).to.deep.equal([
      "UNKNOWN-NAME",
      "`opps` is no message of any channel",
    ]);
    expect(fault.hint).to.include("oops");
  });

  it("are inferred where nothing is declared: error replies, then a close that refuses", async () => {
    const channel = await channelOf(chat());
    expect(refusalText(channel.rejects.invalid)).to.equal(INFERRED);
    expect(refusalText(clientOperation(channel, "ask").rejects.invalid)).to.equal(INFERRED);
    expect(refusalText(channel.rejects.unauthenticated)).to.equal(
      "inferred status any or error (uncorrelated) or close refusing",
    );
    expect(refusalText(channel.rejects.tooLarge), "message too big, RFC 6455").to.equal(
      `${INFERRED} or close 1009`,
    );
  });

  it("name the operation's own error replies first", async () => {
    const text = chat()
      .replace("      news:", "      lateError: { payload: {} }\n      news:")
      .replace(
        '        - $ref: "#/channels/chat/messages/error"',
        '        - $ref: "#/channels/chat/messages/lateError"',
      );
    const channel = await channelOf(text);
    expect(refusalText(clientOperation(channel, "ask").rejects.invalid)).to.equal(
      "inferred lateError (uncorrelated) or error (uncorrelated) or close refusing",
    );
    expect(refusalText(clientOperation(channel, "stop").rejects.invalid)).to.equal(
      "inferred error (uncorrelated) or lateError (uncorrelated) or close refusing",
    );
  });

  it("take `empty` as malformed and `misdirected` as unknown, unless they are declared", async () => {
    const channel = await channelOf(
      chat({
        channel:
          "{ rejects: { malformed: { close: 1007 }, unknown: { close: 4000 }, misdirected: { ignored: true } } }",
        ask: "{ rejects: { malformed: { reply: error } } }",
      }),
    );
    expect(refusalText(channel.rejects.empty)).to.equal("declared close 1007");
    expect(refusalText(channel.rejects.misdirected)).to.equal("declared ignored");
    expect(refusalText(clientOperation(channel, "ask").rejects.empty)).to.equal("declared error");
  });

  it("know the path that is not declared", async () => {
    const declared = await read(
      chat({ root: "{ rejects: { unknownChannel: { status: 404 } }, shutdown: { close: 1001 } }" }),
    );
    expect(refusalText(declared.contract.unknownChannel)).to.equal("declared status 404");
    expect(declared.contract.shutdown).to.deep.equal({
      kind: "close",
      codes: { kind: "codes", codes: [1001] },
      place: "#/x-contract/shutdown",
    });
    const { contract } = await read(chat());
    expect(refusalText(contract.unknownChannel)).to.equal("unspecified false");
    expect(contract.shutdown).to.deep.equal({ kind: "none" });
  });
});
