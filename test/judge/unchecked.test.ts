import { expect } from "chai";
import type { Channel, Contract } from "../../contract/model.ts";
import { contractOf } from "./contract-builder.ts";
import { client, push } from "./contract-parts.ts";
import { Traffic } from "./traffic.ts";

function greeting(properties: Contract["schemas"][string]["schema"]): Traffic {
  const made = contractOf({
    main: {
      messages: { hello: {}, welcome: { properties: { to: properties } } },
      operations: [client("hello", "welcome")],
    },
  });
  const traffic = new Traffic(made);
  traffic.open();
  return traffic;
}

describe("judge: what nobody checks", () => {
  it("is not kept at its place, though the message is", () => {
    const t = greeting({ type: "string", format: "idn-email" });
    t.sends({ type: "hello" });
    t.gets({ type: "welcome", to: "anything" });
    const said = t.verdicts.map((one) => (one.kind === "violated" ? one.kind : `${one.kind} ${one.place}`));
    expect(said).to.include("kept #/components/messages/welcome");
    expect(said).to.include("notReached #/components/schemas/welcome/properties/to/format");
  });

  it("does not excuse what is checked beside it", () => {
    const t = greeting({ type: "string", format: "idn-email" });
    t.sends({ type: "hello" });
    t.gets({ type: "welcome", to: 1 });
    expect(t.rules).to.deep.equal(["SCHEMA"]);
  });

  it("is nothing where every word is checked", () => {
    const t = greeting({ type: "string", format: "email" });
    t.sends({ type: "hello" });
    t.gets({ type: "welcome", to: "a@b.example" });
    expect(t.verdicts.filter(({ kind }) => kind === "notReached")).to.deep.equal([]);
  });
});

describe("judge: messages that nobody can read", () => {
  const BYTES = new Uint8Array([1]);
  const ANY: Contract["schemas"][string] = { place: "#", dialect: "draft-07", schema: { type: "string" } };

  /** A reply and a push of content types that nobody here knows. */
  function warehouse(asked: Partial<Channel["messages"][number]> = {}): Traffic {
    const made = contractOf({
      main: {
        messages: { hello: {}, moved: {}, label: {} },
        operations: [client("hello", "label"), push("moved")],
      },
    });
    const unread: Partial<Channel["messages"][number]> = {
      content: { kind: "unchecked", why: "content type avro/binary" },
      constants: [],
    };
    const more: { readonly [name: string]: object } = { moved: unread, label: { ...unread, ...asked } };
    const channels = made.channels.map((one) => ({
      ...one,
      messages: one.messages.map((message) => ({ ...message, ...more[message.name] })),
    }));
    const traffic = new Traffic({ ...made, channels, schemas: { ...made.schemas, any: ANY } });
    traffic.open();
    return traffic;
  }

  it("are any of those that it may be: no right service is told off for one that it did not send", () => {
    for (const gets of [(t: Traffic) => t.getsText("<label/>"), (t: Traffic) => t.getsBytes(BYTES)]) {
      const t = warehouse();
      gets(t);
      const asked = t.sends({ type: "hello" });
      gets(t);
      t.wait(60_000);
      expect(t.rules).to.deep.equal([]);
      expect(t.phase(asked)).to.equal("ended");
    }
  });

  it("may be bytes beside bytes, and text beside text", () => {
    const binary = warehouse({ content: { kind: "binary", anyBytes: true } });
    binary.getsBytes(BYTES);
    expect(binary.rules).to.deep.equal([]);
    const text = warehouse({ content: { kind: "text", schema: "any" } });
    text.getsText("<label/>");
    expect(text.rules).to.deep.equal([]);
  });

  it("are missed all the same where nothing comes", () => {
    const t = warehouse();
    t.sends({ type: "hello" });
    t.wait(60_000);
    expect(t.rules).to.deep.equal(["NO-REPLY"]);
  });
});
