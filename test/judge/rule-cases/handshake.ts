import type { Contract, SecurityScheme } from "../../../contract/model.ts";
import type { HandshakeExpectation } from "../../../judge/model.ts";
import type { RejectsSpec } from "../contract-builder.ts";
import { close, error } from "../contract-parts.ts";
import { rooms, streaming } from "../contracts.ts";
import type { RuleCase } from "./rule-case.ts";

const refused = (
  as: (HandshakeExpectation & { kind: "refused" })["as"],
): { expects: HandshakeExpectation } => ({
  expects: { kind: "refused", as },
});

const spoken: Contract = streaming({ subprotocols: ["chat.v1", "chat.v2"] });

/** The same behind these alternatives of schemes; `mutual` is of a kind that no handshake carries. */
function bySchemes(alternatives: readonly (readonly string[])[], rejects: RejectsSpec = {}): Contract {
  const security = alternatives.map((names) => names.map((scheme) => ({ scheme, scopes: [] })));
  const scheme = (name: string, carrier: SecurityScheme["carrier"]): SecurityScheme => {
    return { name, place: `#/components/securitySchemes/${name}`, carrier, token: { kind: "opaque" } };
  };
  const mutual = scheme("mutual", { kind: "untestable", type: "X509" });
  const key = scheme("key", { kind: "query", name: "key" });
  return { ...streaming({ security, rejects }), securitySchemes: [mutual, key] };
}

/** Who is not known is told so after the upgrade. */
const DENIED: RejectsSpec = { unauthenticated: [close(4401), error("WHO", { close: 4403 })] };

const opened = rooms({ opening: "hello" });

