import { expect } from "chai";
import type { Contract } from "../../contract/model.ts";
import { type ChannelSpec, contractOf } from "./contract-builder.ts";
import { audience, client, push } from "./contract-parts.ts";
import { Traffic } from "./traffic.ts";

const ROOM = { name: "room", required: true, schema: "", example: null, place: "#" } as const;

/** A lobby where all others are told of who comes. */
function lobby(kind: "others" | "everyone" = "others", more: Partial<ChannelSpec> = {}): Contract {
  const trigger = { kind: "connect", place: "#/trigger" } as const;
  return contractOf({
    main: {
      messages: { ping: {}, pong: {}, joined: {} },
      operations: [client("ping", "pong"), push("joined", { trigger, audience: audience(kind) })],
      ...more,
    },
  });
}

describe("judge: who is told of a new client", () => {
  it("may hear of it before its handshake is seen to be answered", () => {
    const t = new Traffic(lobby());
    t.open("a");
    t.handshake("b");
    t.gets({ type: "joined" }, "a");
    t.feed({ kind: "open", connection: "b", subprotocol: "" });
    t.wait(20_000);
    expect(t.rules).to.deep.equal([]);
  });

  it("hears once of each, whichever of two handshakes is seen to be answered first", () => {
    const t = new Traffic(lobby());
    t.open("a");
    t.handshake("b");
    t.handshake("c");
    t.gets({ type: "joined" }, "a");
    t.feed({ kind: "open", connection: "b", subprotocol: "" });
    t.gets({ type: "joined" }, "a");
    t.feed({ kind: "open", connection: "c", subprotocol: "" });
    t.gets({ type: "joined" }, "a");
    expect(t.rules).to.deep.equal(["DELIVERED-TWICE"]);
  });

  it("has to hear of it once it is in, and of nobody who was refused", () => {
    const t = new Traffic(lobby());
    t.open("a");
    t.handshake("b");
    t.feed({ kind: "refused", connection: "b", status: 503 });
    t.wait(20_000);
    expect(t.rules).to.deep.equal(["HANDSHAKE-REFUSED"]);
    t.open("c");
    t.wait(20_000);
    expect(t.rules).to.deep.equal(["HANDSHAKE-REFUSED", "NOT-DELIVERED"]);
  });

  it("is told of clients of other scenarios, where such come", () => {
    for (const kind of ["others", "everyone"] as const) {
      const t = new Traffic(lobby(kind), { othersCome: true });
      t.open("a");
      if (kind === "everyone") t.gets({ type: "joined" }, "a");
      t.gets({ type: "joined" }, "a");
      t.gets({ type: "joined" }, "a");
      expect(t.rules, kind).to.deep.equal([]);
    }
  });

  it("is nobody but all others, where no clients of other scenarios come", () => {
    const t = new Traffic(lobby());
    t.open("a");
    t.gets({ type: "joined" }, "a");
    expect(t.rules).to.deep.equal(["AUDIENCE"]);
  });

  it("hears of nobody at another address, whoever comes there, and whenever it came itself", () => {
    for (const who of ["a", "c"]) {
      const t = new Traffic(lobby(), { seesAll: true });
      t.handshake("a", { parameters: { room: "x" } });
      t.handshake("b", { parameters: { room: "y" } });
      t.feed({ kind: "open", connection: "a", subprotocol: "" });
      t.feed({ kind: "open", connection: "b", subprotocol: "" });
      t.open("c", { parameters: { room: "z" } });
      t.gets({ type: "joined" }, who);
      expect(t.rules, who).to.deep.equal(["AUDIENCE"]);
    }
  });

  it("is held to nothing where nobody heard at which address it is", () => {
    const t = new Traffic(lobby("everyone", { parameters: [ROOM] }));
    t.open("a", { parameters: {}, expects: { kind: "any" } });
    t.gets({ type: "joined" }, "a");
    t.open("b", { parameters: { room: "x" } });
    t.gets({ type: "joined" }, "b");
    t.wait(20_000);
    expect(t.rules).to.deep.equal([]);
  });
});
