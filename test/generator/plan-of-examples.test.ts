import { expect } from "chai";
import { contractOf, kindsOf, planOf, stepsOf, testsOf } from "./planned.ts";
import { pointerGet } from "../../contract/json-pointer.ts";
import { planTests } from "../../generator/index.ts";

const TUPLES = "examples/tuple-rpc/asyncapi.yaml";
const DESK = "examples/trading-desk/asyncapi.yaml";
const SPEECH = "examples/speech/asyncapi.yaml";

describe("a plan of tuples, of a login, of bytes", function () {
  this.timeout(60_000);

  it("demands no success of an example that a case shows to fail", async () => {
    const plan = await planOf(TUPLES);
    const names = testsOf(plan).map(({ name }) => name);
    expect(names).to.include(
      "message - chargePoint > authorize > answers the example good card with success",
    );
    expect(names).not.to.include(
      "message - chargePoint > authorize > answers the example lost card with success",
    );
    const lost = testsOf(plan).find(({ name }) => name.endsWith("a card that nobody knows: callError"));
    expect(lost?.test.covers).to.include("#/components/messages/authorize/examples/2");
  });

  it("bases a request on an example that succeeds", async () => {
    const contract = await contractOf(TUPLES);
    const channels = contract.channels.map((channel) => ({
      ...channel,
      messages: channel.messages.map((message) => ({
        ...message,
        examples: message.examples.toReversed(),
      })),
    }));
    const plan = planTests({ ...contract, channels }, { values: {}, seed: 1, maxWaitMs: 5000 });
    const steps = stepsOf(
      plan,
      "reply - chargePoint > authorize > is answered with authorizeResult | callError",
    );
    const sent = steps.find((step) => step.kind === "send");
    expect(sent).to.have.nested.property("payload.json[3].card", "BLOCKED1");
  });

  it("demands success once of a value that was received, and may be used up: of the start that gives it, and of one stop", async () => {
    const steps = stepsOf(
      await planOf(TUPLES),
      "concurrency - chargePoint > stop > answers 3 interleaved on one connection, each with its own",
    );
    const claims = kindsOf(steps).filter((kind) => kind === "succeed" || kind === "accepted");
    expect(claims).to.deep.equal(["succeed", "accepted", "accepted", "succeed"]);
  });

  it("breaks a tuple as it breaks an object", async () => {
    const names = testsOf(await planOf(TUPLES)).map(({ name }) => name);
    const [malformed] = ["refuses truncated JSON", "refuses a trailing comma"].map((title) =>
      names.includes(`refusal - chargePoint > malformed > ${title}`),
    );
    expect(malformed).to.equal(true);
    const steps = stepsOf(
      await planOf(TUPLES),
      "refusal - chargePoint > malformed > refuses a trailing comma",
    );
    const text = steps.find((step) => step.kind === "sendText")?.text ?? "";
    expect(text).to.match(/^\[.*,\]$/);
    expect(() => JSON.parse(text)).to.throw(SyntaxError);
  });

  it("opens with each value of the handshake that the document gives, and with no made-up one", async () => {
    const titles = testsOf(await planOf(TUPLES)).map(({ test }) => test.title);
    expect(titles.filter((title) => title.startsWith("opens with"))).to.deep.equal([
      "opens with locale en",
      "opens with locale de",
    ]);
    const chat = testsOf(await planOf("asyncapi.yaml")).map(({ test }) => test.title);
    expect(chat.filter((title) => title.startsWith("opens with"))).to.deep.equal([]);
  });

  it("makes up another topic where none can be numbered", async () => {
    const steps = stepsOf(
      await planOf(DESK),
      "push - /{login} > quote > quote does not reach a subscribe of another symbol",
    );
    const symbols = steps.flatMap((step) =>
      (step.kind === "converse" || step.kind === "send") && step.message === "subscribe"
        ? [pointerGet(step.payload.json, "/symbol")]
        : [],
    );
    expect(symbols).to.have.lengthOf(1);
    expect(symbols[0]).to.match(/^[A-Z]{1,5}$/);
    expect(symbols[0]).not.to.equal("ACME");
  });

  it("leaves a call unanswered where the document says what follows", async () => {
    const steps = stepsOf(
      await planOf(DESK),
      "refusal - /{login} > answers > refuses a client that does not answer",
    );
    const called = ["connect", "send", "succeed", "pushed"];
    const stays = ["send", "succeed"];
    expect(kindsOf(steps)).to.deep.equal([...called, ...called, "closedByServer", ...stays]);
    const answers = steps.flatMap((step) => (step.kind === "connect" ? [step.handshake.answers] : []));
    expect(answers, "one does, and stays").to.deep.equal([true, false]);
  });

  it("sends bytes out of order too", async () => {
    const steps = stepsOf(
      await planOf(SPEECH),
      "refusal - speech > out of order > refuses chunk before its time",
    );
    expect(kindsOf(steps)).to.include("sendBinary");
  });

  it("pads JSON to the limit where the cheapest request is bytes", async () => {
    const steps = stepsOf(
      await planOf(SPEECH),
      "refusal - speech > too large > accepts a message of exactly 32768 bytes",
    );
    expect(steps.find((step) => step.kind === "sendPadded")).to.include({ bytes: 32768 });
  });
});
