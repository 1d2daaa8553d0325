import { expect } from "chai";
import type { LineMap } from "../../contract/line-map.ts";
import { type ChartFrame, chart, narrate } from "../../judge/index.ts";
import type { Violation } from "../../judge/model.ts";
import { contractOf } from "./contract-builder.ts";
import { client } from "./contract-parts.ts";
import { streaming } from "./contracts.ts";
import { Traffic } from "./traffic.ts";

const lineMap: LineMap = {
  hash: "",
  document: "asyncapi.yaml",
  lines: { "#/operations/streamPrompt/x-contract/sequence": [214, 7], "#/components/schemas/token": [30, 5] },
};

const violation: Violation = {
  rule: "AFTER-END",
  place: "#/operations/streamPrompt/x-contract/sequence",
  connection: "a",
  at: 1033,
  frame: 12,
  summary: "a `token` came 12 ms after `done`",
  promised: "sequence: token+ (done | streamError)",
  got: 'token{index: 7, token: "!"}',
  faults: [],
};

function frame(number: number | null, at: number, label: string, more: Partial<ChartFrame> = {}): ChartFrame {
  return { frame: number, at, connection: "a", from: "server", label, ...more };
}

const frames: readonly ChartFrame[] = [
  frame(1, 1000, "prompt", { from: "client" }),
  ...[2, 3, 4, 5, 6, 7, 8, 9].map((number) => frame(number, 1001 + number, "token")),
  frame(11, 1021, "done"),
  frame(12, 1033, "token"),
];

const options = {
  title: ["stream - agentStream", "streamPrompt", "ends with its terminal and nothing after"],
  contract: streaming(),
  lineMap,
  frames,
  asked: "",
  replay: 'npx asyncproof run asyncapi.yaml --grep "ends with its terminal" --seed 8812',
};

describe("narrate", () => {
  it("tells a violation as a person reads it", () => {
    expect(narrate(violation, options)).to.equal(
      [
        "stream - agentStream > streamPrompt > ends with its terminal and nothing after        AFTER-END",
        "  a `token` came 12 ms after `done`",
        "  promised   asyncapi.yaml:214   sequence: token+ (done | streamError)",
        '  got        token{index: 7, token: "!"}',
        "  client --prompt--------> server    0 ms",
        "  client <---------token-- server    3 ms   (7 more)",
        "  client <----------done-- server   21 ms",
        "  client <---------token-- server   33 ms   <-- here",
        '  replay     npx asyncproof run asyncapi.yaml --grep "ends with its terminal" --seed 8812',
      ].join("\n"),
    );
  });

  it("puts the rule at the right margin where the title is short", () => {
    const [heading] = narrate(violation, { ...options, title: ["stream", "prompt"] }).split("\n");
    expect(heading)
      .to.match(/^stream > prompt {2,}AFTER-END$/)
      .and.have.length(80);
  });

  it("lists the rules of a schema that are broken, with their lines", () => {
    const text = narrate(
      {
        ...violation,
        rule: "SCHEMA",
        faults: [
          {
            at: "/index",
            place: "#/components/schemas/token/properties/index",
            keyword: "type",
            message: "must be integer",
          },
        ],
      },
      { ...options, frames: [] },
    );
    expect(text).to.contain("\n             /index must be integer   asyncapi.yaml:30\n");
  });

  it("says the place by its pointer where no lines are known", () => {
    expect(narrate(violation, { ...options, lineMap: null })).to.contain(
      "asyncapi.yaml #/operations/streamPrompt/x-contract/sequence",
    );
  });

  it("keeps to 80 columns but for the replay, which is there to be copied", () => {
    const long = {
      ...violation,
      summary: "a long word after another, ".repeat(9),
      promised: "one two three ".repeat(20),
    };
    const lines = narrate(long, { ...options, title: ["short"] }).split("\n");
    const wide = lines.filter((line) => line.length > 80 && !line.startsWith("  replay"));
    expect(wide).to.deep.equal([]);
  });

  it("leaves out what there is not", () => {
    expect(narrate(violation, { ...options, frames: [], replay: "" }).split("\n")).to.have.length(4);
  });

  it("tells the address that was asked for, where it is about the handshake", () => {
    const asked = "ws://localhost:8080/chat?user=ada";
    expect(narrate(violation, { ...options, asked })).to.include(`\n  asked      ${asked}\n`);
  });
});

describe("chart", () => {
  it("names the clients where there are several", () => {
    const drawn = chart([
      frame(1, 0, "broadcast", { from: "client", connection: "chat-1" }),
      frame(2, 4, "broadcast_received", { connection: "chat-12" }),
    ]);
    expect(drawn.split("\n")).to.deep.equal([
      "chat-1  --broadcast------------> server    0 ms",
      "chat-12 <---broadcast_received-- server    4 ms",
    ]);
  });

  it("marks where something should have come", () => {
    const mark = { connection: "a", at: 2000, frame: null };
    const drawn = chart([frame(1, 0, "ping", { from: "client" }), frame(2, 2500, "pong")], mark);
    expect(drawn.split("\n")[1]).to.equal("client <-----(nothing)-- server 2000 ms   <-- here");
  });

  it("marks the close that is wrong", () => {
    const mark = { connection: "a", at: 20, frame: null };
    const drawn = chart([frame(1, 0, "ping", { from: "client" }), frame(null, 20, "close 1006")], mark);
    expect(drawn.split("\n")[1]).to.match(/close 1006-- server {3}20 ms {3}<-- here$/);
  });

  it("folds only frames that are alike, and never the one that it is about", () => {
    const tokens = [1, 2, 3, 4].map((number) => frame(number, number, "token"));
    const drawn = chart(tokens, { connection: "a", at: 3, frame: 3 });
    expect(drawn.split("\n").map((line) => line.replace(/.* ms/, "").trim())).to.deep.equal([
      "(1 more)",
      "<-- here",
      "",
    ]);
  });

  it("leaves out the middle of a long conversation", () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      frame(index, index, index % 2 === 0 ? "ping" : "pong", { from: index % 2 === 0 ? "client" : "server" }),
    );
    const lines = chart(many, { connection: "a", at: 59, frame: 59 }).split("\n");
    expect(lines).to.have.length(21);
    expect(lines[4]).to.equal("  ... 40 more");
  });
});

describe("the words of a violation", () => {
  it("shorten long payloads and leave out what only names the message", () => {
    const t = new Traffic(streaming());
    t.open();
    t.gets({
      type: "token",
      id: "r1",
      index: 3,
      text: "x".repeat(200),
      "a b": [1, { deep: { deeper: { deepest: 1 } } }],
    });
    expect(t.violations[0]?.got).to.equal(
      `token{id: "r1", index: 3, text: "${"x".repeat(40)}...", "a b": [1, {deep: {deeper: {...}}}]}`,
    );
  });

  it("say where the document declares nothing, and what is as good as any other once", () => {
    const ask = { type: "object", properties: { text: { type: "string" } } } as const;
    const t = new Traffic(
      contractOf({
        main: {
          messages: { ask: { nameless: true, properties: { in: ask } }, answer: {} },
          operations: [client("ask", "answer")],
        },
      }),
    );
    t.open();
    t.sends({ in: { text: 5 } });
    t.gets({ type: "answer" });
    expect(t.rules).to.deep.equal(["NOT-REFUSED"]);
    expect(t.violations[0]?.promised).to.equal(
      "no answer as to good input, but any refusal (close: 1003, 1007, 1008 or 4xxx): the document declares no `rejects: invalid or unknown`",
    );
  });
});
