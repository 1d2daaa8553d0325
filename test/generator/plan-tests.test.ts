import { expect } from "chai";
import { FAMILIES, planTests } from "../../generator/index.ts";
import type { Contract } from "../../contract/model.ts";
import { loadContract } from "../../contract/index.ts";
import { folderWith } from "../config/folder.ts";
import { contractOf, DOCUMENTS, kindsOf, planOf, stepsOf, testsOf } from "./planned.ts";

const CHAT = "asyncapi.yaml";
const ROOMS = "examples/fastify-rooms/asyncapi.yaml";
const AGENT = "examples/python-agent/asyncapi.yaml";

/** A stream with an id, on a channel where a second one may be out of order. */
function streaming(conversation: string): string {
  const typed = (name: string): string =>
    `${name}: { payload: { type: object, required: [type, id], properties: { type: { const: ${name} }, id: { type: string } } }, correlationId: { location: $message.payload#/id } }`;
  return `
asyncapi: 3.0.0
info: { title: news, version: 1.0.0 }
defaultContentType: application/json
channels:
  news:
    address: /
    x-contract: { conversation: ${conversation} }
    messages:
      ${["ask", "part", "done", "stop"].map(typed).join("\n      ")}
operations:
  ask:
    action: receive
    channel: { $ref: '#/channels/news' }
    messages: [{ $ref: '#/channels/news/messages/ask' }]
    reply: { messages: [{ $ref: '#/channels/news/messages/part' }, { $ref: '#/channels/news/messages/done' }] }
    x-contract: { sequence: part+ done }
  stop: { action: receive, channel: { $ref: '#/channels/news' }, messages: [{ $ref: '#/channels/news/messages/stop' }] }
`;
}

