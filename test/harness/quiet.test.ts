import { expect } from "chai";
import type { Json, JsonObject } from "../../contract/json.ts";
import type { Channel } from "../../contract/model.ts";
import { expect as expectKept } from "../../harness/index.ts";
import { channel, clientOperation, contractOf, message, serverOperation } from "./contract-builder.ts";
import { bench } from "./run-scenario.ts";
import type { Handlers } from "./ws-service.ts";

describe("harness proofs of quiet", () => {
  const uuid = { type: "string", pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" };
  const EXAMPLE = "3fa85f64-5717-4562-b3fc-2c963f66afa6";

  function pinging(id: JsonObject, example: Json, more: Partial<Channel> = {}): Channel {
    const correlated = { correlation: ["/id"] };
    return channel("room", {
      messages: [
        message("ping", { id }, { ...correlated, example: { id: example } }),
        message("pong", { id }, correlated),
        message("news", {}),
      ],
      operations: [clientOperation("ping", "pong"), serverOperation("news")],
      ...more,
    });
  }

  /** Answers pings, notes their ids. */
  function noting(seen: Json[], more: Handlers = {}): Handlers {
    return {
      said: (peer, { id = "" }) => {
        seen.push(id);
        peer.say({ type: "pong", id });
      },
      ...more,
    };
  }

  const forms: readonly (readonly [name: string, schema: JsonObject, example: Json, wanted: RegExp])[] = [
    ["a number at its end", { type: "string", pattern: "^req-[0-9]+$" }, "req-1", /^req-\d{2,}$/],
    ["a fixed length", uuid, EXAMPLE, /^3fa85f64-5717-4562-b3fc-/],
    ["a number", { type: "integer" }, 1, /^\d{2,}$/],
  ];
  for (const [name, schema, example, wanted] of forms)
    it(`send a sentinel whose correlation is new each time, in the form of the example: ${name}`, async () => {
      const seen: Json[] = [];
      const own = await bench(contractOf([pinging(schema, example)]), noting(seen));
      const end = await own.run(async ({ connect }) => {
        const client = await connect("room");
        expect(await client.quiet()).to.deep.equal([]);
        expect(await client.quiet()).to.deep.equal([]);
      });
      await own.close();
      expect(end.error).to.equal(null);
      expect(seen).to.have.length(2);
      expect(seen[0]).not.to.equal(seen[1]);
      for (const id of seen) expect(String(id)).to.match(wanted).and.not.to.equal(String(example));
    });

  it("give what came unasked, once", async () => {
    const service = noting([], { open: (peer) => peer.say({ type: "news" }) });
    const own = await bench(contractOf([pinging({ type: "integer" }, 1)]), service);
    const end = await own.run(async ({ connect }) => {
      const client = await connect("room");
      const [news, ...more] = await client.quiet();
      expectKept(news).to.carry({ "/type": "news" });
      expect(more).to.deep.equal([]);
      expect(await client.quiet()).to.deep.equal([]);
      expectKept(await client.pushed("news")).to.carry({ "/type": "news" });
    });
    await own.close();
    expect(end.error).to.equal(null);
  });

  it("wait for a quiet window where there is no sentinel", async () => {
    const seen: Json[] = [];
    const mute = pinging({ type: "integer" }, 1, { operations: [serverOperation("news")] });
    const service = noting(seen, { open: (peer) => void setTimeout(() => peer.say({ type: "news" }), 10) });
    const own = await bench(contractOf([mute]), service, { ASYNCPROOF_QUIET: "100ms" });
    const end = await own.run(async ({ connect }) => {
      const client = await connect("room");
      expectKept(await client.quiet()).not.to.have.none("news");
    });
    await own.close();
    expect(end.error).to.equal(null);
    expect(seen).to.deep.equal([]);
  });

  describe("after a stream, which has a clock of its own", () => {
    const STREAMING = channel("room", {
      messages: [
        message("ping", {}, { example: {} }),
        message("pong", {}),
        message("count", {}, { example: {} }),
        message("number", {}),
        message("end", {}),
      ],
      operations: [clientOperation("ping", "pong"), clientOperation("count", "number+ end")],
    });

    /** The rule that is broken by one more number, so long after the end; the first came so long after the request. */
    async function oneTooMany({ firstMs, moreMs }: { firstMs: number; moreMs: number }): Promise<string> {
      let pings = 0;
      const service: Handlers = {
        said: (peer, { type }) => {
          if (type === "ping") pings += 1;
          if (type === "ping") return peer.say({ type: "pong" });
          setTimeout(() => {
            peer.say({ type: "number" });
            peer.say({ type: "end" });
            setTimeout(() => peer.say({ type: "number" }), moreMs);
          }, firstMs);
        },
      };
      const settings = { ASYNCPROOF_QUIET: "400ms", ASYNCPROOF_PATIENCE: "5s" };
      const own = await bench(contractOf([STREAMING]), service, settings);
      const end = await own.run(async ({ connect }) => {
        const client = await connect("room");
        expectKept(await client.send("count", { type: "count" }).ended()).to.follow("number+ end");
        await client.quiet();
      });
      await own.close();
      expect(pings).to.equal(1);
      return end.facts.rule;
    }

    it("wait for a quiet window, whatever a sentinel shows", async () => {
      expect(await oneTooMany({ firstMs: 0, moreMs: 50 })).to.equal("AFTER-END");
    });

    it("wait longer by the time that its items took", async () => {
      expect(await oneTooMany({ firstMs: 700, moreMs: 700 })).to.equal("AFTER-END");
    });
  });

  it("share one window between several connections", async () => {
    const own = await bench(contractOf([pinging({ type: "integer" }, 1)]), noting([]), {
      ASYNCPROOF_QUIET: "1s",
      ASYNCPROOF_PATIENCE: "10s",
    });
    let lasted = 0;
    const end = await own.run(async ({ connect }) => {
      const clients = [await connect("room"), await connect("room"), await connect("room")];
      const started = performance.now();
      for (const client of clients) await client.quiet();
      lasted = performance.now() - started;
    });
    await own.close();
    expect(end.error).to.equal(null);
    expect(lasted).to.be.within(990, 2900);
  });

  it("keep fifty clients apart", async () => {
    const own = await bench(contractOf([pinging({ type: "integer" }, 1)]), noting([]), {
      ASYNCPROOF_PATIENCE: "5s",
    });
    const end = await own.run(async ({ connect }) => {
      const clients = await Promise.all(
        Array.from({ length: 50 }, (_, index) => connect("room", { as: `client-${index + 1}` })),
      );
      const replies = await Promise.all(
        clients.map((client, id) => client.send("ping", { type: "ping", id }).ended()),
      );
      for (const [id, reply] of replies.entries()) expectKept(reply).to.carry({ "pong#/id": id });
    });
    await own.close();
    expect(end.error).to.equal(null);
  });
});
