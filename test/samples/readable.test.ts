import { expect } from "chai";
import type { Json } from "../../contract/json.ts";
import { samplesOf } from "../../samples/public.ts";

const fieldValue = (name: string, schema: Json = { type: "string" }): unknown => {
  const value = samplesOf({ type: "object", required: [name], properties: { [name]: schema } }).valid();
  return Object(value)[name];
};

describe("a readable value", () => {
  it("is told by its field's name, in other languages too", () => {
    expect(fieldValue("customer_email")).to.equal("ada@example.com");
    expect(fieldValue("correo")).to.equal("ada@example.com");
    expect(fieldValue("nom")).to.equal("Ada");
    expect(fieldValue("名前")).to.equal("Ada");
    expect(fieldValue("preis", { type: "number" })).to.equal(9.5);
  });

  it("is told by what an address is one of", () => {
    expect(fieldValue("emailAddress")).to.equal("ada@example.com");
    expect(fieldValue("ip_address")).to.equal("192.0.2.1");
    expect(fieldValue("home_address")).to.equal("1 Main Street");
  });

  it("is told by the title where the name says nothing", () => {
    expect(fieldValue("f17", { type: "string", title: "Email address" })).to.equal("ada@example.com");
    expect(fieldValue("f18", { type: "number", title: "Price" })).to.equal(9.5);
    expect(fieldValue("city", { type: "string", title: "Name" })).to.equal("Berlin");
    expect(fieldValue("f19", { type: "string", title: "Something else" })).to.equal("f19");
  });
});
