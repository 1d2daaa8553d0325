import { OPEN } from "./contract-parts.ts";
import type { streaming } from "./contracts.ts";
import type { Traffic } from "./traffic.ts";

const token = (id: string, index: number) => ({ type: "token", id, index, text: "x" });
const done = (id: string) => ({ type: "done", id });
const prompt = (id: string) => ({ type: "prompt", id });
const fault = (code: string, id?: string | null) => ({
  type: "error",
  code,
  ...(id === undefined ? {} : { id }),
});

/** Right traffic that a careless judge would take for wrong. */
export const RIGHT: readonly {
  readonly title: string;
  readonly contract?: Parameters<typeof streaming>[0];
  readonly play: (t: Traffic) => void;
}[] = [
  {
    title: "interleaved streams, told apart by their ids",
    play(t) {
      for (const id of ["r1", "r2"]) t.sends(prompt(id));
      for (const index of [0, 1]) for (const id of ["r2", "r1"]) t.gets(token(id, index));
      for (const id of ["r1", "r2"]) t.gets(done(id));
    },
  },
  {
    title: "the same stream on two connections",
    play(t) {
      t.open("b");
      for (const id of ["a", "b"]) t.sends(prompt("r1"), id);
      for (const id of ["b", "a"]) t.gets(token("r1", 0), id);
      for (const id of ["a", "b"]) t.gets(done("r1"), id);
    },
  },
  {
    title: "unsolicited news between a request and its reply",
    play(t) {
      t.sends({ type: "ping" });
      t.sends(prompt("r1"));
      t.gets({ type: "news" });
      t.gets(token("r1", 0));
      t.gets({ type: "news" });
      t.gets({ type: "pong" });
      t.gets(done("r1"));
      t.gets({ type: "news" });
    },
  },
  {
    title: "an error without an id that ends a stream",
    play(t) {
      t.sends(prompt("r1"));
      t.gets(token("r1", 0));
      t.gets(fault("FAILED"));
    },
  },
  {
    title: "an error without an id where two streams run: either may have ended",
    play(t) {
      for (const id of ["r1", "r2"]) t.sends(prompt(id));
      t.gets(token("r1", 0));
      t.gets(fault("FAILED", null));
      t.gets(token("r1", 1));
      t.gets(done("r1"));
      t.wait(20_000);
    },
  },
  {
    title: "one id used again after its exchange ended",
    play(t) {
      for (const _ of [1, 2]) {
        t.sends(prompt("r1"));
        t.gets(token("r1", 0));
        t.gets(done("r1"));
      }
    },
  },
  {
    title: "a cancel that comes too late and fails",
    play(t) {
      t.sends(prompt("r1"));
      t.gets(token("r1", 0));
      t.sends({ type: "cancel", id: "r1" });
      t.gets(done("r1"));
      t.gets(fault("NOT_RUNNING", "r1"));
    },
  },
  {
    title: "a cancel that comes too late and is confirmed",
    play(t) {
      t.sends(prompt("r1"));
      t.gets(token("r1", 0));
      t.gets(done("r1"));
      t.sends({ type: "cancel", id: "r1" });
      t.gets({ type: "cancelled", id: "r1" });
    },
  },
  {
    title: "a cancel that fails: the stream goes on",
    play(t) {
      for (const id of ["r1", "r2"]) t.sends(prompt(id));
      t.gets(token("r1", 0));
      t.gets(token("r2", 0));
      t.sends({ type: "cancel", id: "r1" });
      t.gets(fault("NO", "r1"));
      t.gets(token("r1", 1));
      t.gets(token("r2", 1));
      t.gets(done("r2"));
      t.gets(done("r1"));
      t.wait(20_000);
    },
  },
  {
    title: "a stream that waits for its cancel is not held to its gap",
    play(t) {
      t.sends(prompt("r1"));
      t.gets(token("r1", 0));
      t.wait(1500);
      t.sends({ type: "cancel", id: "r1" });
      t.wait(1500);
      t.gets({ type: "cancelled", id: "r1" });
    },
  },
  {
    title: "pings one after the other before any pong",
    play(t) {
      for (const nonce of ["1", "2", "3"]) t.sends({ type: "ping", nonce });
      for (const nonce of ["1", "2", "3"]) t.gets({ type: "pong", nonce });
    },
  },
  {
    title: "pongs in another order, told apart by what they repeat",
    play(t) {
      for (const nonce of ["1", "2"]) t.sends({ type: "ping", nonce });
      for (const nonce of ["2", "1"]) t.gets({ type: "pong", nonce });
    },
  },
  {
    title: "a bad frame in the middle of a stream",
    play(t) {
      t.sends(prompt("r1"));
      t.gets(token("r1", 0));
      t.sendsText("{");
      t.gets(token("r1", 1));
      t.gets(fault("MALFORMED"));
      t.gets(token("r1", 2));
      t.gets(done("r1"));
    },
  },
  {
    title: "a bad frame in the middle of a stream, refused by an error that could be the stream's own",
    contract: {
      rejects: {
        malformed: {
          kind: "inferred",
          outcomes: [{ kind: "reply", reply: { message: "error", where: [], correlated: false } }],
        },
      },
    },
    play(t) {
      t.sends(prompt("r1"));
      t.gets(token("r1", 0));
      t.sendsText("{");
      t.gets(fault("WHAT"));
      t.gets(token("r1", 1));
      t.gets(done("r1"));
      t.wait(20_000);
    },
  },
  {
    title: "two bad frames refused in the other order",
    play(t) {
      t.sends({ type: "prompt", id: "r1", text: 1 });
      t.sends({ type: "prompt", id: "r2", text: 1 });
      t.gets(fault("INVALID", "r2"));
      t.gets(fault("INVALID", "r1"));
    },
  },
  {
    title: "a duplicate that is refused, with or without the id",
    play(t) {
      t.sends(prompt("r1"));
      t.gets(token("r1", 0));
      for (const id of [undefined, "r1"]) {
        t.sends(prompt("r1"));
        t.gets(fault("DUPLICATE", id));
      }
      t.gets(token("r1", 1));
      t.gets(done("r1"));
    },
  },
  {
    title: "a duplicate that crosses the end of the first and is taken",
    play(t) {
      t.sends(prompt("r1"));
      t.gets(token("r1", 0));
      t.sends(prompt("r1"));
      t.gets(done("r1"));
      t.gets(token("r1", 0));
      t.gets(done("r1"));
    },
  },
  {
    title: "a duplicate about which nothing is promised",
    contract: { rejects: { duplicate: OPEN } },
    play(t) {
      t.sends(prompt("r1"));
      t.sends(prompt("r1"));
      for (const _ of [1, 2]) t.gets(token("r1", 0));
      for (const _ of [1, 2]) t.gets(done("r1"));
      t.wait(20_000);
    },
  },
  {
    title: "a step sent before the last was answered, taken or refused",
    contract: { order: "ping prompt*" },
    play(t) {
      t.sends({ type: "ping" });
      t.sends(prompt("r1"));
      t.sends(prompt("r2"));
      t.gets({ type: "pong" });
      t.gets(fault("ORDER", "r1"));
      t.gets(token("r2", 0));
      t.gets(done("r2"));
    },
  },
  {
    title: "an interrupter that the conversation does not name, while its target runs",
    contract: { order: "prompt*" },
    play(t) {
      t.sends(prompt("r1"));
      t.gets(token("r1", 0));
      t.sends({ type: "cancel", id: "r1" });
      t.gets({ type: "cancelled", id: "r1" });
      t.sends({ type: "cancel", id: "r1" });
      t.gets(fault("ORDER", "r1"));
    },
  },
  {
    title: "a client that leaves in the middle of a stream",
    play(t) {
      t.sends(prompt("r1"));
      t.gets(token("r1", 0));
      t.closes(1006, "client");
      t.gets(token("r1", 1));
      t.closes(1006);
    },
  },
  {
    title: "an error that may come or not",
    play(t) {
      t.sends({ type: "maybe" });
      t.wait(5000);
      t.sends({ type: "maybe" });
      t.gets(fault("WELL"));
    },
  },
  {
    title: "a frame with two faults gets the outcome of either",
    contract: {
      limits: { place: "#", messageBytes: 20, messagesPerSecond: null, connections: null, exchanges: null },
    },
    play(t) {
      t.sends({ type: "prompt", id: 1, text: "longer than that" });
      t.gets(fault("INVALID"));
      t.sends({ type: "prompt", id: 2, text: "longer than that" });
      t.closes(1009);
    },
  },
  {
    title: "traffic at half the rate, and refusals a little below it",
    contract: {
      limits: { place: "#", messageBytes: null, messagesPerSecond: 4, connections: null, exchanges: null },
    },
    play(t) {
      for (let count = 0; count < 3; count++) {
        t.wait(500);
        t.sends({ type: "ping" });
        t.gets({ type: "pong" });
      }
      for (let count = 0; count < 4; count++) t.sends({ type: "ping" });
      t.gets({ type: "pong" });
      t.gets(fault("FAST"));
      t.closes(1008);
    },
  },
];
