import { expect } from "chai";
import { planTests } from "../../generator/index.ts";
import { chat, clientOperation, read } from "../contract/document-fixture.ts";
import { stepsOf } from "./planned.ts";

const REPLY = "#/channels/chat/messages/error";

/** The same document with another name for its error, which `ask` may answer. */
function named(name: string, ask: string): string {
  return chat({ ask: JSON.stringify({ sequence: "token* done", cases: [JSON.parse(ask)] }) })
    .replace("      error: {", `      "${name}": {`)
    .replace(REPLY, `#/channels/chat/messages/${name}`);
}

async function claimsOf(text: string): Promise<unknown[]> {
  const { contract } = await read(text);
  const plan = planTests(contract, { values: {}, seed: 1, maxWaitMs: 1 });
  const steps = stepsOf(plan, "stream - chat > ask > not today: 誤り");
  return steps.flatMap((step) => (step.kind === "follow" ? [step.sequence] : []));
}

describe("names with other characters than sequences know", () => {
  it("are quoted where a case's outcome is written as a sequence", async () => {
    const text = named("誤り", '{ "name": "not today", "send": {}, "expect": { "reply": "誤り" } }');
    expect(await claimsOf(text)).to.deep.equal(["'誤り'"]);
  });

  it("need no quotes of their own where nothing but a name stands, and may have them", async () => {
    for (const reply of ["it's bad", "'it''s bad'"]) {
      const one = { name: "no", send: {}, expect: { reply } };
      const { contract } = await read(named("it's bad", JSON.stringify(one)));
      const [channel] = contract.channels;
      const [found] = channel === undefined ? [] : clientOperation(channel, "ask").cases;
      const outcomes = found?.expect.kind === "outcome" ? found.expect.outcomes : [];
      expect(outcomes.map((outcome) => outcome.kind === "reply" && outcome.reply.message)).to.deep.equal([
        "it's bad",
      ]);
    }
  });
});
