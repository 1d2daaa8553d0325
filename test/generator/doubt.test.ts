import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { loadContract } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import { planTests } from "../../generator/index.ts";
import { buildContract } from "../server/build-contract.ts";
import { testsOf } from "./planned.ts";

/** The plan's tests of one client message with this payload schema. */
async function testsWith(payload: Json, more: { readonly [word: string]: Json } = {}, values = {}) {
  const dir = mkdtempSync(join(tmpdir(), "doubt-"));
  try {
    writeFileSync(join(dir, "asyncapi.json"), JSON.stringify(documentWith(payload, more)));
    const { contract } = await loadContract("asyncapi.json", { cwd: dir });
    return testsOf(planTests(contract, { values, seed: 1, maxWaitMs: 5000 })).map(({ test }) => test);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

function documentWith(payload: Json, more: { readonly [word: string]: Json }): Json {
  return {
    asyncapi: "3.0.0",
    info: { title: "Doubts", version: "1.0.0" },
    servers: { local: { host: "localhost", protocol: "ws" } },
    channels: {
      room: {
        address: "/room",
        messages: {
          say: { payload, ...more },
          said: { payload: { type: "object", required: ["said"], properties: { said: { const: true } } } },
        },
      },
    },
    operations: {
      say: {
        action: "receive",
        channel: { $ref: "#/channels/room" },
        messages: [{ $ref: "#/channels/room/messages/say" }],
        reply: {
          channel: { $ref: "#/channels/room" },
          messages: [{ $ref: "#/channels/room/messages/said" }],
        },
      },
    },
  };
}

const withField = (field: Json): Json => ({
  type: "object",
  required: ["field"],
  properties: { field },
});
const sent = (tests: Awaited<ReturnType<typeof testsWith>>): string[] =>
  tests.flatMap((test) =>
    test.kind === "scenario" && /^accepts|with success$/.test(test.title) ? [test.title] : [],
  );
const reasons = (tests: Awaited<ReturnType<typeof testsWith>>): string[] =>
  tests.flatMap((test) =>
    test.kind === "notReached" && test.title === "accepts every valid value" ? [test.reason] : [],
  );

describe("a plan for requests that nobody can say are valid", function () {
  this.timeout(60_000);

  it("says of an operation without a message that it has none", () => {
    const channel = { name: "talk", messages: { hello: {} }, client: { mute: { requests: [] } } };
    const plan = planTests(buildContract([channel]), { values: {}, seed: 1, maxWaitMs: 5000 });
    const why = testsOf(plan).flatMap(({ test }) => (test.kind === "notReached" ? [test.because] : []));
    expect(why).to.deep.equal(["mute has no message"]);
  });

  it("demands nothing of a payload whose schema is lost", async () => {
    const tests = await testsWith({ $ref: "#/components/schemas/nowhere" });
    expect(sent(tests)).to.deep.equal([]);
    expect(reasons(tests)).to.deep.equal(["needs example"]);
  });

  it("demands nothing where a required part is lost", async () => {
    const tests = await testsWith(withField({ $ref: "#/components/schemas/nowhere" }));
    expect(sent(tests)).to.deep.equal([]);
    expect(reasons(tests)).to.deep.equal(["needs example"]);
  });

  it("demands nothing of a made-up string in a format that nobody knows", async () => {
    const tests = await testsWith(withField({ type: "string", format: "iban" }));
    expect(sent(tests)).to.deep.equal([]);
    expect(reasons(tests)).to.deep.equal(["format unchecked"]);
  });

  it("sends values in formats that are known though nothing checks them", async () => {
    const tests = await testsWith(withField({ type: "string", format: "idn-email" }));
    expect(sent(tests)).not.to.deep.equal([]);
    expect(reasons(tests)).to.deep.equal([]);
  });

  it("sends what an example of the field or of the message shows", async () => {
    const iban = { type: "string", format: "iban" };
    const shown = await testsWith(withField({ ...iban, examples: ["DE02120300000000202051"] }));
    const whole = await testsWith(withField(iban), { examples: [{ payload: { field: "DE0212" } }] });
    for (const tests of [shown, whole]) {
      expect(sent(tests)).not.to.deep.equal([]);
      expect(reasons(tests)).to.deep.equal([]);
    }
  });
});
