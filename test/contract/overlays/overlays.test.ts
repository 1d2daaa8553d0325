import { expect } from "chai";
import { loadContract, locate } from "../../../contract/index.ts";
import type { LoadedContract } from "../../../contract/load-contract.ts";
import { faultOf, type Files, HEAD, inFolder, read } from "../document-fixture.ts";

const VENDOR = `${HEAD}servers: { s: { host: "localhost:1", protocol: ws } }
channels:
  chat:
    address: /chat
    messages:
      ask: { $ref: "#/components/messages/ask" }
      token: { $ref: "#/components/messages/answer" }
      done: { $ref: "#/components/messages/answer" }
      error: { payload: { type: object, required: [code], properties: { code: { type: string } } } }
operations:
  ask:
    action: receive
    channel: { $ref: "#/channels/chat" }
    messages: [{ $ref: "#/channels/chat/messages/ask" }]
    reply:
      messages: [{ $ref: "#/channels/chat/messages/token" }, { $ref: "#/channels/chat/messages/done" }]
components:
  messages:
    ask: { payload: { type: object, properties: { q: { type: string } } } }
    answer: { payload: { type: object, required: [n], properties: { n: { type: integer } } } }
`;

function overlay(...actions: readonly string[]): string {
  return `overlay: 1.0.0\ninfo: { title: Ours, version: "1" }\nactions:\n${actions.map((one) => `  - ${one}\n`).join("")}`;
}

function apply(actions: string | readonly string[], files: Files = {}): Promise<LoadedContract> {
  const text = typeof actions === "string" ? actions : overlay(...actions);
  return read({ "asyncapi.yaml": VENDOR, "ours.yaml": text, ...files }, { overlays: ["ours.yaml"] });
}

