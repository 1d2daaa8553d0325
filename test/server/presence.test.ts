import { expect } from "chai";
import { typeOf } from "./client.ts";
import { CONFIG } from "./config.ts";
import { GATE_CONFIG, tokenOf } from "./gatehouse.ts";
import { PRESENCE } from "./presence.ts";
import { withStub } from "./with-stub.ts";

const about = { contract: PRESENCE, config: { ...GATE_CONFIG, patienceMs: 60 } };

describe("a stub that speaks by itself", () => {
  it(
    "tells the others at the same address who comes and who goes",
    withStub(about, async ({ connect }) => {
      const first = await connect("/hall/a");
      await first.settled();
      const elsewhere = await connect("/hall/b");
      const second = await connect("/hall/a");
      expect(await first.next()).to.deep.equal({ type: "came", room: "a" });
      await second.close();
      expect(await first.next()).to.deep.equal({ type: "gone" });
      expect(await elsewhere.settled()).to.deep.equal([]);
      expect(second.received).to.deep.equal([]);
    }),
  );

  it(
    "says nothing unasked",
    withStub(about, async ({ connect }) => {
      expect(await (await connect("/hall/a")).settled()).to.deep.equal([]);
    }),
  );

  it(
    "says once what may come at any time, where it is told to, and only after what has to come before",
    withStub({ ...about, unsolicited: true }, async ({ connect }) => {
      const client = await connect("/hall/a");
      expect(await client.settled()).to.deep.equal([{ type: "news", text: "one" }]);
      client.send({ type: "subscribe" });
      expect((await client.take(2)).map(typeOf)).to.deep.equal(["subscribed", "more"]);
      client.send({ type: "subscribe" });
      expect((await client.settled()).map(typeOf)).to.deep.equal(["subscribed"]);
    }),
  );

  it(
    "closes a client that does not answer its question in time",
    withStub(about, async ({ connect }) => {
      const silent = await connect("/hall/a");
      silent.send({ type: "ask" });
      expect((await silent.until("question")).map(typeOf)).to.deep.equal(["fine", "question"]);
      expect(await silent.closed()).to.equal(4002);
    }),
  );

  it(
    "closes where a sequence says so",
    withStub(about, async ({ connect }) => {
      const client = await connect("/hall/a");
      client.send({ type: "leave" });
      expect(typeOf(await client.next())).to.equal("bye");
      expect(await client.closed()).to.equal(1000);
    }),
  );
});

describe("odd corners of the vocabulary", () => {
  it(
    "refuses a client with a message and lets it stay, but not in",
    withStub(about, async ({ connect }) => {
      const stranger = await connect("/tickets");
      expect(await stranger.next()).to.deep.equal({ type: "no", why: "who are you?" });
      stranger.send({ type: "ping" });
      expect(await stranger.next()).to.deep.equal({ type: "no", why: "who are you?" });
    }),
  );

  it(
    "refuses more connections of one identity than allowed",
    withStub(about, async ({ connect }) => {
      const url = `/tickets?token=${await tokenOf("valid")}`;
      const [first] = [await connect(url), await connect(url)];
      const third = await connect(url);
      expect(await third.next()).to.deep.equal({ type: "no", why: "too many of you" });
      expect(await third.closed()).to.equal(1008);
      await first?.close();
      const fourth = await connect(url);
      fourth.send({ type: "ping" });
      expect(await fourth.next()).to.deep.equal({ type: "pong" });
    }),
  );

  it(
    "reads binary frames as text, cuts without a close frame, and refuses what a case refuses",
    withStub(about, async ({ connect }) => {
      const client = await connect(`/tickets?token=${await tokenOf("valid")}`);
      client.sendBytes(Buffer.from('{"type":"ping"}'));
      expect(await client.next()).to.deep.equal({ type: "pong" });
      client.send({ type: "big", text: "bad" });
      expect(await client.next()).to.deep.equal({ type: "no", why: "bad text" });
      client.send({ type: "who knows" });
      expect(await client.closed()).to.equal(1006);
    }),
  );

  it(
    "knows the development secret where nobody configured a credential",
    withStub({ contract: PRESENCE, config: CONFIG }, async ({ connect }) => {
      const client = await connect(`/tickets?token=${await tokenOf("valid")}`);
      client.send({ type: "ping" });
      expect(await client.next()).to.deep.equal({ type: "pong" });
    }),
  );
});