/** Handshake and opening. */
export const HANDSHAKE_CASES: readonly RuleCase[] = [
  {
    rule: "NO-HANDSHAKE",
    title: "the handshake is never answered",
    contract: streaming(),
    wrong(t) {
      t.handshake();
      t.wait(10_000);
    },
    right(t) {
      t.handshake();
      t.wait(9990);
      t.feed({ kind: "open", connection: "a", subprotocol: "" });
      t.wait(10_000);
    },
  },
  {
    rule: "HANDSHAKE-REFUSED",
    title: "a credential that nobody can show does not excuse an error of the service",
    contract: bySchemes([["mutual"]]),
    wrong(t) {
      t.handshake();
      t.feed({ kind: "refused", connection: "a", status: 500 });
    },
    right(t) {
      t.handshake();
      t.feed({ kind: "refused", connection: "a", status: 401 });
    },
  },
  {
    rule: "HANDSHAKE-REFUSED",
    title: "nor does a close where one alternative does without such a credential",
    contract: bySchemes([["mutual"], ["key"]], DENIED),
    wrong(t) {
      t.open();
      t.closes(4401);
    },
    right(t) {
      t.open();
    },
  },
  {
    rule: "UNEXPECTED-CLOSE",
    title: "a close that refuses for want of such a credential is the declared one",
    contract: bySchemes([["mutual"]], DENIED),
    wrong(t) {
      t.open();
      t.closes(4400);
    },
    right(t) {
      t.open();
      t.closes(4401);
    },
  },
  {
    rule: "UNEXPECTED-CLOSE",
    title: "the same after the reply that is declared to precede it",
    contract: bySchemes([["mutual"]], DENIED),
    wrong(t) {
      t.open();
      t.gets({ type: "error", code: "WHO" });
      t.closes(4400);
    },
    right(t) {
      t.open();
      t.gets({ type: "error", code: "WHO" });
      t.closes(4403);
    },
  },
  {
    rule: "UNEXPECTED-CLOSE",
    title: "who has been let in is not refused any more",
    contract: bySchemes([["mutual"]], DENIED),
    wrong(t) {
      t.open();
      t.sends({ type: "ping", nonce: "n" });
      t.gets({ type: "pong", nonce: "n" });
      t.closes(4401);
    },
    right(t) {
      t.open();
      t.sends({ type: "ping", nonce: "n" });
      t.closes(4401);
    },
  },
  {
    rule: "HANDSHAKE-REFUSED",
    title: "one alternative without such a credential is enough",
    contract: bySchemes([["mutual"], ["key"]]),
    wrong(t) {
      t.handshake();
      t.feed({ kind: "refused", connection: "a", status: 403 });
    },
    right(t) {
      t.open();
    },
  },
  {
    rule: "HANDSHAKE-REFUSED",
    title: "a good handshake is refused by a status",
    contract: streaming(),
    wrong(t) {
      t.handshake();
      t.feed({ kind: "refused", connection: "a", status: 401 });
    },
    right(t) {
      t.handshake("a", refused("unauthenticated"));
      t.feed({ kind: "refused", connection: "a", status: 401 });
    },
  },
  {
    rule: "HANDSHAKE-REFUSED",
    title: "a good handshake is refused by the close that bad credentials get",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.closes(4401);
    },
    right(t) {
      t.open("a", refused("unauthenticated"));
      t.closes(4401);
    },
  },
  {
    rule: "HANDSHAKE-ACCEPTED",
    title: "a handshake that gets a status is accepted",
    contract: streaming(),
    wrong: (t) => t.open("a", refused("forbidden")),
    right(t) {
      t.handshake("a", refused("forbidden"));
      t.feed({ kind: "refused", connection: "a", status: 403 });
    },
  },
  {
    rule: "HANDSHAKE-ACCEPTED",
    title: "an undeclared path is accepted",
    contract: streaming(),
    wrong: (t) => t.open("a", { channel: "", path: "/nowhere", ...refused("unknownChannel") }),
    right(t) {
      t.handshake("a", { channel: "", path: "/nowhere", ...refused("unknownChannel") });
      t.feed({ kind: "refused", connection: "a", status: 404 });
    },
  },
  {
    rule: "HANDSHAKE-ACCEPTED",
    title: "the close that refuses after a 101 does not come",
    contract: streaming(),
    wrong(t) {
      t.open("a", refused("unauthenticated"));
      t.wait(10_000);
    },
    right(t) {
      t.open("a", refused("unauthenticated"));
      t.wait(9000);
      t.closes(4401);
      t.wait(10_000);
    },
  },
  {
    rule: "WRONG-STATUS",
    title: "a handshake is refused with another status",
    contract: streaming(),
    wrong(t) {
      t.handshake("a", refused("forbidden"));
      t.feed({ kind: "refused", connection: "a", status: 401 });
    },
    right(t) {
      t.handshake("a", { expects: { kind: "any" } });
      t.feed({ kind: "refused", connection: "a", status: 401 });
    },
  },
  {
    rule: "WRONG-STATUS",
    title: "a handshake is refused after a 101 with another close code",
    contract: streaming(),
    wrong(t) {
      t.open("a", refused("unauthenticated"));
      t.closes(1008);
    },
    right(t) {
      t.open("a", refused("unauthenticated"));
      t.closes(4401);
    },
  },
  {
    rule: "WRONG-STATUS",
    title: "a handshake is refused by a dropped connection, though the service is there",
    contract: streaming(),
    wrong(t) {
      t.open("b");
      t.handshake("a", refused("forbidden"));
      t.feed({ kind: "failed", connection: "a", code: "ECONNRESET", message: "socket hang up" });
    },
    right(t) {
      t.handshake("a", refused("forbidden"));
      t.feed({ kind: "failed", connection: "a", code: "ECONNREFUSED", message: "nobody listens" });
    },
  },
  {
    rule: "LEAK",
    title: "something is sent before the close that refuses the handshake",
    contract: streaming(),
    wrong(t) {
      t.open("a", refused("badHandshake"));
      t.gets({ type: "news" });
      t.closes(4400);
    },
    right(t) {
      t.open("a", refused("badHandshake"));
      t.gets({ type: "error", code: "BAD" });
      t.closes(4400);
    },
  },
  {
    rule: "SUBPROTOCOL",
    title: "the answer names no subprotocol, or one that was not offered",
    contract: spoken,
    wrong: (t) => t.open("a", { headers: { "sec-websocket-protocol": "chat.v1" }, subprotocol: "chat.v2" }),
    right: (t) =>
      t.open("a", { headers: { "sec-websocket-protocol": "chat.v1, x" }, subprotocol: "chat.v1" }),
  },
  {
    rule: "NO-OPENING",
    title: "the opening does not come in time",
    contract: opened,
    wrong(t) {
      t.open();
      t.wait(1000);
    },
    right(t) {
      t.open();
      t.wait(998);
      t.gets({ type: "hello", user: "ada" });
      t.wait(10_000);
    },
  },
  {
    rule: "NO-OPENING",
    title: "the opening comes in another order",
    contract: rooms({ opening: "hello ok" }),
    wrong(t) {
      t.open();
      t.gets({ type: "ok" });
      t.gets({ type: "hello", user: "ada" });
    },
    right(t) {
      t.open();
      t.gets({ type: "hello", user: "ada" });
      t.gets({ type: "ok" });
    },
  },
];