describe("an overlay", () => {
  it("adds to objects and lists, replaces values, and removes, in the order of its actions", async () => {
    const { contract } = await apply([
      "{ target: $.info, update: { title: Ours, version: 2.0.0 } }",
      "{ target: '$.components.messages.ask.payload', update: { required: [q] } }",
      "{ target: '$.components.messages.ask.payload.required', update: r }",
      "{ target: '$.components.messages.ask.payload', update: { required: [s] } }",
      "{ target: '$.operations.ask.reply.messages[0]', remove: true }",
      "{ target: $.channels.chat.messages.token, remove: true }",
    ]);
    expect([contract.title, contract.version]).to.deep.equal(["Ours", "2.0.0"]);
    expect(
      contract.schemas["messages.ask"]?.schema ?? Object.values(contract.schemas)[0]?.schema,
    ).to.deep.include({
      required: ["q", "r", "s"],
    });
    expect(contract.channels[0]?.messages.map(({ name }) => name)).to.deep.equal(["ask", "done", "error"]);
    expect(contract.channels[0]?.operations[0]).to.deep.include({ replies: ["done"] });
  });

  it("gives a plain document the whole vocabulary", async () => {
    const { contract, warnings } = await apply([
      "{ target: $, update: { x-contract: { version: 1, rejects: { malformed: { reply: error } } } } }",
      "{ target: $.channels.chat, update: { x-contract: { idle: { after: 30s, close: 4408 }, limits: { messageBytes: 100 } } } }",
      "{ target: $.channels.chat.messages.error, update: { x-contract: { error: true } } }",
      "{ target: $.operations.ask, update: { x-contract: { sequence: token+ done, within: 2s, cases: [{ name: nobody, send: { q: '' }, expect: { reply: error } }] } } }",
    ]);
    const [channel] = contract.channels;
    expect(channel?.idle.kind).to.equal("close");
    expect(channel?.limits.messageBytes).to.equal(100);
    expect(channel?.rejects.malformed.kind).to.equal("declared");
    expect(channel?.operations[0]).to.deep.include({
      within: { kind: "declared", ms: 2000, place: "#/operations/ask/x-contract/within" },
    });
    expect(warnings).to.deep.equal([]);
  });

  it("shows its own lines for what it adds, and the document's for all else", async () => {
    const { lineMap } = await apply([
      "{ target: $.channels.chat, update: { x-contract: { idle: { after: 30s, close: 4408 } } } }",
      "{ target: '$.operations.ask.reply.messages[0]', remove: true }",
    ]);
    const line = (place: string): string => locate(lineMap, "asyncapi.yaml", place);
    expect(line("#/channels/chat/x-contract/idle/close")).to.equal("ours.yaml:4");
    expect(line("#/channels/chat/address")).to.equal("asyncapi.yaml:7");
    expect(line("#/operations/ask/reply/messages/0")).to.equal("asyncapi.yaml:19");
  });

  it("lets an error in what it adds show its own line", async () => {
    const fault = await faultOf(
      apply(["{ target: $.operations.ask, update: { x-contract: { sequenc: a } } }"]),
    );
    expect(fault.message).to.equal("unknown keyword `sequenc`");
    expect(fault.where).to.deep.equal({ file: "ours.yaml", line: 4, column: 57 });
  });

  it("goes to where a reference leads, and says so where others refer to it, too", async () => {
    const single = await apply(["{ target: $.channels.chat.messages.ask, update: { title: Question } }"]);
    expect(single.contract.channels[0]?.messages[0]?.title).to.equal("Question");
    expect(single.warnings).to.deep.equal([]);
    const shared = await apply(["{ target: $.channels.chat.messages, update: { token: { title: Both } } }"]);
    expect(shared.contract.channels[0]?.messages.map(({ title }) => title)).to.deep.equal([
      "",
      "Both",
      "Both",
      "",
    ]);
    expect(shared.warnings.map(({ code, message }) => `${code} ${message}`)).to.deep.equal([
      "OVERLAY-SHARED the update at ours.yaml:4 changes #/components/messages/answer, which 2 references share",
    ]);
  });

  it("reaches into other files, and may refer to new ones", async () => {
    const files = {
      "asyncapi.yaml": VENDOR.replace(
        'ask: { $ref: "#/components/messages/ask" }',
        'ask: { $ref: "parts.yaml#/ask" }',
      ),
      "parts.yaml": "ask:\n  payload: { type: object }\n",
      "more.yaml": "S: { type: integer }\n",
    };
    const { contract, lineMap } = await apply(
      [
        "{ target: $.channels.chat.messages.ask.payload, update: { properties: { q: { $ref: 'more.yaml#/S' } } } }",
      ],
      files,
    );
    expect(Object.values(contract.schemas).map(({ place }) => place)).to.include("more.yaml#/S");
    expect(locate(lineMap, "asyncapi.yaml", "parts.yaml#/ask/payload/properties/q")).to.equal("ours.yaml:4");
  });

  it("changes one place, and not all that share a YAML anchor with it", async () => {
    const { contract } = await apply(["{ target: $.channels.a.messages.m, update: { title: A } }"], {
      "asyncapi.yaml": `${HEAD}servers: { s: { host: "localhost:1", protocol: ws } }
channels:
  a: { address: /a, messages: &m { m: { payload: { type: object } } } }
  b: { address: /b, messages: *m }
`,
    });
    expect(contract.channels.map(({ messages }) => messages[0]?.title)).to.deep.equal(["A", ""]);
  });

  it("is judged by the official parser with everything else", () =>
    inFolder(
      {
        "asyncapi.yaml": VENDOR,
        "ours.yaml": overlay("{ target: $.operations.ask, update: { acton: send } }"),
      },
      async (cwd) => {
        const options = { cwd, overlays: ["ours.yaml"] };
        const { warnings } = await loadContract("asyncapi.yaml", options);
        expect(
          warnings.filter(({ code }) => code === "DOCUMENT-FAULT").map(({ where }) => where),
        ).to.deep.equal([{ file: "ours.yaml", line: 4, column: 43 }]);
        const fault = await faultOf(loadContract("asyncapi.yaml", { ...options, strict: true }));
        expect(fault.code).to.equal("DOCUMENT-INVALID");
        expect(fault.message).to.include('ours.yaml:4:43  Property "acton" is not expected to be here');
      },
    )).timeout(30_000);

  const wrong: [name: string, text: string, message: RegExp | string, where: string][] = [
    [
      "a target that finds nothing",
      overlay("target: $.channels.lost\n    update: {}"),
      "`$.channels.lost` finds nothing",
      "4:13",
    ],
    [
      "a path that is none",
      overlay("target: $.channels[\n    update: {}"),
      /^`\$\.channels\[` is no JSONPath: /,
      "4:13",
    ],
    [
      "an action without a change",
      overlay("target: $.info"),
      "an action has `update` or `remove: true`",
      "4:5",
    ],
    ["an unknown keyword", overlay("target: $.info\n    updat: {}"), "unknown keyword `updat`", "5:5"],
    [
      "an action that removes everything",
      overlay("target: $\n    remove: true"),
      "a whole document can't be removed",
      "4:5",
    ],
    [
      "an object that becomes none",
      overlay("target: $.info\n    update: 1"),
      "an object can only be updated with an object",
      "5:13",
    ],
    ["no actions", "overlay: 1.0.0\nactions: []\n", "an overlay has a list of `actions`", "2:1"],
    ["another version", "overlay: 2.0.0\nactions: []\n", '"2.0.0" is no version that is read', "1:10"],
    ["a document that is none", "asyncapi: 3.1.0\n", "ours.yaml is not an overlay", "1:1"],
  ];
  for (const [name, text, message, where] of wrong)
    it(`with ${name} is an error with its place`, async () => {
      const fault = await faultOf(apply(text));
      expect(fault.code).to.equal("OVERLAY");
      expect(fault.message).to.match(message instanceof RegExp ? message : /^/);
      if (typeof message === "string") expect(fault.message).to.equal(message);
      const at = typeof fault.where === "object" ? fault.where : null;
      expect(`${at?.file} ${at?.line}:${at?.column}`).to.equal(`ours.yaml ${where}`);
    });

  it("that is not there is an error", async () => {
    const fault = await faultOf(read({ "asyncapi.yaml": VENDOR }, { overlays: ["ours.yaml"] }));
    expect(fault).to.include({ code: "OVERLAY", message: "the overlay ours.yaml is not there" });
  });
});
