import { expect } from "chai";
import type { Idle } from "../../contract/model.ts";
import { contractOf } from "./contract-builder.ts";
import { client, push, TEXT } from "./contract-parts.ts";
import { Traffic } from "./traffic.ts";

/** A service that says `bye` before it closes whoever is silent for ten seconds. */
function withGoodbye(more: Partial<Idle & { kind: "close" }> = {}): Traffic {
  const contract = contractOf({
    main: {
      messages: { ping: {}, pong: {}, note: {}, news: {}, bye: {}, error: { properties: { code: TEXT } } },
      operations: [client("ping", "pong"), client("note", ""), push("news")],
      idle: {
        kind: "close",
        place: "#/idle",
        after: { kind: "fixed", ms: 10_000 },
        codes: { kind: "codes", codes: [4408] },
        until: "",
        resets: "client",
        reply: "bye",
        ...more,
      },
    },
  });
  const t = new Traffic(contract);
  t.open();
  return t;
}

describe("the message before an idle close", () => {
  it("comes in its time, also where what the server sends counts as well", () => {
    const t = withGoodbye({ resets: "any" });
    t.wait(4000);
    t.gets({ type: "news" });
    t.wait(10_000);
    t.gets({ type: "bye" });
    t.closes(4408);
    expect(t.rules).to.deep.equal([]);
  });

  it("is early where the silence was too short, and the close behind it is no second fault", () => {
    const t = withGoodbye();
    t.wait(3000);
    t.gets({ type: "bye" });
    t.closes(4408);
    expect(t.rules).to.deep.equal(["IDLE-EARLY"]);
  });

  it("is unexpected where it is an error that may have come for any reason", () => {
    const t = withGoodbye({ reply: "error" });
    t.wait(1000);
    t.gets({ type: "error", code: "?" });
    expect(t.rules).to.deep.equal(["UNEXPECTED"]);
  });

  it("may cross a frame of the last moment, with its close", () => {
    const t = withGoodbye();
    t.wait(9990);
    t.sends({ type: "note" });
    t.gets({ type: "bye" });
    t.closes(4408);
    expect(t.rules).to.deep.equal([]);
  });

  it("is due again after the client has spoken", () => {
    const t = withGoodbye();
    t.wait(10_000);
    t.gets({ type: "bye" });
    t.sends({ type: "note" });
    t.wait(10_500);
    t.closes(4408);
    expect(t.rules).to.deep.equal(["WRONG-CLOSE"]);
  });
});
