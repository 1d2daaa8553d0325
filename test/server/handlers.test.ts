import { expect } from "chai";
import type { JsonObject } from "../../contract/json.ts";
import { typeOf } from "./client.ts";
import { withStub } from "./with-stub.ts";
import { WORKSHOP } from "./workshop.ts";

describe("a handler", () => {
  it(
    "takes the place of the stub's behaviour, by the exchange's rules",
    withStub(
      {
        contract: WORKSHOP,
        handlers: {
          ask: ({ reply, request, identity }) => {
            reply("token", { text: "Hi " });
            reply("token", { text: identity ?? "" });
            reply("done");
            expect(request).to.include({ topic: "me" });
          },
        },
      },
      async ({ connect, log }) => {
        const client = await connect("/room");
        await client.until("hello");
        client.send({ type: "ask", id: "a-1", topic: "me" });
        expect(await client.take(3)).to.deep.equal([
          { type: "token", id: "a-1", index: 0, text: "Hi " },
          { type: "token", id: "a-1", index: 1, text: "client-1" },
          { type: "done", id: "a-1", text: "Hi client-1", count: 2 },
        ]);
        expect(log).to.deep.equal([]);
      },
    ),
  );

  it(
    "wraps the stub's behaviour, and fails where it wants to",
    withStub(
      {
        contract: WORKSHOP,
        handlers: {
          say: async ({ next, request, fail }) => {
            if ((request as JsonObject)["words"] === "no") fail("error", { code: "BROKE" });
            else await next();
          },
        },
      },
      async ({ connect }) => {
        const client = await connect("/room");
        const other = await connect("/room");
        await client.until("hello");
        await other.until("hello");
        client.send({ type: "say", id: "s-1", words: "no" });
        expect(await client.next()).to.include({ type: "error", code: "BROKE", id: "s-1" });
        client.send({ type: "say", id: "s-2", words: "yes" });
        expect(await client.next()).to.include({ type: "said", id: "s-2" });
        expect(await other.next()).to.deep.equal({ type: "heard", words: "yes" });
      },
    ),
  );

  it(
    "is told when it is interrupted or its client leaves, and says nothing any more",
    withStub(
      {
        contract: WORKSHOP,
        handlers: {
          ask: async ({ reply, signal }) => {
            reply("token");
            await new Promise((resolve) => signal.addEventListener("abort", resolve));
            reply("token");
          },
        },
      },
      async ({ connect }) => {
        const client = await connect("/room");
        await client.until("hello");
        client.send({ type: "ask", id: "a-1", topic: "x" });
        await client.until("token");
        client.send({ type: "stop", id: "a-1" });
        expect(await client.next()).to.deep.equal({ type: "stopped", id: "a-1" });
        expect(await client.settled()).to.deep.equal([]);
      },
    ),
  );

  it(
    "that breaks the contract or throws is logged, and the client gets an error",
    withStub(
      {
        contract: WORKSHOP,
        handlers: {
          whisper: ({ reply }) => reply("whispered", { to: 5 }),
        },
      },
      async ({ connect, log }) => {
        const client = await connect("/room");
        await client.until("hello");
        client.send({ type: "whisper", id: "w-1", to: "x", words: "y" });
        expect(typeOf(await client.next())).to.equal("error");
        expect(log.join()).to.match(/whispered is wrong at \/to/);
      },
    ),
  );
});
