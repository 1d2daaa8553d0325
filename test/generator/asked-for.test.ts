import { expect } from "chai";
import { loadContract } from "../../contract/index.ts";
import { planTests } from "../../generator/index.ts";
import type { Step } from "../../generator/step.ts";
import { folderWith } from "../config/folder.ts";
import { stepsOf, testsOf } from "./planned.ts";

interface Hub {
  /** Schemas of the device that is watched, and of the one that is pressed. */
  readonly watched: string;
  readonly pressed: string;
  readonly examples?: { readonly watch: readonly string[]; readonly press: readonly string[] };
  readonly told?: boolean;
}

const examples = (type: string, devices: readonly string[] = []): string =>
  `[${devices.map((device) => `{ payload: { type: ${type}, device: ${device} } }`).join(", ")}]`;

/** Whoever watches a device gets what comes of its button. */
const hub = ({ watched, pressed, examples: shown, told = true }: Hub): string => `
asyncapi: 3.1.0
info: { title: hub, version: 1.0.0 }
x-contract: { version: 1 }
channels:
  hub:
    address: /
    messages:
      watch: { payload: { type: object, required: [type, device], properties: { type: { const: watch }, device: ${watched} } }, x-contract: { correlation: [/device] }, examples: ${examples("watch", shown?.watch)} }
      watching: { payload: { type: object, required: [type, device], properties: { type: { const: watching }, device: { type: string } } }, x-contract: { correlation: [/device] } }
      press: { payload: { type: object, required: [type, ${told ? "device" : "button"}], properties: { type: { const: press }, ${told ? "device" : "button"}: ${pressed} } }, examples: ${examples("press", shown?.press)} }
      pressed: { payload: { type: object, required: [type], properties: { type: { const: pressed } } } }
      rang: { payload: { type: object, required: [type, device], properties: { type: { const: rang }, device: ${watched} } }, x-contract: { correlation: [/device] } }
operations:
  watch: { action: receive, channel: { $ref: '#/channels/hub' }, messages: [{ $ref: '#/channels/hub/messages/watch' }], reply: { messages: [{ $ref: '#/channels/hub/messages/watching' }, { $ref: '#/channels/hub/messages/rang' }] }, x-contract: { sequence: watching rang* } }
  press: { action: receive, channel: { $ref: '#/channels/hub' }, messages: [{ $ref: '#/channels/hub/messages/press' }], reply: { messages: [{ $ref: '#/channels/hub/messages/pressed' }] } }
  rang: { action: send, channel: { $ref: '#/channels/hub' }, messages: [{ $ref: '#/channels/hub/messages/rang' }], x-contract: { trigger: press, audience: { running: watch }${told ? `, echoes: { "rang#/device": "request#/device" }` : ""} } }
`;

const GROUP = "push - hub > rang >";
const REACHES = `${GROUP} rang reaches those who asked for it and nobody else`;
const OTHER = `${GROUP} rang does not reach a watch of another device`;

async function pushTests(document: Hub): Promise<{ steps(name: string): readonly Step[]; names: string[] }> {
  const folder = folderWith({ "hub.yaml": hub(document) });
  try {
    const { contract } = await loadContract("hub.yaml", { cwd: folder.path, cache: null });
    const plan = planTests(contract, { values: {}, seed: 1, maxWaitMs: 5000 });
    const names = testsOf(plan).map(({ name }) => name);
    return { steps: (name) => stepsOf(plan, name), names };
  } finally {
    folder.remove();
  }
}

/** Who says what of which device, and what is demanded of it. */
function said(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => {
    if (step.kind === "succeedIfTaken" || step.kind === "succeed") return [step.kind];
    if (step.kind !== "converse" && step.kind !== "send") return [];
    const { json } = step.payload;
    const device = typeof json === "object" && json !== null && "device" in json ? json["device"] : "";
    const line = `${step.client} ${step.message} ${String(device)}`;
    return step.kind === "converse" ? [line, step.claim] : [line];
  });
}

const ENUM = "{ enum: [lamp, door, bell] }";

describe("tests of a push to those who asked for its id", () => {
  it("ask for what the trigger makes come, where both are made up; who asked for another hears nothing", async () => {
    const { steps } = await pushTests({ watched: ENUM, pressed: "{ enum: [bell, door, lamp] }" });
    expect(said(steps(REACHES))).to.deep.equal([
      "subscriber watch lamp",
      "succeedIfTaken",
      "sender press lamp",
      "succeedIfTaken",
    ]);
    const [other, , trigger] = said(steps(OTHER));
    expect(trigger).to.equal("sender press lamp");
    expect(other).to.match(/^listener watch (door|bell)$/);
  });

  it("ask for each value that is pushed", async () => {
    const { steps, names } = await pushTests({ watched: ENUM, pressed: ENUM });
    const values = names.filter((name) => name.includes("is delivered with device"));
    expect(values).to.have.lengthOf(2);
    for (const name of values) {
      const device = JSON.parse(name.slice(name.lastIndexOf('"', name.length - 2))) as string;
      expect(said(steps(name)).filter((line) => line.includes(" "))).to.deep.equal([
        `subscriber watch ${device}`,
        `sender press ${device}`,
      ]);
    }
  });

  it("take examples that agree; of those that don't, what is asked for may be refused", async () => {
    const text = "{ type: string }";
    const agreeing = { watch: ["lamp", "door"], press: ["bell", "door"] };
    const { steps } = await pushTests({ watched: text, pressed: text, examples: agreeing });
    expect(said(steps(REACHES))).to.deep.equal([
      "subscriber watch door",
      "succeed",
      "sender press door",
      "succeed",
    ]);
    const apart = await pushTests({
      watched: text,
      pressed: text,
      examples: { watch: ["lamp"], press: ["bell"] },
    });
    expect(said(apart.steps(REACHES))).to.deep.equal([
      "subscriber watch bell",
      "succeedIfTaken",
      "sender press bell",
      "succeed",
    ]);
  });

  it("are not reached where no valid request asks for it", async () => {
    const { steps, names } = await pushTests({ watched: "{ enum: [lamp] }", pressed: "{ enum: [bell] }" });
    expect(names).to.include(REACHES);
    expect(() => steps(REACHES)).to.throw(RangeError);
  });

  it("expect of who asked for another no silence where nothing tells of which it is", async () => {
    const { steps } = await pushTests({ watched: ENUM, pressed: "{ enum: [red, green] }", told: false });
    const kinds = steps(OTHER).map(({ kind }) => kind);
    expect(kinds).to.include("quiet");
    expect(kinds).not.to.include("none");
  });
});