describe("a test plan", function () {
  this.timeout(60_000);

  for (const document of DOCUMENTS) {
    it(`names every test of ${document} once, and what it covers`, async () => {
      const tests = testsOf(await planOf(document));
      expect(tests.map(({ name }) => name)).to.have.lengthOf(new Set(tests.map(({ name }) => name)).size);
      for (const { name, test } of tests) {
        expect(test.covers, name).not.to.deep.equal([]);
        if (test.kind === "scenario") expect(test.steps, name).not.to.deep.equal([]);
      }
    });
  }

  it("is the same for the same contract and seed", async () => {
    expect(JSON.stringify(await planOf(AGENT))).to.equal(JSON.stringify(await planOf(AGENT)));
  });

  it("has every family that the reference contract gives reason for", async () => {
    const { files } = await planOf(CHAT);
    expect(new Set(files.map(({ family }) => family))).to.deep.equal(new Set(FAMILIES));
  });

  it("makes a file of its own for channels whose names differ only in signs", async () => {
    const contract = await contractOf(AGENT);
    const twice: Contract = {
      ...contract,
      channels: contract.channels.flatMap((channel) => [channel, { ...channel, name: `${channel.name}!` }]),
    };
    const paths = planTests(twice, { values: {}, seed: 1, maxWaitMs: 1 }).files.map(({ path }) => path);
    expect(paths).to.include.members(["stream/agent.test.ts", "stream/agent-2.test.ts"]);
  });

  it("goes the shortest way through the conversation", async () => {
    const plan = await planOf(ROOMS);
    const sent = stepsOf(plan, "reply - rooms > say > is answered with ack | error").flatMap((step) =>
      "message" in step ? [step.message] : [],
    );
    expect(sent).to.deep.equal(["join", "say"]);
  });

  it("repeats what was received, as `fills` says", async () => {
    const steps = stepsOf(await planOf(ROOMS), "reply - rooms > say > is answered with ack | error");
    const say = steps.find((step) => step.kind === "send" && step.message === "say");
    expect(say)
      .to.have.nested.property("payload.holes")
      .that.deep.equals([
        { at: "/room", code: { kind: "received", client: "client", message: "joined", pointer: "/room" } },
      ]);
  });

  it("lets a case say more than `fills`", async () => {
    const steps = stepsOf(
      await planOf(ROOMS),
      "reply - rooms > say > a room that the client is not in: error",
    );
    const say = steps.find((step) => step.kind === "send" && step.message === "say");
    expect(say).to.have.nested.property("payload.json.room", "#elsewhere");
    expect(say).to.have.nested.property("payload.holes").that.deep.equals([]);
  });

  it("takes config values before examples", async () => {
    const plan = planTests(await contractOf(AGENT), {
      values: { "prompt#/agent_id": "mine" },
      seed: 1,
      maxWaitMs: 1,
    });
    const steps = stepsOf(plan, "stream - agent > ask > joins token#/text to done#/text");
    expect(steps.find(({ kind }) => kind === "send")).to.have.nested.property(
      "payload.json.agent_id",
      "mine",
    );
  });

  it("gives each exchange of a connection its own correlation value", async () => {
    const name = "stream - agentStream > streamPrompt > keeps two at once on one connection apart";
    const ids = stepsOf(await planOf(CHAT), name).flatMap((step) =>
      step.kind === "send" ? [step.payload.json] : [],
    );
    expect(ids.map((json) => (json as { request_id: string }).request_id)).to.deep.equal([
      "req-20",
      "req-21",
    ]);
  });

  it("sends the interrupter the id of its target, and tries anew", async () => {
    const name =
      "interrupt - agentStream > cancelPrompt > ends a running streamPrompt, and nothing more of it comes";
    const steps = stepsOf(await planOf(CHAT), name);
    expect(kindsOf(steps)).to.deep.equal(["connect", "attempts", "send", "next", "send", "follow", "none"]);
    const attempt = steps.find((step) => step.kind === "attempts");
    expect(attempt).to.include({ interrupted: "prompt", times: 5 });
  });

  it("shows who gets a private message, and who must not", async () => {
    const name =
      "push - chat > deliverPrivateMessage > private_message_received reaches its recipient and nobody else";
    const plan = await planOf(CHAT);
    const steps = stepsOf(plan, name);
    expect(steps.flatMap((step) => (step.kind === "pushed" ? [step.client] : []))).to.deep.equal([
      "recipient",
    ]);
    const none = steps.flatMap((step) => (step.kind === "none" ? [step.subject.of] : []));
    expect(none).to.deep.equal(["bystander", "sender"]);
    expect(testsOf(plan).find((one) => one.name === name)?.test).to.include({ exclusive: "channel" });
  });

  it("marks what the document leaves unsaid with the keyword that would say it", async () => {
    const contract = await contractOf(AGENT);
    const silent: Contract = {
      ...contract,
      unknownChannel: { kind: "unspecified", deliberate: false, place: "#" },
    };
    const tests = testsOf(planTests(silent, { values: {}, seed: 1, maxWaitMs: 1 }));
    const test = tests.find(({ name }) => name.startsWith("connection - undeclared path"))?.test;
    expect(test).to.include({ kind: "scenario", unspecified: "rejects.unknownChannel" });
  });

  it("takes a second request for what is wrong with it where nothing is said of ids that run", async () => {
    const kindsWhere = async (conversation: string): Promise<unknown[]> => {
      const folder = folderWith({ "stream.yaml": streaming(conversation) });
      const { contract } = await loadContract("stream.yaml", { cwd: folder.path, cache: null });
      folder.remove();
      const plan = planTests(contract, { values: {}, seed: 1, maxWaitMs: 1 });
      const steps = stepsOf(
        plan,
        "refusal - news > duplicate > refuses a second ask with the id of one that runs",
      );
      return steps.flatMap((step) => (step.kind === "refused" ? [step.reject] : []));
    };
    expect(await kindsWhere("(ask | stop)*")).to.deep.equal(["duplicate"]);
    expect(await kindsWhere("ask stop")).to.deep.equal(["outOfOrder"]);
  });

  it("does not wait for silences that are too long", async () => {
    const plan = planTests(await contractOf(CHAT), { values: {}, seed: 1, maxWaitMs: 500 });
    const idle = testsOf(plan).find(({ name }) => name.startsWith("idle - chat"))?.test;
    expect(idle).to.include({ kind: "notReached", reason: "longer than max-wait" });
  });

  it("breaks no constant that tells messages apart where it breaks a rule", async () => {
    const plan = await planOf(CHAT);
    const invalid = testsOf(plan).filter(({ name }) => /^refusal - chat > message > /.test(name));
    expect(invalid.map(({ test }) => test.title)).to.include(
      "refuses content of 4001 characters (maxLength 4000)",
    );
    expect(invalid.map(({ test }) => test.title).join("\n")).not.to.match(/\btype\b (?!integer)/);
  });
});
