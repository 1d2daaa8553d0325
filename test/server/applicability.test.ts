import { expect } from "chai";
import type { Contract, Message, Rejects } from "../../contract/model.ts";
import { faultSites } from "../../server/faults/index.ts";
import { buildContract, type ChannelParts, closing, declared, replying, where } from "./build-contract.ts";

/** Where a fault can show: channels and operations; none: it can't. */
function places(contract: Contract, fault: string): readonly string[] {
  const found = faultSites(contract).find((one) => one.fault.name === fault);
  return found?.kind === "shows" ? found.places.map(({ channel, operation }) => operation || channel) : [];
}

const coded = (code: string) => declared(replying("failed", [where("failed#/code", code)]));
const REJECTS: Partial<Rejects> = {
  malformed: coded("MALFORMED"),
  unknown: coded("UNKNOWN"),
  invalid: coded("INVALID"),
  binary: declared(closing(1003)),
};
const failed = { properties: { code: { type: "string" } }, error: true } as const;
const n = { properties: { n: { type: "integer" } } } as const;

/** A channel that clients only listen to. */
const LISTENING: ChannelParts = {
  name: "feed",
  messages: { tick: n, failed },
  server: { tick: { messages: ["tick"] } },
  rejects: REJECTS,
};
const ASKING: ChannelParts = {
  name: "desk",
  messages: { ask: n, answer: n, failed },
  client: { ask: { requests: ["ask"], sequence: "answer" } },
  rejects: REJECTS,
};

function withMessage(channel: ChannelParts, name: string, change: (message: Message) => Message): Contract {
  const contract = buildContract([channel]);
  const channels = contract.channels.map((one) => ({
    ...one,
    messages: one.messages.map((message) => (message.name === name ? change(message) : message)),
  }));
  return { ...contract, channels };
}

/** `ask` is any JSON at all. */
const anything: Contract = withMessage(ASKING, "ask", (message) => ({ ...message, constants: [] }));
Object.assign(anything.schemas, { ask: { place: "#", dialect: "2020-12", schema: {} } });

const bytes: Contract = withMessage(ASKING, "ask", (message) => ({
  ...message,
  constants: [],
  content: { kind: "binary", anyBytes: true },
}));

const anyText: Contract = withMessage(ASKING, "ask", (message) => ({
  ...message,
  constants: [],
  content: { kind: "text", schema: "text" },
}));
Object.assign(anyText.schemas, { text: { place: "#", dialect: "2020-12", schema: { type: "string" } } });

const OF_INVALID = ["invalid-ignored", "invalid-accepted"];
const OF_UNKNOWN = ["unknown-ignored", "dies-on-unknown"];
const OF_MALFORMED = [
  "malformed-ignored",
  "malformed-kills-connection",
  "neighbour-killed",
  "dies-on-malformed",
];
const OF_BINARY = ["binary-accepted", "dies-on-binary"];
const OF_REFUSALS = [...OF_INVALID, ...OF_UNKNOWN, ...OF_MALFORMED, ...OF_BINARY];

/** The faults among these that can show. */
function showing(contract: Contract, faults: readonly string[] = OF_REFUSALS): string[] {
  return faults.filter((fault) => places(contract, fault).length > 0);
}

