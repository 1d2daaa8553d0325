import { expect } from "chai";
import { loadContract } from "../../contract/index.ts";
import { planTests, type TestPlan } from "../../generator/index.ts";
import type { Step } from "../../generator/step.ts";
import { folderWith } from "../config/folder.ts";
import { stepsOf, testsOf } from "./planned.ts";

const message = (type: string, more: string = ""): string =>
  `${type}: { payload: { type: object, required: [type], properties: { type: { const: ${type} } } }${more} }`;

/** A stream after a login of which no example shows that it succeeds. */
const NEWS = `asyncapi: 3.0.0
info: { title: News, version: 1.0.0 }
servers: { here: { host: "localhost:1", protocol: ws } }
channels:
  news:
    address: /
    messages:
      ${message("login")}
      ${message("welcome")}
      ${message("error")}
      ${message("read", ", examples: [{ payload: { type: read } }]")}
      ${message("line")}
      ${message("end")}
      ${message("stop", ", examples: [{ payload: { type: stop } }]")}
    x-contract: { conversation: login (read | stop)* }
operations:
  login:
    action: receive
    channel: { $ref: "#/channels/news" }
    messages: [{ $ref: "#/channels/news/messages/login" }]
    reply: { messages: [{ $ref: "#/channels/news/messages/welcome" }, { $ref: "#/channels/news/messages/error" }] }
    x-contract: { sequence: welcome line* | error }
  read:
    action: receive
    channel: { $ref: "#/channels/news" }
    messages: [{ $ref: "#/channels/news/messages/read" }]
    reply: { messages: [{ $ref: "#/channels/news/messages/line" }, { $ref: "#/channels/news/messages/end" }] }
    x-contract: { sequence: line+ end }
  stop:
    action: receive
    channel: { $ref: "#/channels/news" }
    messages: [{ $ref: "#/channels/news/messages/stop" }]
    x-contract: { interrupts: read }
`;

interface Login {
  readonly name: string;
  readonly claim: string;
  /** Is more sent on the same connection? */
  readonly goesOn: boolean;
}

function loginOf(name: string, steps: readonly Step[], at: number): Login[] {
  const step = steps[at];
  if ((step?.kind !== "converse" && step?.kind !== "converseAny") || step.message !== "login") return [];
  const sends = ["send", "converse", "converseAny", "sendJson"];
  const later = steps.slice(at + 1).filter((one) => sends.includes(one.kind));
  return [
    { name, claim: step.claim, goesOn: later.some((one) => "client" in one && one.client === step.client) },
  ];
}

describe("what has to come before", () => {
  let plan: TestPlan;

  before(async () => {
    const folder = folderWith({ "news.yaml": NEWS });
    const { contract } = await loadContract("news.yaml", { cwd: folder.path });
    folder.remove();
    plan = planTests(contract, { values: {}, seed: 1, maxWaitMs: 1000 });
  });

  /** Its kind, and on which connection. */
  const said = (step: Step): string => ("client" in step ? `${step.kind} ${step.client}` : step.kind);

  it("is over before a client stops reading, and before a stream in whose midst another one leaves", () => {
    const title =
      "concurrency - news > read > sends all of it to a client that does not read for a while, and to another one meanwhile";
    const reader = stepsOf(plan, title).map(said);
    expect(reader.slice(0, 5)).to.deep.equal([
      "connect slow",
      "connect other",
      "converse slow",
      "converse other",
      "stopReading slow",
    ]);
    const leaver = stepsOf(
      plan,
      "concurrency - news > read > goes on for another client when one closes midway",
    ).map(said);
    expect(leaver.slice(2, 7)).to.deep.equal([
      "converse leaver",
      "converse other",
      "send other",
      "send leaver",
      "close leaver",
    ]);
  });

  it("has to succeed, or what follows is not reached: its error counts as never sent", () => {
    const logins = testsOf(plan).flatMap(({ name, test }) =>
      test.kind === "scenario" ? test.steps.flatMap((_, at) => loginOf(name, test.steps, at)) : [],
    );
    const before = logins.filter(({ goesOn }) => goesOn);
    expect(before).not.to.be.empty;
    for (const { name, claim } of before) expect(claim, name).to.equal("succeedIfTaken");
    // Where it is what the test is about, its error is right.
    const own = logins.filter(({ name }) => name.startsWith("property - news > login"));
    expect(own.map(({ claim }) => claim)).to.deep.equal(["accepted"]);
  });

  it("is done once, however often an interrupter is tried", () => {
    const steps = stepsOf(
      plan,
      "interrupt - news > stop > ends a running read, and nothing more of it comes",
    );
    expect(steps.map(said).slice(0, 3)).to.deep.equal(["connect client", "converse client", "attempts"]);
  });

  it("is a first login, for a second one that has to be refused, though the first may bring more for ever", () => {
    const steps = stepsOf(plan, "refusal - news > out of order > refuses a second login");
    expect(steps.map(({ kind }) => kind).slice(2, 5)).to.deep.equal(["send", "succeedIfTaken", "sendJson"]);
  });
});
