import { expect } from "chai";
import {
  assumesOneOfSeveral,
  type ClientOperation,
  type Contract,
  loadContract,
} from "../../contract/index.ts";
import { gapsOf } from "../../explain/index.ts";
import { planTests } from "../../generator/index.ts";
import { testsOf } from "../generator/planned.ts";
import { Traffic } from "../judge/traffic.ts";
import { inFolder } from "./document-fixture.ts";

/** A request `ask` that lists these messages as replies, with more of its operation. */
async function asking(replies: readonly string[], more = ""): Promise<Contract> {
  const typed = (name: string): string =>
    `{ payload: { type: object, required: [type], properties: { type: { const: ${name} } } } }`;
  const names = ["ask", "begun", "piece", "done", "error"];
  const text = `asyncapi: 3.0.0
info: { title: Stream, version: 1.0.0 }
defaultContentType: application/json
servers: { local: { host: localhost, protocol: ws } }
channels:
  talk: { address: /talk, messages: { ${names.map((name) => `${name}: ${typed(name)}`).join(", ")} } }
operations:
  ask:
    action: receive
    channel: { $ref: "#/channels/talk" }
    messages: [{ $ref: "#/channels/talk/messages/ask" }]
    reply:
      channel: { $ref: "#/channels/talk" }
      messages: [${replies.map((name) => `{ $ref: "#/channels/talk/messages/${name}" }`).join(", ")}]
    ${more}
`;
  let contract: Contract | null = null;
  await inFolder({ "asyncapi.yaml": text }, async (cwd) => {
    ({ contract } = await loadContract("asyncapi.yaml", { cwd }));
  });
  if (contract === null) throw new Error("nothing was read");
  return contract;
}

const STREAM = ["begun", "piece", "done", "error"];

function isAssumed({ channels: [channel] }: Contract): boolean {
  const operation = channel?.operations.find((one): one is ClientOperation => one.kind === "client");
  if (channel === undefined || operation === undefined) throw new Error("no operation");
  return assumesOneOfSeveral(channel, operation);
}

function suggested(contract: Contract): unknown {
  return gapsOf(contract).find(({ keyword }) => keyword === "sequence")?.example;
}

const stepsOf = (contract: Contract): string =>
  JSON.stringify(
    testsOf(planTests(contract, { values: {}, seed: 1, maxWaitMs: 5000 }))
      .map(({ test }) => test)
      .filter(({ title }) => title.startsWith("is answered with")),
  );

describe("several replies without a word of their order", function () {
  this.timeout(30_000);

  it("are taken for one of them alone, and `explain` offers another sequence", async () => {
    const contract = await asking(STREAM);
    expect(isAssumed(contract)).to.equal(true);
    expect(suggested(contract)).to.deep.equal({ sequence: "begun piece* done | error" });
    expect(suggested(await asking(["piece", "done"]))).to.deep.equal({ sequence: "piece* done" });
  });

  it("are no guess where there is one beside errors, or a sequence is declared", async () => {
    for (const contract of [
      await asking(["done", "error"]),
      await asking(STREAM, 'x-contract: { sequence: "begun piece* done | error" }'),
    ]) {
      expect(isAssumed(contract)).to.equal(false);
      expect(suggested(contract)).to.equal(undefined);
    }
  });

  it("have a test that nothing comes after the first, whose failure says what is assumed", async () => {
    const contract = await asking(STREAM);
    expect(stepsOf(contract)).to.include('"quiet"');
    expect(stepsOf(await asking(["done", "error"]))).not.to.include('"quiet"');
    const t = new Traffic(contract);
    t.open("a", { channel: "talk", path: "/talk" });
    t.sends({ type: "ask" });
    t.gets({ type: "begun" });
    t.gets({ type: "piece" });
    expect(t.rules).to.deep.equal(["AFTER-END"]);
    expect(t.violations[0]?.promised).to.match(/one of them, as the document says no more: `sequence`/);
  });
});
