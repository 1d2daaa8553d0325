import { expect } from "chai";
import type { Walk } from "../../harness/model.ts";
import { channel, clientOperation, contractOf, message } from "./contract-builder.ts";
import { bench, type Ending } from "./run-scenario.ts";
import type { Handlers } from "./ws-service.ts";

describe("harness/walk", () => {
  /** Long beside anything that a busy machine does meanwhile. */
  const QUIET_MS = 1000;
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
    /** From the first to the last that the service heard, ms. */
    readonly spanMs: number;
    readonly heard: readonly string[];
  }

  /** Walks through a room without sentinel, where quiet windows are long. */
  async function walked(names: readonly string[], more: Handlers = {}): Promise<Walked> {
    const heard: string[] = [];
    const times: number[] = [];
    const service: Handlers = {
      said: (peer, said) => {
        heard.push(String(said["type"]));
        times.push(performance.now());
        if (said["type"] === "ask") peer.say({ type: "answer" });
        more.said?.(peer, said);
      },
    };
    const walk: Walk = names.map((name) => ({ operation: name, message: name, payload: { type: name } }));
    const settings = { ASYNCPROOF_QUIET: `${QUIET_MS}ms`, ASYNCPROOF_PATIENCE: "5s" };
    const room = await bench(notes, service, settings);
    let operations: string[] = [];
    const end = await room.run(async ({ connect }) => {
      const client = await connect("room");
      operations = (await client.walk(walk)).map(({ operation }) => operation);
    });
    await room.close();
    return { end, operations, spanMs: Math.max(...times) - Math.min(...times), heard };
  }

  it("says at once what owes no reply", async () => {
    const names = ["note", "mark", "note", "note", "mark", "note"];
    const { end, operations, spanMs } = await walked(names);
    expect(end.error).to.equal(null);
    expect(operations).to.deep.equal(names);
    expect(spanMs, "nobody waited between two of them").to.be.below(QUIET_MS);
  });

  it("hears what comes late to any of them", async () => {
    let marks = 0;
    const { end, heard } = await walked(["note", "mark", "note", "mark"], {
      said: (peer, { type }) => {
        if (type === "mark" && ++marks === 1) setTimeout(() => peer.say({ type: "answer" }), QUIET_MS / 5);
      },
    });
    expect(end.facts.rule).to.equal("UNEXPECTED");
    expect(heard).to.deep.equal(["note", "mark", "note", "mark"]);
  });

  it("asks for something only when it was shown that nothing comes", async () => {
    const names = ["note", "mark", "ask", "note"];
    const right = await walked(names);
    expect(right.end.error).to.equal(null);
    expect(right.operations).to.deep.equal(names);
    const wrong = await walked(names, {
      said: (peer, { type }) => {
        if (type === "mark") peer.say({ type: "answer" });
      },
    });
    expect(wrong.end.facts.rule).to.equal("UNEXPECTED");
    expect(wrong.heard).to.deep.equal(["note", "mark"]);
  });

  it("does not say again, before it is over, what ends itself: nobody could tell what is answered", async () => {
    const prompts = contractOf([
      channel("room", {
        messages: [message("prompt", {}), message("token", {}), message("done", {})],
        operations: [clientOperation("prompt", "token* done", { interrupts: ["prompt"] })],
      }),
    ]);
    const talk: string[] = [];
    const service: Handlers = {
      said: (peer, { type }) => {
        talk.push(String(type));
        setImmediate(() => {
          talk.push("done");
          peer.say({ type: "done" });
        });
      },
    };
    const room = await bench(prompts, service);
    const step = { operation: "prompt", message: "prompt", payload: { type: "prompt" } };
    const { error } = await room.run(async ({ connect }) => {
      await (await connect("room")).walk([step, step]);
    });
    await room.close();
    expect(error).to.equal(null);
    expect(talk).to.deep.equal(["prompt", "done", "prompt", "done"]);
  });
});
