import { expect } from "chai";
import type { ChannelSpec } from "./contract-builder.ts";
import { contractOf } from "./contract-builder.ts";
import { client, error, TEXT } from "./contract-parts.ts";
import { Traffic } from "./traffic.ts";

/** A client that nobody has prepared, on a channel that says nothing of how a handshake is refused. */
function stranger(more: Partial<ChannelSpec> = {}): Traffic {
  const contract = contractOf({
    main: {
      messages: { login: {}, ok: {}, error: { properties: { code: TEXT } } },
      operations: [client("login", "ok")],
      rejects: { binary: [error("BINARY", { correlated: false })] },
      ...more,
    },
  });
  const t = new Traffic(contract);
  t.open("a", { expects: { kind: "any" } });
  return t;
}

const IDLE = {
  idle: {
    kind: "close",
    place: "#/idle",
    after: { kind: "fixed", ms: 3000 },
    codes: { kind: "codes", codes: [4408] },
    until: "login",
    resets: "client",
    reply: "",
  },
} as const;
const WITH_KEY = { security: [[{ scheme: "key", scopes: [] }]] };

describe("a close that refuses, of a client that nobody has prepared", () => {
  it("breaks the refusal that is owed in its place", () => {
    const t = stranger();
    t.sendsBytes(new Uint8Array([1]));
    t.closes(1003);
    expect(t.rules).to.deep.equal(["WRONG-REFUSAL"]);
  });

  it("breaks the limit of silence that has another code", () => {
    const t = stranger(IDLE);
    t.wait(3100);
    t.closes(4000);
    expect(t.rules).to.deep.equal(["WRONG-CLOSE"]);
  });

  it("may be that of a credential, where one is asked for, or of what the document leaves open", () => {
    for (const more of [WITH_KEY, {}]) {
      const t = stranger(more);
      if (more === WITH_KEY) t.sendsBytes(new Uint8Array([1]));
      t.closes(4001);
      expect(t.rules).to.deep.equal([]);
    }
  });
});
