import { expect } from "chai";
import { expect as expectKept } from "../../harness/index.ts";
import { channel, clientOperation, contractOf, message, serverOperation } from "./contract-builder.ts";
import { bench, type Ending } from "./run-scenario.ts";
import type { Peer } from "./ws-service.ts";

const place = "#/components/securitySchemes/user";
const carrier = { kind: "query", name: "token" } as const;
const JWT = {
  kind: "recipe",
  alg: "HS256",
  claims: { sub: "$unique" },
} as const;

function contract(token: typeof JWT | { readonly kind: "opaque" }) {
  const security = [[{ scheme: "user", scopes: [] }]];
  return contractOf(
    [
      channel("asking", {
        security,
        messages: [message("ask", {})],
        operations: [clientOperation("ask", "")],
      }),
      channel("answering", {
        security,
        messages: [message("answer", {})],
        operations: [
          serverOperation("ask.reply", {
            messages: ["answer"],
            trigger: { kind: "operation", channel: "asking", operation: "ask", place: "#/reply" },
            audience: { kind: "requester", place: "#/reply" },
          }),
        ],
      }),
    ],
    { securitySchemes: [{ name: "user", place, carrier, token }] },
  );
}

/** Answers on these of the connections that listen. */
async function listening(
  token: typeof JWT | { readonly kind: "opaque" },
  answered: (listeners: readonly Peer[]) => readonly Peer[],
): Promise<Ending> {
  const listeners: Peer[] = [];
  const own = await bench(contract(token), {
    open: (peer) => {
      listeners.push(peer);
    },
    said: (asker) => {
      for (const peer of answered(listeners.filter((one) => one !== asker))) peer.say({ type: "answer" });
    },
  });
  try {
    return await own.run(async ({ connect }) => {
      const receiver = await connect("answering");
      const bystander = await connect("answering", { as: "second" });
      const sender = await connect("asking");
      await sender.send("ask", { type: "ask" }).ended();
      await receiver.pushed("answer");
      expectKept(await bystander.quiet()).to.have.none("answer");
    });
  } finally {
    await own.close();
  }
}

describe("who hears a reply on another connection", () => {
  it("is who has asked, by the name in its token", async () => {
    expect((await listening(JWT, (all) => all.slice(0, 1))).state).to.equal("passed");
    expect((await listening(JWT, (all) => all)).facts.rule).to.equal("AUDIENCE");
  });

  it("can't be said of clients that all show the same credential: not reached", async () => {
    const end = await listening({ kind: "opaque" }, (all) => all.slice(0, 1));
    expect(end.facts.pendingReason).to.match(/^not steerable: no credential tells one client from another/);
  });
});
