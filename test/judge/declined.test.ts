import { expect } from "chai";
import type { Json } from "../../contract/json.ts";
import type { Contract } from "../../contract/model.ts";
import { type ChannelSpec, contractOf } from "./contract-builder.ts";
import { client, close, error, push, TEXT } from "./contract-parts.ts";
import { Traffic } from "./traffic.ts";

const QUIET = { quietMs: 100 };

/** A document whose errors are an operation of their own, as plain ones have them. */
function plain(more: Partial<ChannelSpec> = {}): Contract {
  return contractOf({
    main: {
      messages: {
        join: { properties: { room: TEXT } },
        joined: {},
        say: {},
        notice: {},
        error: { properties: { "code?": TEXT } },
      },
      operations: [client("join", "joined"), client("say", ""), push("error"), push("notice")],
      ...more,
    },
  });
}

const JOIN = { type: "join", room: "x" };

describe("an error that no operation ties to a request", () => {
  it("leaves the request unknown where nothing else comes: needs example, no violation", () => {
    const t = new Traffic(plain(), QUIET);
    t.open();
    const frame = t.sends(JOIN);
    t.gets({ type: "error" });
    expect(t.phase(frame)).to.equal("running");
    t.wait(100);
    expect(t.rules).to.deep.equal([]);
    expect(t.phase(frame)).to.equal("declined");
    expect(t.of("notReached")).to.have.length(1);
    expect(t.of("notReached")[0]).to.include({
      reason: "needs example",
      place: "#/operations/join/sequence",
    });
    expect(t.kept).not.to.include("#/operations/join/sequence");
  });

  it("does not hide a reply that is missing: no error, or one from before the request", () => {
    const t = new Traffic(plain(), QUIET);
    t.open();
    t.gets({ type: "error" });
    t.sends(JOIN);
    t.wait(3000);
    expect(t.rules).to.deep.equal(["NO-REPLY"]);
  });

  it("leaves a reply that comes after it what it is, in time or late", () => {
    const t = new Traffic(plain(), QUIET);
    t.open();
    const first = t.sends(JOIN);
    t.gets({ type: "error" });
    t.gets({ type: "joined" });
    expect(t.phase(first)).to.equal("ended");
    expect(t.kept).to.include("#/operations/join/sequence");
    const late = t.sends(JOIN);
    t.gets({ type: "error" });
    t.wait(500);
    t.gets({ type: "joined" });
    expect(t.phase(late)).to.equal("declined");
    expect(t.rules).to.deep.equal([]);
  });

  it("declines one request of several: of what was not answered the rest is missed", () => {
    const t = new Traffic(plain(), QUIET);
    t.open();
    const [first, second, third] = [t.sends(JOIN), t.sends(JOIN), t.sends(JOIN)];
    t.gets({ type: "error" });
    t.gets({ type: "joined" });
    t.wait(3000);
    expect([first, second, third].map((one) => t.phase(one))).to.deep.equal(["ended", "declined", "broken"]);
    expect(t.rules).to.deep.equal(["NO-REPLY"]);
  });

  it("is NOT-ACCEPTED, not missing, where it is one of the replies with the values of bad input", () => {
    const operations = [client("join", "joined | error"), client("say", ""), push("error"), push("notice")];
    const t = new Traffic(plain({ operations, rejects: { invalid: [error("INVALID")] } }), QUIET);
    t.open();
    t.sends(JOIN);
    t.gets({ type: "error", code: "INVALID" });
    t.wait(3000);
    expect(t.rules).to.deep.equal(["NOT-ACCEPTED"]);
    const other = t.sends(JOIN);
    t.gets({ type: "error", code: "NO_ROOM" });
    t.wait(3000);
    expect(t.phase(other)).to.equal("failed");
    expect(t.rules).to.deep.equal(["NOT-ACCEPTED"]);
  });

  it("is NOT-ACCEPTED where it has the values that the document declares for bad input", () => {
    const t = new Traffic(plain({ rejects: { invalid: [error("INVALID")] } }), QUIET);
    t.open();
    t.sends(JOIN);
    t.gets({ type: "error", code: "INVALID" });
    t.wait(3000);
    expect(t.rules).to.deep.equal(["NOT-ACCEPTED"]);
    t.sends(JOIN);
    t.gets({ type: "error", code: "FULL" });
    t.wait(100);
    expect(t.rules).to.deep.equal(["NOT-ACCEPTED"]);
  });

  it("is nothing of the kind where the reply comes all the same, as late as it may", () => {
    const t = new Traffic(plain({ rejects: { invalid: [error("INVALID")] } }), QUIET);
    t.open();
    const frame = t.sends(JOIN);
    t.gets({ type: "error", code: "INVALID" });
    t.wait(900);
    t.gets({ type: "joined" });
    expect(t.phase(frame)).to.equal("ended");
    t.wait(3000);
    expect(t.rules).to.deep.equal([]);
  });

  it("says nothing of a stream that has begun", () => {
    const messages = { join: {}, joined: {}, done: {}, error: {} };
    const t = new Traffic(
      contractOf({ main: { messages, operations: [client("join", "joined+ done"), push("error")] } }),
      QUIET,
    );
    t.open();
    t.sends({ type: "join" });
    t.gets({ type: "joined" });
    t.gets({ type: "error" });
    t.wait(3000);
    expect(t.rules).to.deep.equal(["STALLED"]);
  });

  it("explains a deliberate close after it, but no accident", () => {
    const closed = (code: number): readonly string[] => {
      const t = new Traffic(plain(), QUIET);
      t.open();
      t.sends(JOIN);
      t.gets({ type: "error" });
      t.closes(code);
      return t.rules;
    };
    expect(closed(1008)).to.deep.equal([]);
    expect(closed(1000)).to.deep.equal([]);
    expect(closed(1006)).to.deep.equal(["CUT-SHORT"]);
    expect(closed(1011)).to.deep.equal(["CUT-SHORT"]);
  });

  it("may be for bad input or for the request after it, where neither is promised", () => {
    const t = new Traffic(plain(), QUIET);
    t.open();
    t.sendsText("{");
    const frame = t.sends(JOIN);
    t.gets({ type: "error" });
    t.wait(3000);
    expect(t.rules).to.deep.equal([]);
    expect(t.phase(frame)).to.equal("declined");
    t.sendsText("{");
    t.gets({ type: "error" });
    t.sends(JOIN);
    t.wait(3000);
    expect(t.rules).to.deep.equal(["NO-REPLY"]);
  });

  it("leaves a request that has no reply unknown too", () => {
    const t = new Traffic(plain(), QUIET);
    t.open();
    const frame = t.sends({ type: "say" });
    expect(t.phase(frame)).to.equal("ended");
    t.gets({ type: "error" });
    expect(t.phase(frame)).to.equal("declined");
    expect(t.rules).to.deep.equal([]);
  });
});

