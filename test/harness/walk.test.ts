import { expect } from "chai";
import type { Walk } from "../../harness/model.ts";
import { channel, clientOperation, contractOf, message } from "./contract-builder.ts";
import { bench, type Ending } from "./run-scenario.ts";
import type { Handlers } from "./ws-service.ts";

describe("harness/walk", () => {
  const QUIET_MS = 300;
  const notes = contractOf([
    channel("room", {
      messages: [message("note", {}), message("mark", {}), message("ask", {}), message("answer", {})],
      operations: [
        clientOperation("note", ""),
        clientOperation("mark", ""),
        clientOperation("ask", "answer"),
      ],
    }),
  ]);

  interface Walked {
    readonly end: Ending;
    readonly operations: readonly string[];
    readonly tookMs: number;
    /** What the service heard, and when, ms. */
    readonly heard: readonly (readonly [type: string, at: number])[];
  }

  /** Walks through a room without sentinel, where quiet windows are long. */
  async function walked(names: readonly string[], more: Handlers = {}): Promise<Walked> {
    const heard: [string, number][] = [];
    const service: Handlers = {
      said: (peer, said) => {
        heard.push([String(said["type"]), performance.now()]);
        if (said["type"] === "ask") peer.say({ type: "answer" });
        more.said?.(peer, said);
      },
    };
    const walk: Walk = names.map((name) => ({ operation: name, message: name, payload: { type: name } }));
    const settings = { ASYNCPROOF_QUIET: `${QUIET_MS}ms`, ASYNCPROOF_PATIENCE: "5s" };
    const room = await bench(notes, service, settings);
    const started = performance.now();
    let operations: string[] = [];
    const end = await room.run(async ({ connect }) => {
      const client = await connect("room");
      operations = (await client.walk(walk)).map(({ operation }) => operation);
    });
    const tookMs = performance.now() - started;
    await room.close();
    return { end, operations, tookMs, heard };
  }

  it("says at once what owes no reply, and shows for all of it together that nothing comes", async () => {
    const names = ["note", "mark", "note", "note", "mark", "note", "mark", "note"];
    const { end, operations, tookMs } = await walked(names);
    expect(end.error).to.equal(null);
    expect(operations).to.deep.equal(names);
    expect(tookMs).to.be.within(QUIET_MS, (names.length / 2) * QUIET_MS);
  });

  it("shows that nothing comes before it asks for something", async () => {
    const { end, operations, heard } = await walked(["note", "mark", "ask", "note"]);
    expect(end.error).to.equal(null);
    expect(operations).to.deep.equal(["note", "mark", "ask", "note"]);
    const at = new Map(heard);
    // A timer may be a millisecond early.
    expect((at.get("ask") ?? 0) - (at.get("mark") ?? 0)).to.be.at.least(QUIET_MS - 2);
  });

  it("hears what comes late to any of them", async () => {
    let marks = 0;
    const { end } = await walked(["note", "mark", "note", "note"], {
      said: (peer, { type }) => {
        if (type === "mark" && ++marks === 1) setTimeout(() => peer.say({ type: "answer" }), QUIET_MS / 3);
      },
    });
    expect(end.state).to.equal("failed");
    expect(end.facts.rule).to.equal("UNEXPECTED");
  });
});
