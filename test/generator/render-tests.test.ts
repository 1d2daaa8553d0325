import { expect } from "chai";
import { transform } from "esbuild";
import { type PlannedFile, type PlannedTest, renderTests, type TestPlan } from "../../generator/index.ts";
import { plain } from "../../generator/payload.ts";
import { handshakeForm } from "../../generator/planning/script.ts";
import type { Step } from "../../generator/step.ts";
import { DOCUMENTS, planOf, testsOf } from "./planned.ts";
import { STEP_SAMPLES } from "./step-samples.ts";

const HOSTILE = [
  '"); process.exit(1); ("',
  "*/ process.exit(1) /*",
  "line\nprocess.exit(1)\r\u2028process.exit(1)",
  "$".concat("{process.exit(1)} `$", "{process.exit(1)}`"),
  "\\\u202e\u0000\ud800",
  "{{literal title}} {{{x}}}",
  "\ue000\ue001",
];

function planWith(...tests: PlannedTest[]): TestPlan {
  const file: PlannedFile = {
    path: "stream/x.test.ts",
    family: "stream",
    channel: "x",
    title: "x",
    groups: [{ title: "", place: "#", tests }],
  };
  return { document: "asyncapi.yaml", seed: 1, files: [file] };
}

function scenario(title: string, ...steps: Step[]): PlannedTest {
  return { kind: "scenario", title, covers: ["#"], exclusive: false, unspecified: "", steps, any: null };
}

function textOf(plan: TestPlan): string {
  return renderTests(plan)[0]?.text ?? "";
}

describe("rendering", function () {
  this.timeout(60_000);

  for (const document of DOCUMENTS) {
    it(`renders every planned test of ${document}, the same bytes each time, without a type in them`, async () => {
      const plan = await planOf(document);
      const files = renderTests(plan);
      expect(files).to.deep.equal(renderTests(plan));
      const rendered = files.reduce((count, { text }) => count + (text.match(/^ *it\(/gm)?.length ?? 0), 0);
      expect(rendered).to.equal(testsOf(plan).length);
      for (const { text } of files) {
        expect(text).to.match(/^\/\/ From .*asyncapi\.yaml by asyncproof\./);
        // A run asks no compiler for them: this throws at what is no JavaScript as it stands.
        await transform(text, { loader: "js" });
      }
    });
  }

  it("reads like a test that a person wrote", () => {
    const test = scenario(
      "answers",
      { kind: "connect", client: "client", handshake: handshakeForm("chat", {}) },
      {
        kind: "send",
        exchange: "say",
        client: "client",
        message: "say",
        payload: plain({ type: "say", text: "x".repeat(2001) }),
      },
      { kind: "follow", subject: { of: "say", wait: "ended" }, sequence: "said | error" },
    );
    expect(
      textOf(planWith(test)),
    ).to.equal(`// From asyncapi.yaml by asyncproof. Yours to read; \`asyncproof generate\` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("x", () => {
  it(
    "answers",
    scenario({ covers: ["#"] }, async ({ connect }) => {
      const client = await connect("chat");
      const say = client.send("say", { type: "say", text: "x".repeat(2001) });
      expect(await say.ended()).to.follow("said | error");
    }),
  );
});
`);
  });

  for (const text of HOSTILE) {
    it(`keeps ${JSON.stringify(text)} a text wherever it stands`, async () => {
      const payload = plain({ [text]: text, list: [text] });
      const plan = planWith(
        scenario(
          text,
          { ...STEP_SAMPLES.connect, handshake: handshakeForm(text, { query: [[text, text]] }) },
          { kind: "send", exchange: "say", client: "client", message: text, payload },
          { kind: "follow", subject: { of: "say", wait: "ended" }, sequence: text },
        ),
        { kind: "notReached", title: `${text}2`, covers: [text], reason: "needs trigger", because: text },
      );
      const [file] = plan.files;
      const groups = (file?.groups ?? []).map((group) => ({ ...group, title: text, place: text }));
      const whole = textOf({
        ...plan,
        document: text,
        files: file === undefined ? [] : [{ ...file, title: text, groups }],
      });
      expect(await valuesIn(whole)).to.deep.equal([
        text,
        text,
        text,
        text,
        { [text]: text, list: [text] },
        text,
      ]);
    });
  }

  it("refuses a variable that is no identifier", () => {
    const bad = scenario("x", { kind: "cut", client: "client.x; process.exit(1)" });
    expect(() => renderTests(planWith(bad))).to.throw(TypeError, "no identifier");
  });
});

/** Runs generated code with everything it calls replaced, and gives what it calls with, in the order of the calls. */
async function valuesIn(text: string): Promise<unknown[]> {
  const source = text.replace(/^import .*$/m, "").replaceAll("import.meta.url", '""');
  const { code } = await transform(source, { loader: "ts" });
  const seen: unknown[] = [];
  const bodies: Promise<void>[] = [];
  const client = {
    send: (...values: unknown[]) => {
      seen.push(...values);
      return { ended: async () => ({}) };
    },
  };
  const service = {
    connect: async (channel: string, { query }: { query: object }) => {
      seen.push(channel, ...Object.keys(query));
      return client;
    },
  };
  const tests = {
    scenario: (_: object, body: (given: object) => Promise<void>) => bodies.push(body(service)),
    notReached: () => 0,
  };
  const describe = (_: string, body: () => void): void => body();
  const it = (title: string): unknown => (title.endsWith("2") ? 0 : seen.push(title));
  const expectation = () => ({ to: { follow: (sequence: string) => seen.push(sequence) } });
  new Function("describe", "it", "contractAt", "expect", "URL", code)(
    describe,
    it,
    () => tests,
    expectation,
    class {},
  );
  await Promise.all(bodies);
  return seen;
}
