import { expect } from "chai";
import type { Channel, Outcome, Refusal } from "../../contract/model.ts";
import { expect as expectKept } from "../../harness/index.ts";
import {
  channel,
  clientOperation,
  contractOf,
  message,
  rejects,
  serverOperation,
} from "./contract-builder.ts";
import { bench, type Ending } from "./run-scenario.ts";
import type { Handlers, Peer } from "./ws-service.ts";

const CLOSES: Outcome = { kind: "close", codes: { kind: "refusing" } };
const INFERRED: Refusal = { kind: "inferred", outcomes: [CLOSES] };

/** A channel that says nothing of bad input: a close is what the vocabulary lets expect. */
const ROOM: Channel = channel("room", {
  messages: [message("say", {}), message("fine", {}), message("fehler", {})],
  operations: [clientOperation("say", "fine"), serverOperation("fehler")],
  rejects: { ...rejects(), malformed: INFERRED, unknown: INFERRED },
});

async function afterBadInput(text: (peer: Peer) => void, quiet: string = "30ms"): Promise<Ending> {
  const service: Handlers = { said: (peer) => peer.say({ type: "fine" }), text };
  const own = await bench(contractOf([ROOM]), service, { ASYNCPROOF_QUIET: quiet });
  try {
    return await own.run(async ({ connect }) => {
      const client = await connect("room");
      const bad = client.sendText("{");
      expectKept(await bad.refusal()).to.be.refused("malformed", { close: "any" });
    });
  } finally {
    await own.close();
  }
}

describe("a refusal that the document only lets expect", () => {
  it("is unspecified where nothing comes: neither kept nor broken", async () => {
    const end = await afterBadInput(() => undefined);
    expect(end.state).to.equal("pending");
    expect(end.facts.pendingReason).to.match(
      /^unspecified: the document declares no outcome for .* malformed/,
    );
  });

  it("is told with what came, which may be one that the document does not call so", async () => {
    const end = await afterBadInput((peer) => peer.say({ type: "fehler" }), "2s");
    expect(end.facts.pendingReason).to.match(/none came that it calls one \(`fehler` came; .*error: true/);
  });

  it("is kept where it comes", async () => {
    const end = await afterBadInput((peer) => peer.socket.close(1007), "3s");
    expect(end.state).to.equal("passed");
  });

  it("is unspecified where a close comes that refuses nothing", async () => {
    const end = await afterBadInput((peer) => peer.socket.close(1000), "3s");
    expect(end.state).to.equal("pending");
    expect(end.facts.pendingReason).to.match(/^unspecified: .* malformed, and the close was 1000$/);
  });

  it("is broken where bad input is answered like good input", async () => {
    const end = await afterBadInput((peer) => peer.say({ type: "fine" }), "3s");
    expect(end.state).to.equal("failed");
    expect(end.facts.rule).to.equal("NOT-REFUSED");
  });
});

/** Streams with an id, on a channel that may say what a second request with an id that runs gets. */
async function afterSecond(duplicate: Refusal, order: "after" | "within" = "after"): Promise<Ending> {
  const id = { id: { type: "string" } };
  const ids = { correlation: ["/id"] };
  const room = channel("room", {
    messages: ["ask", "begun", "part", "done"].map((name) => message(name, id, ids)),
    operations: [
      clientOperation("ask", "begun part+ done", {
        names: ["begun", "part", "done"],
        rejects: { ...rejects(), duplicate },
      }),
    ],
  });
  const asked: unknown[] = [];
  const service: Handlers = {
    said: (peer, { id = "" }) => {
      asked.push(id);
      const says = (...types: readonly string[]): void => {
        for (const type of types) peer.say({ type, id });
      };
      if (asked.length < 2) says("begun", "part");
      else if (order === "after") says("done", "begun", "part", "done");
      else says("begun", "part", "part", "done", "done");
    },
  };
  const own = await bench(contractOf([room]), service, { ASYNCPROOF_QUIET: "3s" });
  try {
    return await own.run(async ({ connect }) => {
      const client = await connect("room");
      client.send("ask", { type: "ask", id: "a" });
      const bad = client.sendJson({ type: "ask", id: "a" });
      expectKept(await bad.refusal()).to.be.refused("duplicate", { close: "any" });
    });
  } finally {
    await own.close();
  }
}

describe("a second request with an id that still runs", () => {
  it("may be answered like a good one where the document does not say that an id is taken", async () => {
    const { state, facts } = await afterSecond(INFERRED);
    expect(state).to.equal("pending");
    expect(facts.pendingReason).to.match(/^unspecified: .* duplicate, and it was answered like a good one$/);
  });

  it("must not be where it does", async () => {
    const { state, facts } = await afterSecond({ ...INFERRED, kind: "declared", place: "#/twice" }, "within");
    expect(state).to.equal("failed");
    expect(facts.rule).to.equal("NOT-REFUSED");
  });

  it("may be where the first was over by then: nobody knows when the service came to the second", async () => {
    const { state, facts } = await afterSecond({ ...INFERRED, kind: "declared", place: "#/twice" });
    expect(state).to.equal("pending");
    expect(facts.pendingReason).to.match(
      /^not steerable: the first request with this id was answered to its end/,
    );
  });
});
