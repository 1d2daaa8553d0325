import { expect } from "chai";
import { type Denial, Enforcer } from "../../traffic/index.ts";
import { contractOf, conversation, hearingOf, ROOMS } from "./documents.ts";

const DESK = "examples/trading-desk/asyncapi.yaml";

/** What the proxy does with the last line of a conversation, the client's, and what was said of all of them. */
async function denied(
  spec: string,
  path: string,
  lines: readonly string[],
): Promise<Denial & { readonly rules: readonly string[] }> {
  const contract = await contractOf(spec);
  const { hearing, broken } = hearingOf(contract);
  for (const event of conversation(lines, { path })) hearing.take(event);
  const denial = new Enforcer(contract, hearing).denial("1", lines.at(-1)?.slice(2) ?? "");
  return { ...denial, rules: broken.map(({ rule }) => rule) };
}

describe("a refusal in place of the service", () => {
  const inRoom = [
    '< {"type":"welcome","user":"ada"}',
    '> {"type":"join","room":"#a"}',
    '< {"type":"joined","room":"#a","members":1}',
  ];

  it("is the example that says so, without an id where the refusal has none", async () => {
    const { reply, close, rules } = await denied(ROOMS, "/rooms", [
      ...inRoom,
      '> {"type":"say","id":"m-7","room":"#a"}',
    ]);
    expect(JSON.parse(reply ?? "")).to.deep.equal({
      ...{ type: "error", code: "INVALID", message: "refused: INVALID" },
    });
    expect(close).to.equal(null);
    expect(rules).to.deep.equal(["CLIENT"]);
  });

  it("never carries the id of an example that is about something else", async () => {
    const { reply } = await denied(ROOMS, "/rooms", [
      '< {"type":"welcome","user":"ada"}',
      '> {"type":"say","id":"m-7","room":"#a","text":"hi"}',
    ]);
    expect(JSON.parse(reply ?? ""))
      .to.include({ code: "OUT_OF_ORDER" })
      .and.not.to.have.property("ref");
  });

  it("carries the id of the frame where one can be read", async () => {
    const prompt = (id: unknown): string =>
      `> ${JSON.stringify({ type: "prompt", request_id: id, prompt: 7 })}`;
    const { reply } = await denied("asyncapi.yaml", "/ws/agent/stream", [prompt("r-7")]);
    expect(JSON.parse(reply ?? "")).to.include({ code: "INVALID", request_id: "r-7" });
    const other = await denied("asyncapi.yaml", "/ws/agent/stream", [prompt(7)]);
    expect(JSON.parse(other.reply ?? ""))
      .to.include({ code: "INVALID" })
      .and.not.to.have.property("request_id");
  });

  const loggedIn = [
    '> {"op":"login","user":"dora","secret":"seashell"}',
    '< {"event":"loggedIn","user":"dora"}',
  ];

  it("is what the operation declares, where that says more than its channel", async () => {
    const { reply, close } = await denied(DESK, "/desk", [
      ...loggedIn,
      '> {"op":"subscribe","symbol":"ACME"}',
      '< {"event":"subscribed","symbol":"ACME"}',
      '> {"op":"subscribe","symbol":"ACME"}',
    ]);
    expect(JSON.parse(reply ?? "")).to.deep.equal({ event: "error", code: "SUBSCRIBED" });
    expect(close).to.equal(null);
  });
});

describe("a case that expects a refusal", () => {
  it("is no breach of the client, who may try it", async () => {
    const contract = await contractOf(DESK);
    const { hearing, broken, ended } = hearingOf(contract);
    const events = conversation(['> {"op":"login","user":"dora","secret":"pebble"}'], { path: "/desk" });
    for (const event of events)
      expect(new Enforcer(contract, hearing).breach(hearing.take(event))).to.equal(null);
    hearing.take({ kind: "close", at: 9, connection: "1", from: "server", code: 4401, reason: "" });
    hearing.end();
    expect(broken).to.deep.equal([]);
    expect(ended).to.deep.equal(["1 kept"]);
  });

  it("breaks the contract where the service takes it as good input", async () => {
    const { hearing, broken } = hearingOf(await contractOf(DESK));
    const lines = [
      '> {"op":"login","user":"dora","secret":"pebble"}',
      '< {"event":"loggedIn","user":"dora"}',
    ];
    for (const event of conversation(lines, { path: "/desk" })) hearing.take(event);
    expect(broken.map(({ rule }) => rule)).to.include("CASE");
  });
});
