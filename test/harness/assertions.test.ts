import { AssertionError, expect as plain } from "chai";
import type { Json } from "../../contract/json.ts";
import { expect } from "../../harness/expect.ts";
import type { ExpectedOutcome, RefusalResult, Replies } from "../../harness/model.ts";
import type { ReceivedMessage } from "../../judge/model.ts";
import { message } from "./contract-builder.ts";

describe("harness/assertions", () => {
  let frames = 0;
  function received(name: string, payload: { readonly [key: string]: Json } = {}): ReceivedMessage {
    frames += 1;
    const body = { type: name, ...payload };
    const reading = { kind: "message", message: message(name, {}), payload: body, also: [] } as const;
    return { frame: frames, at: frames, name, payload: body, reading };
  }

  function replies(names: string, phase = "ended"): Replies {
    const messages = names.split(" ").filter((name) => name !== "");
    return { operation: "prompt", phase, messages: messages.map((name) => received(name)) };
  }

  /** What the assertion says, or "" where it holds. */
  function said(run: () => unknown): string {
    try {
      run();
      return "";
    } catch (error) {
      plain(error).to.be.instanceOf(AssertionError);
      return error instanceof Error ? error.message : "";
    }
  }

  const SEQUENCE = "token+ (done | error)";
  const following: readonly (readonly [given: string, want: string])[] = [
    ["token token done", ""],
    ["token error", ""],
    ["done", "a `done` came where `token` was due"],
    ["token done token", "a `token` came after `done`"],
    ["token token", "nothing came after `token` where `token`, `done` or `error` was due"],
    ["", "nothing came where `token` was due"],
    ["error", "an `error` came where `token` was due"],
    ["status token done", ""],
  ];
  for (const [given, want] of following)
    it(`${want === "" ? "lets" : "does not let"} "${given}" follow ${SEQUENCE}`, () => {
      const text = said(() => expect(replies(given)).to.follow(SEQUENCE));
      plain(text.startsWith(want) && (text === "") === (want === ""), text).to.equal(true);
    });

  it("follows messages that are no replies, such as an opening", () => {
    plain(said(() => expect([received("connected")]).to.follow("connected"))).to.equal("");
  });

  it("counts an error message as no success, and an error branch as accepted", () => {
    plain(said(() => expect(replies("token done")).to.succeed())).to.equal("");
    plain(said(() => expect(replies("error", "failed")).to.succeed())).to.contain("the error `error`");
    plain(said(() => expect(replies("error", "failed")).to.be.accepted())).to.equal("");
    plain(said(() => expect(replies("error", "refused")).to.be.accepted())).to.contain("was refused");
    plain(said(() => expect(replies("token", "cut-short")).to.be.accepted())).to.contain("cut-short");
  });

  it("compares values at pointers, of one message and of every message of a name", () => {
    plain(
      said(() => expect(received("stored", { text: "hi", n: 0 })).to.carry({ "/text": "hi", "/n": 0 })),
    ).to.equal("");
    const wrong = said(() => expect(received("stored", { text: "ho" })).to.carry({ "/text": "hi" }));
    plain(wrong).to.contain('`stored` carries "ho" at /text where "hi" was due');
    const many: Replies = {
      operation: "prompt",
      phase: "ended",
      messages: [
        received("token", { id: "r-1" }),
        received("token", { id: "r-2" }),
        received("done", { id: "r-1" }),
      ],
    };
    plain(said(() => expect(many).to.carry({ "token#/id": "r-1" }))).to.contain('"r-2" at /id');
    plain(said(() => expect(many).to.echo({ "token[0]#/id": "r-1", "done#/id": "r-1" }))).to.equal("");
    plain(said(() => expect(many).to.carry({ "status#/id": "r-1" }))).to.contain("no `status` came");
  });

  function refusal(more: Partial<RefusalResult>): RefusalResult {
    return { kinds: ["malformed"], phase: "refused", reply: null, closeCode: null, ...more };
  }
  const reply = (): ReceivedMessage => received("error", { code: "MALFORMED" });

  it("takes any one of the declared outcomes for a refusal", () => {
    const outcomes = [{ reply: "error", where: { "/code": "MALFORMED" } }, { close: [1003, 1007] }] as const;
    const check = (more: Partial<RefusalResult>): string =>
      said(() => expect(refusal(more)).to.be.refused("malformed", ...outcomes));
    plain(check({ reply: reply() })).to.equal("");
    plain(check({ closeCode: 1007 })).to.equal("");
    plain(check({ closeCode: 1011 }))
      .to.contain("another way")
      .and.to.contain("close 1011");
    plain(check({ reply: received("error", { code: "OTHER" }) })).to.contain("another way");
    plain(check({ reply: reply(), closeCode: 1007 })).to.contain("another way");
    plain(check({ phase: "unspecified" })).to.contain("was not refused");
    plain(check({ phase: "accepted" })).to.contain("answered like a good one");
  });

  it("takes silence for a refusal only where it is declared", () => {
    plain(said(() => expect(refusal({})).to.be.refused("unknown", { ignored: true }))).to.equal("");
    plain(
      said(() => expect(refusal({ reply: reply() })).to.be.refused("unknown", { ignored: true })),
    ).to.contain("another");
  });

  it("finds nothing harmful where nothing is promised, unless bad input is answered as good", () => {
    plain(said(() => expect(refusal({ phase: "unspecified" })).to.be.harmless())).to.equal("");
    plain(said(() => expect(refusal({ closeCode: 1006 })).to.be.harmless())).to.equal("");
    plain(said(() => expect(refusal({ phase: "accepted" })).to.be.harmless())).to.contain("like a good one");
    plain(said(() => expect(refusal({ phase: "accepted" })).to.be.harmless("invalid"))).to.contain("invalid");
    plain(said(() => expect(refusal({ phase: "accepted" })).to.be.harmless("duplicate"))).to.equal("");
  });

  it("knows handshakes refused by status and by close", () => {
    const refused = { kind: "refused", status: 403 } as const;
    plain(said(() => expect(refused).to.be.refusedWith({ status: [401, 403] }))).to.equal("");
    plain(said(() => expect(refused).to.be.refusedWith())).to.equal("");
    plain(said(() => expect(refused).to.be.refusedWith({ status: 401 }))).to.contain(
      "refused with status 403",
    );
    const closed = { kind: "closed", code: 4401, received: [received("error")] } as const;
    plain(said(() => expect(closed).to.be.refusedWith({ close: "any", reply: "error" }))).to.equal("");
    plain(said(() => expect(closed).to.be.refusedWith({ close: 4403 }))).to.contain("close 4401");
  });

  it("knows handshakes that are refused on a connection that stays open", () => {
    const accepted = (...names: string[]): unknown => ({
      kind: "accepted",
      client: { received: names.map((name) => received(name)) },
    });
    const refuses = (handshake: unknown, ...outcomes: ExpectedOutcome[]): string =>
      said(() => expect(handshake).to.be.refusedWith(...outcomes));
    plain(refuses(accepted("error"), { reply: "error" })).to.equal("");
    plain(refuses(accepted(), { ignored: true })).to.equal("");
    for (const [handshake, outcome] of [
      [accepted(), { reply: "error" }],
      [accepted("hello"), { reply: "error" }],
      [accepted("error"), { reply: "error", close: 4403 }],
      [accepted("hello"), { ignored: true }],
      [accepted(), { status: 403 }],
    ] as const)
      plain(refuses(handshake, outcome)).to.contain("was accepted");
  });

  it("compares close codes", () => {
    const close = { code: 1000, reason: "", by: "client", afterMs: 3 } as const;
    plain(said(() => expect(close).to.be.closedWith([1000, 1001]))).to.equal("");
    plain(said(() => expect(close).to.be.closedWith(4408))).to.contain("closed with 1000 where 4408 was due");
  });

  it("finds messages that must not be there", () => {
    plain(said(() => expect([received("pong")]).to.have.none("said"))).to.equal("");
    plain(said(() => expect([received("said")]).to.have.none("said"))).to.contain("a `said` came");
    plain(said(() => expect([received("said")]).to.not.have.none("said"))).to.equal("");
  });

  it("says what it takes where it is given something else", () => {
    plain(() => expect("text").to.follow("a")).to.throw(TypeError, "`follow` takes replies or messages");
  });
});
