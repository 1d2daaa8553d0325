import { expect } from "chai";
import { parse } from "yaml";
import type { Contract } from "../../contract/index.ts";
import {
  explain,
  explanationObject,
  explanationText,
  gapsOf,
  mermaidText,
  overlaySnippet,
} from "../../explain/index.ts";
import { buildContract, closing, declared, replying, status } from "../server/build-contract.ts";

const id = { type: "string" };
const text = { type: "string" };

/** A chat of tokens about which nothing is said but its shapes. */
function bare(): Contract {
  return buildContract([
    {
      name: "talk",
      messages: {
        prompt: { properties: { request_id: id, text } },
        token: { properties: { request_id: id, index: { type: "integer" }, piece: text } },
        done: { properties: { request_id: id, text } },
        failed: { properties: { reason: text }, error: true },
        status: { properties: { load: { type: "number" } } },
        lost: { properties: { what: text } },
      },
      client: { ask: { requests: ["prompt"], replies: ["token", "done"], sequence: "token+ done" } },
      server: { tell: { messages: ["status"] } },
    },
  ]);
}

/** The same kind of service, with everything said. */
function told(): Contract {
  const place = "#/said";
  const within = { kind: "declared", ms: 2000, place } as const;
  const contract = buildContract(
    [
      {
        name: "talk",
        messages: {
          hello: { properties: { id } },
          prompt: { properties: { request_id: id }, correlation: ["/request_id"] },
          done: { properties: { request_id: id }, correlation: ["/request_id"] },
          failed: { properties: { reason: text }, error: true },
        },
        opening: "hello",
        client: { ask: { requests: ["prompt"], replies: ["done"], sequence: "done", within } },
        server: {
          tell: {
            messages: ["hello"],
            trigger: { kind: "connect", place },
            audience: { kind: "sender", place },
            within,
          },
        },
        idle: {
          kind: "close",
          place,
          after: { kind: "fixed", ms: 30_000 },
          codes: { kind: "codes", codes: [4408] },
          until: "",
          resets: "client",
          reply: "",
        },
        limits: { place, messageBytes: 10, messagesPerSecond: 5, connections: null, exchanges: null },
        rejects: {
          malformed: declared(replying("failed")),
          unknown: declared(replying("failed")),
          invalid: declared(replying("failed")),
          binary: declared(closing(1003)),
        },
      },
    ],
    {
      unknownChannel: declared(status(404)),
      shutdown: { kind: "close", codes: { kind: "codes", codes: [1001] }, place },
    },
  );
  return contract;
}

const keywordsOf = (contract: Contract): string[] =>
  gapsOf(contract).map(({ about, keyword }) => (about === "" ? keyword : `${about}: ${keyword}`));

describe("explain", () => {
  it("finds what the document leaves unsaid, and names the keyword that would say it", () => {
    expect(keywordsOf(bare())).to.have.members([
      "rejects.unknownChannel",
      "shutdown",
      "opening",
      "rejects.malformed",
      "rejects.unknown",
      "rejects.invalid",
      "rejects.binary",
      "lost: opening, or an operation",
      "failed: opening, or an operation",
      "idle",
      "limits.messageBytes",
      "limits.messagesPerSecond",
      "ask: within",
      "prompt: correlationId, or correlation",
      "token: correlationId, or correlation",
      "done: correlationId, or correlation",
      "ask: echoes",
      "ask: ordered",
      "ask: joins",
      "tell: trigger",
    ]);
  });

  it("says `nothing` of an operation that has no message", () => {
    const channel = { name: "talk", messages: { hello: {} }, client: { mute: { requests: [] } } };
    expect(explanationText(explain(buildContract([channel]), null), 80)).to.match(/^ {4}mute +nothing$/m);
  });

  it("finds nothing where everything is said", () => {
    expect(keywordsOf(told())).to.deep.equal([]);
    expect(overlaySnippet(told(), [])).to.equal("");
    expect(explanationText(explain(told(), null), 80)).to.include("Nothing is left unsaid.");
  });

  it("asks for the form of credentials, and for the outcome of wrong ones", () => {
    const contract = buildContract(
      [
        {
          name: "talk",
          messages: { hello: {} },
          security: [[{ scheme: "key", scopes: [] }]],
          scopes: ["talk"],
        },
      ],
      {
        securitySchemes: [
          {
            name: "key",
            place: "#/components/securitySchemes/key",
            carrier: { kind: "query", name: "key" },
            token: { kind: "opaque" },
          },
        ],
      },
    );
    expect(keywordsOf(contract)).to.include.members([
      "key: jwt",
      "rejects.unauthenticated",
      "rejects.forbidden",
    ]);
  });

  it("offers an overlay that is YAML and holds all keywords of one place together", () => {
    const { overlay } = explain(bare(), null);
    const { actions } = parse(overlay) as { actions: { target: string; update: { "x-contract": object } }[] };
    const operation = actions.find(({ target }) => target.includes("ask"));
    expect(operation?.update["x-contract"]).to.deep.equal({
      within: "5s",
      echoes: { "done#/text": "request#/text" },
      ordered: { "token#/index": "+1" },
      joins: { "done#/text": "token#/piece" },
    });
  });

  it("quotes names in targets, and lets none end a comment", () => {
    const contract = bare();
    const [gap] = gapsOf(contract);
    if (gap === undefined) throw new Error("no gap");
    const strange = { ...gap, place: "#/channels/it's \\ a~1b", about: "x\n- target: $" };
    const { actions } = parse(overlaySnippet(contract, [strange])) as { actions: { target: string }[] };
    expect(actions.map(({ target }) => target)).to.deep.equal(["$['channels']['it\\'s \\\\ a/b']"]);
  });

  it("draws each sequence as a Mermaid state diagram", () => {
    expect(mermaidText(bare())).to.include(
      [
        "stateDiagram-v2",
        "  direction LR",
        "  [*] --> s0",
        '  state "0" as s0',
        "  s0 --> s1: token",
        '  state "1" as s1',
        "  s1 --> s1: token",
        "  s1 --> s2: done",
        '  state "2" as s2',
        "  s2 --> [*]",
      ].join("\n"),
    );
    expect(mermaidText(told())).to.include("### talk: opening");
  });

  it("writes no line wider than the terminal, and no control character", () => {
    const contract = { ...bare(), title: "bell\u0007 and \u001b[31mred" };
    const shown = explanationText(explain(contract, null), 80).split("An overlay")[0] ?? "";
    expect(shown.split("\n").filter((line) => line.length > 80)).to.deep.equal([]);
    expect(shown).not.to.match(/[^\P{Cc}\n]/u);
    expect(shown).to.include("token+ done").and.to.include("not said; any refusal counts".slice(0, 8));
  });

  it("says the same to machines", () => {
    const made = JSON.parse(JSON.stringify(explanationObject(explain(bare(), null))));
    expect(made.unspecified).to.have.length(gapsOf(bare()).length);
    expect(made.channels[0].operations[0]).to.include({ name: "ask", from: "client" });
  });

  it("explains one channel alone", () => {
    expect(() => explain(bare(), null, "nowhere")).to.throw(RangeError, "nowhere");
    expect(explain(bare(), null, "talk").contract.channels).to.have.length(1);
  });
});
