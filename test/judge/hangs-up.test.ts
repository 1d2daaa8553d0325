import { expect } from "chai";
import type { Contract } from "../../contract/model.ts";
import { type ChannelSpec, contractOf } from "./contract-builder.ts";
import { client, error, push, TEXT } from "./contract-parts.ts";
import { Traffic } from "./traffic.ts";

/** A document whose errors are an operation of their own, as plain ones have them. */
function plain(more: Partial<ChannelSpec> = {}): Contract {
  return contractOf({
    main: {
      messages: { join: {}, joined: {}, error: { properties: { "code?": TEXT } } },
      operations: [client("join", "joined"), push("error")],
      ...more,
    },
  });
}

describe("an error and then a close, for bad input", () => {
  const closes = (code: number, more: Partial<ChannelSpec> = {}): string[] => {
    const t = new Traffic(plain(more));
    t.open();
    t.sendsText("{");
    t.gets({ type: "error", code: "BAD" });
    t.closes(code);
    return t.rules;
  };

  it("is one refusal where the document leaves it open, and the close is deliberate", () => {
    for (const code of [1000, 1002, 1003, 1007, 1008, 4400]) expect(closes(code)).to.deep.equal([]);
    for (const code of [1006, 1011]) expect(closes(code)).to.deep.equal(["UNEXPECTED-CLOSE"]);
  });

  it("breaks a declared refusal that leaves the connection open", () => {
    expect(closes(1008, { rejects: { malformed: [error("BAD")] } })).to.deep.equal(["WRONG-REFUSAL"]);
  });

  it("excuses no close once a later request was answered", () => {
    const t = new Traffic(plain());
    t.open();
    t.sendsText("{");
    t.gets({ type: "error" });
    t.sends({ type: "join" });
    t.gets({ type: "joined" });
    t.closes(1008);
    expect(t.rules).to.deep.equal(["UNEXPECTED-CLOSE"]);
  });
});
