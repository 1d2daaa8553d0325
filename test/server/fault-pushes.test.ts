import { expect } from "chai";
import { type TestClient, typeOf } from "./client.ts";
import { shows } from "./with-fault.ts";
import type { Ground } from "./with-stub.ts";

const SAY = { type: "say", id: "s-1", words: "good day" };

async function three({ connect }: Ground): Promise<[TestClient, TestClient, TestClient]> {
  const clients = [await connect("/room"), await connect("/room"), await connect("/room")] as const;
  for (const client of clients) await client.until("hello");
  return [...clients];
}

describe("a fault in a push", () => {
  shows("wrong-type-in-push@hear", "what is heard is no text any more", async (ground) => {
    const [speaker, other] = await three(ground);
    speaker.send(SAY);
    const [heard] = await other.until("heard");
    expect(heard).to.have.property("words").that.is.a("number");
  });

  shows("not-delivered@hear", "nobody hears what is said", async (ground) => {
    const [speaker, other] = await three(ground);
    speaker.send(SAY);
    await speaker.until("said");
    expect(await other.settled()).to.deep.equal([]);
  });

  shows("delivered-twice@hear", "the others hear it twice", async (ground) => {
    const [speaker, other] = await three(ground);
    speaker.send(SAY);
    await speaker.until("said");
    expect((await other.settled()).map(typeOf)).to.deep.equal(["heard", "heard"]);
  });

  shows("one-left-out@hear", "one of the others hears nothing", async (ground) => {
    const [speaker, first, second] = await three(ground);
    speaker.send(SAY);
    await first.until("heard");
    expect(await second.settled()).to.deep.equal([]);
  });

  shows("broadcast-to-sender", "the speaker hears it too", async (ground) => {
    const [speaker, other] = await three(ground);
    speaker.send(SAY);
    await speaker.until("heard");
    expect((await other.settled()).map(typeOf)).to.deep.equal(["heard"]);
  });

  shows("leaked-private@overhear", "a bystander reads what is meant for another", async (ground) => {
    const [sender, , bystander] = await three(ground);
    sender.send({ type: "whisper", id: "w-1", to: "client-2", words: "psst" });
    await sender.until("whispered");
    expect(await bystander.settled()).to.deep.equal([{ type: "overheard", words: "psst" }]);
  });

  shows("leaked-private@tell", "somebody without a subscription gets an item", async ({ connect }) => {
    const writer = await connect("/topics");
    const stranger = await connect("/topics");
    writer.send({ type: "enter", id: "e-1" });
    await writer.until("which");
    writer.send({ type: "publish", id: "p-1", topic: "t", line: "l" });
    expect(await stranger.next()).to.include({ type: "news", topic: "t" });
  });
});
