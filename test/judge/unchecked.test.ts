import { expect } from "chai";
import type { Contract } from "../../contract/model.ts";
import { contractOf } from "./contract-builder.ts";
import { client } from "./contract-parts.ts";
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
