import { expect } from "chai";
import { planTests } from "../../generator/index.ts";
import type { Step } from "../../generator/step.ts";
import { read } from "../contract/document-fixture.ts";
import { stepsOf } from "./planned.ts";

const message = (type: string): string =>
  `{ payload: { type: object, required: [type], properties: { type: { const: ${type} } } } }`;
const MESSAGES = "{ $ref: '#/channels/c/messages/";

/** Who has logged in hears what others say, and is asked for a sign of life. */
const document = (channel: string): string => `asyncapi: 3.1.0
info: { title: gateway, version: 1.0.0 }
defaultContentType: application/json
channels:
  c:
    address: /
    x-contract: ${channel}
    messages: { login: ${message("login")}, welcome: ${message("welcome")}, say: ${message("say")}, ok: ${message("ok")}, said: ${message("said")}, beat: ${message("beat")}, alive: ${message("alive")} }
operations:
  login: { action: receive, channel: { $ref: '#/channels/c' }, messages: [${MESSAGES}login' }], reply: { messages: [${MESSAGES}welcome' }] } }
  say: { action: receive, channel: { $ref: '#/channels/c' }, messages: [${MESSAGES}say' }], reply: { messages: [${MESSAGES}ok' }] } }
  said: { action: send, channel: { $ref: '#/channels/c' }, messages: [${MESSAGES}said' }], x-contract: { trigger: say, audience: everyone, after: login } }
  beat: { action: send, channel: { $ref: '#/channels/c' }, messages: [${MESSAGES}beat' }], reply: { messages: [${MESSAGES}alive' }] }, x-contract: { trigger: login, audience: sender } }
`;

/** Who does what, in order. */
function act(step: Step): string[] {
  if (step.kind === "connect")
    return [`${step.client} connect${step.handshake.answers === false ? " silent" : ""}`];
  if (step.kind === "pushed" || step.kind === "closedByServer") return [`${step.client} ${step.kind}`];
  if (step.kind === "none") return [`${step.subject.of} none`];
  return "message" in step && "client" in step && "payload" in step ? [`${step.client} ${step.message}`] : [];
}

async function actsOf(channel: string, title: string): Promise<string[]> {
  const { contract } = await read(document(channel));
  const plan = planTests(contract, { values: {}, seed: 1, maxWaitMs: 5000 });
  return stepsOf(plan, title).flatMap(act);
}

describe("tests of what a login lets come", () => {
  it("have a client without it watch what a request makes come", async () => {
    const acts = await actsOf("{}", "push - c > said > said does not reach a client before login");
    expect(acts).to.deep.equal([
      "bystander connect",
      "listener connect",
      "listener login",
      "sender connect",
      "sender login",
      "sender say",
      "listener pushed",
      "bystander none",
    ]);
  });

  it("have a client answer beside one that does not, and stay", async () => {
    const title = "refusal - c > answers > refuses a client that does not answer";
    const acts = await actsOf("{ rejects: { noReply: { close: 4009 } } }", title);
    const silent = ["client connect silent", "client login", "client pushed", "client closedByServer"];
    expect(acts).to.deep.equal([
      "answering connect",
      "answering login",
      "answering pushed",
      ...silent,
      "answering login",
    ]);
    const idle = "{ idle: { after: 3s, close: 4000 }, rejects: { noReply: { close: 4009 } } }";
    expect(await actsOf(idle, title), "whom silence may end first").to.deep.equal(silent);
  });
});