describe("a fault in what bad input gets", () => {
  it("can show where such input can come", () => {
    const contract = buildContract([ASKING]);
    expect(showing(contract)).to.deep.equal(OF_REFUSALS);
    expect(places(contract, "wrong-refusal-code")).to.deep.equal(["desk", "ask"]);
  });

  it("can't show in what is invalid where clients say nothing", () => {
    const contract = buildContract([LISTENING]);
    expect(showing(contract)).to.deep.equal([...OF_UNKNOWN, ...OF_MALFORMED, ...OF_BINARY]);
    expect(places(contract, "wrong-refusal-code")).to.deep.equal(["feed"]);
  });

  it("can't show in what is invalid or unknown where any JSON is a message", () => {
    expect(showing(anything)).to.deep.equal([...OF_MALFORMED, ...OF_BINARY]);
    expect(places(anything, "wrong-refusal-code")).to.deep.equal(["desk"]);
  });

  it("can't show in bytes that are a message, nor in a close that only they would get", () => {
    expect(showing(bytes, [...OF_INVALID, ...OF_BINARY])).to.deep.equal([]);
    expect(places(bytes, "wrong-close-code")).to.deep.equal([]);
  });

  it("can't show in what can't be parsed where any text is a message", () => {
    expect(showing(anyText, [...OF_MALFORMED, "deaf-after-refusal"])).to.deep.equal([]);
  });

  it("can't show where it would be right as the other name of one fault", () => {
    const client = { ...ASKING.client, tell: { requests: ["tell"] } };
    const messages = { ...ASKING.messages, tell: n };
    const rejects = { ...REJECTS, unknown: declared({ kind: "ignored" } as const) };
    const two: ChannelParts = { ...ASKING, client, messages, rejects };
    expect(places(buildContract([two]), "invalid-ignored")).to.deep.equal(["desk"]);
    const nameless = withMessage(two, "ask", (message) => ({ ...message, constants: [] }));
    expect(places(nameless, "invalid-ignored")).to.deep.equal([]);
  });
});

describe("a good message that is refused as a bad one", () => {
  /** The refusal of what is invalid is this error, of which nothing else is said. */
  const plain = (more: Partial<ChannelParts>): Contract =>
    buildContract([{ ...ASKING, rejects: { ...REJECTS, invalid: declared(replying("failed")) }, ...more }]);

  it("can be seen where nothing but a refusal sends that error", () => {
    expect(places(plain({}), "valid-refused")).to.deep.equal(["ask"]);
    expect(places(plain({}), "good-refused-after-bad")).to.deep.equal(["desk"]);
  });

  it("can't be told from an error that may come at any time", () => {
    const contract = plain({ server: { alarm: { messages: ["failed"] } } });
    expect(places(contract, "valid-refused")).to.deep.equal([]);
    expect(places(contract, "good-refused-after-bad")).to.deep.equal([]);
  });
});

describe("a fault around slow readers", () => {
  const stream = (sequence: string): Contract =>
    buildContract([
      {
        name: "desk",
        messages: { ask: n, item: n, done: n },
        client: { ask: { requests: ["ask"], sequence } },
      },
    ]);

  it("shows where a stream is long enough to see that a client is behind", () => {
    for (const fault of ["slow-reader-cut", "slow-reader-holds-up"]) {
      expect(places(stream("item+ done"), fault)).to.deep.equal(["ask"]);
      expect(places(stream("item done"), fault)).to.deep.equal([]);
    }
  });

  it("lacks no `sequence` where there is one", () => {
    const found = faultSites(stream("item done")).find(({ fault }) => fault.name === "slow-reader-cut");
    expect(found?.kind).to.equal("none");
  });
});

describe("the rules that name a fault", () => {
  const ruled = (contract: Contract, fault: string): readonly string[] => {
    const found = faultSites(contract).find((one) => one.fault.name === fault);
    return found?.kind === "shows" ? found.rules : [];
  };

  it("are of what is said to somebody who should not be there, too", () => {
    const subprotocols = ["v1"];
    const rejects = { badHandshake: declared(closing(4400)) };
    const contract = buildContract([{ ...ASKING, subprotocols, rejects }]);
    expect(ruled(contract, "bad-handshake-accepted")).to.include("LEAK");
  });

  it("are of two exchanges that are taken for one, too", () => {
    const id = { properties: { id: { type: "string" } }, correlation: ["/id"] } as const;
    const contract = buildContract([
      {
        name: "desk",
        messages: { ask: id, item: id, done: id, failed },
        client: { ask: { requests: ["ask"], sequence: "item+ done" } },
        rejects: { duplicate: coded("TWICE") },
      },
    ]);
    expect(ruled(contract, "duplicate-accepted")).to.include.members(["ORDERED", "JOINS", "COUNTS"]);
  });
});