describe("a reply that does not come", () => {
  const gotAfter = (messages: readonly string[]): string | undefined => {
    const t = new Traffic(plain(), QUIET);
    t.open();
    t.sends(JOIN);
    t.sends(JOIN);
    for (const type of messages) t.gets({ type });
    t.wait(3000);
    return t.violations.at(-1)?.got;
  };

  it("is told with the error that came in its place", () => {
    expect(gotAfter(["error"])).to.equal("no reply; `error` came, which is no reply of `join`");
  });

  it("is told with any other message that came by itself, and how it becomes a refusal", () => {
    expect(gotAfter(["notice"])).to.equal(
      "no reply; `notice` came, which is no reply of `join` (if it refuses requests: x-contract: {error: true})",
    );
  });

  it("is told alone where nothing came", () => {
    expect(gotAfter([])).to.equal("no reply");
  });
});

describe("a close that refuses a good request", () => {
  const closedAfter = (message: Json, code: number, more: Partial<ChannelSpec> = {}): Traffic => {
    const t = new Traffic(plain(more), QUIET);
    t.open();
    t.sends(message);
    t.closes(code);
    return t;
  };
  const BOTH = [JOIN, { type: "say" }];

  it("leaves it unknown where the document says nothing of such refusals", () => {
    for (const message of BOTH)
      for (const code of [1008, 4003]) {
        const t = closedAfter(message, code);
        expect(t.rules).to.deep.equal([]);
        expect(t.of("notReached")).to.have.length(1);
        expect(t.of("notReached")[0]).to.include({ reason: "needs example" });
      }
  });

  it("leaves unknown, too, what was sent before a sentinel and has no reply, until the sentinel is answered", () => {
    const phases = (...came: readonly Json[]): readonly (string | undefined)[] => {
      const t = new Traffic(plain(), QUIET);
      t.open();
      const frames = [t.sends({ type: "say" }), t.sends(JOIN)];
      for (const message of came) t.gets(message);
      if (came.length < 2) t.closes(4003);
      expect(t.rules).to.deep.equal(came.length === 1 ? ["UNEXPECTED-CLOSE"] : []);
      return frames.map((frame) => t.phase(frame));
    };
    expect(phases()).to.deep.equal(["declined", "declined"]);
    expect(phases({ type: "joined" })).to.deep.equal(["ended", "ended"]);
    expect(phases({ type: "error" }, { type: "joined" })).to.deep.equal(["declined", "ended"]);
    expect(phases({ type: "joined" }, { type: "error" })).to.deep.equal(["ended", "ended"]);
  });

  it("breaks the contract where it does, and where the close is an accident", () => {
    for (const kind of ["outOfOrder", "forbidden"] as const) {
      const rules = BOTH.map(
        (message) => closedAfter(message, 4003, { rejects: { [kind]: [error("NO")] } }).rules,
      );
      expect(rules).to.deep.equal([["CUT-SHORT"], ["UNEXPECTED-CLOSE"]]);
    }
    expect(BOTH.map((message) => closedAfter(message, 1011).rules)).to.deep.equal([
      ["CUT-SHORT"],
      ["UNEXPECTED-CLOSE"],
    ]);
  });

  it("breaks the contract where bad input gets it, and where a reply had come", () => {
    const invalid = { rejects: { invalid: [close(4003)] } };
    expect(closedAfter(JOIN, 4003, invalid).rules).to.deep.equal(["NOT-ACCEPTED"]);
    const t = new Traffic(plain(), QUIET);
    t.open();
    t.sends(JOIN);
    t.gets({ type: "joined" });
    t.closes(4003);
    expect(t.rules).to.deep.equal(["UNEXPECTED-CLOSE"]);
  });
});

describe("a refusal that does not come", () => {
  const gotAfter = (messages: readonly Json[]): string | undefined => {
    const t = new Traffic(plain({ rejects: { malformed: [error("MALFORMED")] } }), QUIET);
    t.open();
    t.gets({ type: "error", code: "EARLIER" });
    t.sendsText("{");
    for (const message of messages) t.gets(message);
    t.wait(20_000);
    expect(t.rules).to.deep.equal(["NO-REFUSAL"]);
    return t.violations[0]?.got;
  };

  it("is told with the error that came in another form", () => {
    const got = gotAfter([{ type: "error", code: "OTHER" }, { type: "notice" }]);
    expect(got).to.equal('error{code: "OTHER"}, which is not that outcome');
  });

  it("is told with nothing where nothing came since", () => {
    expect(gotAfter([])).to.equal("nothing");
  });
});
