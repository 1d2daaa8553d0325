import { expect } from "chai";
import type { Contract } from "../../contract/model.ts";
import { contractOf } from "./contract-builder.ts";
import { client, on, push, TEXT } from "./contract-parts.ts";
import { Traffic } from "./traffic.ts";

/** Requests go one way, replies come on a connection of their own. */
function apart(): Contract {
  const id = { properties: { id: TEXT }, correlation: ["/id"] };
  const reply = push("answer", {
    trigger: on("ask", "asking"),
    audience: { kind: "requester", place: "#/reply" },
    echoes: [
      {
        place: "#/reply",
        to: { of: "answer", index: null, pointer: "/id" },
        from: { of: "request", index: null, pointer: "/id" },
      },
    ],
  });
  return contractOf({
    asking: { messages: { ask: id }, operations: [client("ask", "")] },
    answering: { messages: { answer: id }, operations: [reply] },
  });
}

function asked(principals: { readonly [connection: string]: string | undefined }): Traffic {
  const t = new Traffic(apart());
  for (const [connection, principal] of Object.entries(principals)) {
    const channel = connection === "asker" ? "asking" : "answering";
    t.open(connection, { channel, path: `/${channel}`, ...(principal === undefined ? {} : { principal }) });
  }
  t.sends({ type: "ask", id: "1" }, "asker");
  return t;
}

const ANSWER = { type: "answer", id: "1" };

describe("a reply on another connection", () => {
  it("is for who has asked, and no other client may get it", () => {
    const t = asked({ own: "ada", other: "bob", asker: "ada" });
    t.gets(ANSWER, "own");
    expect(t.rules).to.deep.equal([]);
    t.gets(ANSWER, "other");
    expect(t.violations.map(({ rule, connection }) => `${rule} ${connection}`)).to.deep.equal([
      "AUDIENCE other",
    ]);
  });

  it("is missed where only another client gets it", () => {
    const t = asked({ own: "ada", other: "bob", asker: "ada" });
    t.wait(3000);
    expect(t.violations.map(({ rule, connection }) => `${rule} ${connection}`)).to.deep.equal([
      "NOT-DELIVERED own",
    ]);
  });

  it("may come to any of them where nothing tells who a client is", () => {
    for (const principals of [
      { own: undefined, other: undefined, asker: undefined },
      { own: "ada", other: "bob", asker: undefined },
      { own: "ada", other: "ada", asker: "ada" },
    ]) {
      const t = asked(principals);
      t.gets(ANSWER, "other");
      t.wait(3000);
      expect(t.rules).to.deep.equal([]);
    }
  });
});
