import { expect } from "chai";
import type { Channel } from "../../contract/model.ts";
import { expect as expectKept } from "../../harness/index.ts";
import {
  channel,
  clientOperation,
  closing,
  contractOf,
  message,
  rejects,
  replying,
  sequence,
  serverOperation,
} from "./contract-builder.ts";
import { bench, type Ending } from "./run-scenario.ts";
import { talkChannel, talkService } from "./talk.ts";
import type { Handlers, Peer } from "./ws-service.ts";

type Body = Parameters<Awaited<ReturnType<typeof bench>>["run"]>[0];

async function against(
  one: Channel,
  handlers: Handlers,
  body: Body,
  config: { readonly [name: string]: string } = {},
): Promise<Ending & { readonly ms: number }> {
  const own = await bench(contractOf([one]), handlers, config);
  const started = performance.now();
  try {
    const end = await own.run(body);
    return { ...end, ms: performance.now() - started };
  } finally {
    await own.close();
  }
}

const PROMPT = { type: "prompt", id: "r-1", prompt: "hello" };
/** Where a test shows that nothing was waited for, on however slow a machine. */
const PATIENT = { ASYNCPROOF_PATIENCE: "5s" };
const CANCEL = { type: "cancel", id: "r-1" };

describe("harness exchanges", () => {
  describe("an interrupted one", () => {
    /** Streams until it is cancelled; `quick`: the first so many are over before a cancel can come. */
    function streaming(quick: number): Handlers {
      let prompts = 0;
      const running = new WeakMap<Peer, NodeJS.Timeout>();
      return talkService({
        prompt: (peer, { id = "" }) => {
          prompts += 1;
          peer.say({ type: "token", id, index: 0 });
          if (prompts <= quick) return peer.say({ type: "done", id });
          const timer = setInterval(() => peer.say({ type: "token", id, index: 1 }), 5);
          running.set(peer, timer);
          peer.socket.on("close", () => clearInterval(timer));
        },
        cancel: (peer, { id = "" }) => {
          const timer = running.get(peer);
          if (timer === undefined) return peer.say({ type: "error", code: "TOO_LATE", id });
          clearInterval(timer);
          running.delete(peer);
          peer.say({ type: "cancelled", id });
        },
      });
    }

    const cancelling = talkChannel({
      operations: talkChannel().operations.map((one) =>
        one.kind === "client" && one.name === "cancel" ? { ...one, replies: ["cancelled", "error"] } : one,
      ),
    });

    const body: Body = async ({ connect, attempts }) => {
      const client = await connect("talk");
      await attempts(3, async () => {
        const prompt = client.send("prompt", PROMPT);
        await prompt.next("token");
        const cancel = client.send("cancel", CANCEL);
        expectKept(await cancel.ended()).to.follow("cancelled");
        return prompt.interrupted();
      });
      expectKept(await client.quiet()).to.have.none("token");
    };

    it("ends, and nothing more of it comes", async () => {
      const end = await against(cancelling, streaming(0), body);
      expect(end.error).to.equal(null);
    });

    it("is tried again where its own end came first", async () => {
      const end = await against(cancelling, streaming(2), body);
      expect(end.error).to.equal(null);
    });

    it("is not reached where its own end comes first each time", async () => {
      const end = await against(cancelling, streaming(9), body);
      expect(end.facts.pendingReason).to.match(/^not steerable/);
    });

    it("is a violation where items go on coming", async () => {
      const handlers = talkService({
        prompt: (peer, { id = "" }) => {
          const timer = setInterval(() => peer.say({ type: "token", id, index: 1 }), 15);
          peer.socket.on("close", () => clearInterval(timer));
        },
      });
      const end = await against(cancelling, handlers, body, { ASYNCPROOF_QUIET: "1s" });
      expect(end.facts.rule).to.equal("AFTER-INTERRUPT");
    });
  });

  describe("an open-ended one", () => {
    const topic = { topic: { type: "string" } };
    const correlated = { correlation: ["/topic"] };
    const feed = channel("feed", {
      messages: [
        message("ping", {}, { example: {} }),
        message("pong", {}),
        message("subscribe", topic, correlated),
        message("subscribed", topic, correlated),
        message("update", topic, correlated),
        message("publish", topic, correlated),
        message("published", topic, correlated),
      ],
      operations: [
        clientOperation("ping", "pong"),
        clientOperation("subscribe", "subscribed update*"),
        clientOperation("publish", "published"),
        serverOperation("update", {
          trigger: { kind: "operation", channel: "feed", operation: "publish", place: "#/operations/update" },
          audience: { kind: "running", operation: "subscribe", place: "#/operations/update/audience" },
        }),
      ],
    });
    const service = (audience: (peer: Peer) => readonly Peer[]): Handlers => ({
      said: (peer, { type, topic = "" }) => {
        if (type === "ping") peer.say({ type: "pong" });
        if (type === "subscribe") peer.say({ type: "subscribed", topic });
        if (type !== "publish") return;
        peer.say({ type: "published", topic });
        for (const one of audience(peer)) one.say({ type: "update", topic });
      },
    });
    const body: Body = async ({ connect }) => {
      const reader = await connect("feed");
      const writer = await connect("feed");
      const subscription = reader.send("subscribe", { type: "subscribe", topic: "a" });
      expectKept(await subscription.ended()).to.follow("subscribed update*");
      expectKept(await writer.send("publish", { type: "publish", topic: "a" }).ended()).to.succeed();
      expectKept(await reader.pushed("update")).to.carry({ "/topic": "a" });
      expectKept(await reader.quiet()).to.have.none("update");
    };

    it("is over for the test when nothing is owed; its updates are pushes", async () => {
      const end = await against(
        feed,
        service((peer) => peer.all.filter((one) => one !== peer)),
        body,
        PATIENT,
      );
      expect(end.error).to.equal(null);
      expect(end.ms).to.be.below(4000);
    });

    it("is a violation where the update does not come", async () => {
      const end = await against(
        feed,
        service(() => []),
        body,
      );
      expect(end.facts.rule).to.equal("NOT-DELIVERED");
    });

    it("is owed no update where nothing says of which topic it will be", async () => {
      const elsewhere: Body = async ({ connect }) => {
        const [reader, writer] = [await connect("feed"), await connect("feed")];
        expectKept(await reader.send("subscribe", { type: "subscribe", topic: "a" }).ended()).to.succeed();
        expectKept(await writer.send("publish", { type: "publish", topic: "b" }).ended()).to.succeed();
        await reader.pushed("update");
      };
      const silent = service(() => []);
      const end = await against(feed, silent, elsewhere, PATIENT);
      expect(end.facts.pendingReason).to.match(/^not steerable: update goes to those who asked .* echoes/);
      expect(end.ms).to.be.below(4000);
    });
  });

  describe("of bad input", () => {
    const text = { type: "string" };
    const gate = (rejected: Parameters<typeof rejects>[0]): Channel =>
      channel("gate", {
        messages: [
          message("ping", {}, { example: {} }),
          message("pong", {}),
          message("open", { door: text }),
          message("opened", {}),
          message("error", { code: text }),
        ],
        operations: [clientOperation("ping", "pong"), clientOperation("open", "opened | error")],
        rejects: rejects(rejected),
      });
    const service: Handlers = {
      said: (peer, { type, door }) => {
        if (type === "ping") peer.say({ type: "pong" });
        if (type === "open" && typeof door === "string") peer.say({ type: "opened" });
      },
      text: () => {},
    };

    it("is shown to be ignored by a sentinel, long before any deadline", async () => {
      const end = await against(
        gate({ unknown: [{ kind: "ignored" }] }),
        service,
        async ({ connect }) => {
          const client = await connect("gate");
          const refusal = await client.sendJson({ type: "nonsense" }).refusal();
          expectKept(refusal).to.be.refused("unknown", { ignored: true });
        },
        PATIENT,
      );
      expect(end.error).to.equal(null);
      expect(end.ms).to.be.below(4000);
    });

    it("is harmless where nothing is promised and the connection works on", async () => {
      const end = await against(gate({}), service, async ({ connect }) => {
        const client = await connect("gate");
        expectKept(await client.sendText("{").refusal()).to.be.harmless();
        expectKept(await client.sendBinary(new Uint8Array([1])).refusal()).to.be.harmless();
        expectKept(await client.send("ping", { type: "ping" }).ended()).to.succeed();
      });
      expect(end.error).to.equal(null);
    });

    it("is a violation where the declared outcome does not come", async () => {
      const end = await against(gate({ malformed: [replying("error")] }), service, async ({ connect }) => {
        const client = await connect("gate");
        expectKept(await client.sendText("{").refusal()).to.be.refused("malformed", { reply: "error" });
      });
      expect(end.facts.rule).to.equal("NO-REFUSAL");
    });

    it("is a violation where another outcome comes, and says which", async () => {
      const closes: Handlers = { ...service, text: (peer) => peer.socket.close(1011) };
      const end = await against(gate({ malformed: [closing(1007)] }), closes, async ({ connect }) => {
        const client = await connect("gate");
        await client.sendText("{").refusal();
      });
      expect(end.facts.rule).to.equal("WRONG-REFUSAL");
      expect(end.error?.message).to.contain("1011").and.to.contain("1007");
    });

    it("is a violation where a service dies of it", async () => {
      const dies: Handlers = { ...service, text: (peer) => peer.socket.terminate() };
      const end = await against(gate({ malformed: [replying("error")] }), dies, async ({ connect }) => {
        const client = await connect("gate");
        await client.sendText("{").refusal();
      });
      expect(end.state).to.equal("failed");
      expect(end.facts.rule).not.to.equal("");
    });

    it("fails an expected success where the message is refused", async () => {
      const refuses: Handlers = { said: (peer) => peer.say({ type: "error", code: "NO" }) };
      const end = await against(gate({}), refuses, async ({ connect }) => {
        const client = await connect("gate");
        expectKept(await client.send("open", { type: "open", door: "a" }).ended()).to.succeed();
      });
      expect(end.facts.rule).to.equal("NOT-ACCEPTED");
    });
  });

  describe("in a declared conversation", () => {
    it("are not disturbed by a sentinel that the conversation does not allow", async () => {
      const seen: unknown[] = [];
      const ordered: Channel = {
        ...talkChannel(),
        conversation: { kind: "sequence", sequence: sequence("prompt ping*", ["prompt", "ping"]) },
      };
      const handlers = talkService();
      const noting: Handlers = {
        ...handlers,
        said: (peer, said) => {
          seen.push(said["type"]);
          handlers.said?.(peer, said);
        },
      };
      const end = await against(ordered, noting, async ({ connect }) => {
        const client = await connect("talk");
        await client.quiet();
        await client.send("prompt", PROMPT).ended();
        await client.quiet();
      });
      expect(end.error).to.equal(null);
      expect(seen).to.deep.equal(["prompt", "ping"]);
    });
  });
});
