import { expect } from "chai";
import { createFrameReader } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import { type Constant, constantsOf } from "../../contract/schemas/constants.ts";
import { chat, read } from "./document-fixture.ts";

const PET =
  "Pet: { type: object, discriminator: kind, required: [kind], properties: { kind: { type: string } } }";
const CAT = 'Cat: { allOf: [{ $ref: "#/components/schemas/Pet" }, { required: [lives] }] }';
const DOG =
  'Dog: { allOf: [{ $ref: "#/components/schemas/Pet" }, { properties: { kind: { const: woof } } }] }';
const ref = (name: string): string => `{ $ref: "#/components/schemas/${name}" }`;

/** What every valid value of the payload carries. */
async function constants(payload: string, schemas: string): Promise<Constant[]> {
  const { contract } = await read(
    chat({ question: `{ payload: ${payload} }`, components: `{ schemas: { ${schemas} } }` }),
  );
  const content = contract.channels[0]?.messages[0]?.content;
  if (content?.kind !== "json") throw new Error("the payload is not checked");
  return constantsOf(contract, content.schema);
}

async function kinds(payload: string, schemas: string, values: readonly Json[]): Promise<string[]> {
  const { contract } = await read(
    chat({ question: `{ payload: ${payload} }`, components: `{ schemas: { ${schemas} } }` }),
  );
  const reader = createFrameReader(contract);
  const [channel] = contract.channels;
  if (channel === undefined) throw new Error("no channel");
  return values.map((value) => {
    const reading = reader.read(channel, "client", { kind: "text", text: JSON.stringify(value) }, [
      "question",
    ]);
    return reading.kind;
  });
}

describe("discriminator", () => {
  it("of AsyncAPI has the name of the schema that inherits", async () => {
    expect(await constants(ref("Cat"), `${PET}, ${CAT}`)).to.deep.equal([
      { pointer: "/kind", values: ["Cat"] },
    ]);
    expect(
      await kinds(ref("Cat"), `${PET}, ${CAT}`, [
        { kind: "Cat", lives: 9 },
        { kind: "Dog", lives: 9 },
      ]),
    ).to.deep.equal(["message", "unknown"]);
  });

  it("gives way to a constant that the heir has", async () => {
    expect(await constants(ref("Dog"), `${PET}, ${DOG}`)).to.deep.equal([
      { pointer: "/kind", values: ["woof"] },
    ]);
  });

  it("says nothing of a schema that others inherit from", async () => {
    const kitten = 'Kitten: { allOf: [{ $ref: "#/components/schemas/Cat" }] }';
    expect(await constants(ref("Cat"), `${PET}, ${CAT}, ${kitten}`)).to.deep.equal([]);
    expect(await constants(ref("Kitten"), `${PET}, ${CAT}, ${kitten}`)).to.deep.equal([
      { pointer: "/kind", values: ["Kitten"] },
    ]);
  });

  it("is left alone where the base has no such value", async () => {
    const base =
      "Pet: { type: object, discriminator: kind, required: [kind], properties: { kind: { enum: [c, d] } } }";
    expect(await constants(ref("Cat"), `${base}, ${CAT}`)).to.deep.equal([
      { pointer: "/kind", values: ["c", "d"] },
    ]);
  });

  it("of OpenAPI chooses the branch by its mapping, else by the branch's name", async () => {
    const branch = (word: string): string =>
      `{ type: object, required: [kind, ${word}], properties: { kind: { type: string } } }`;
    const choice = `{ oneOf: [${ref("A")}, ${ref("B")}], discriminator: { propertyName: kind, mapping: { one: "#/components/schemas/A", uno: A } } }`;
    const schemas = `A: ${branch("a")}, B: ${branch("b")}`;
    expect(await constants(choice, schemas)).to.deep.equal([
      { pointer: "/kind", values: ["one", "uno", "B"] },
    ]);
    const values = [
      { kind: "uno", a: 1 },
      { kind: "B", b: 1 },
      { kind: "B", a: 1 },
      { kind: "A", a: 1 },
    ];
    expect(await kinds(choice, schemas, values)).to.deep.equal(["message", "message", "invalid", "invalid"]);
  });
});

describe("constants in lists", () => {
  it("count where every valid list has the item", async () => {
    const tuple = (more: string): string =>
      `{ type: array, items: [{ const: sub }, { type: integer }]${more} }`;
    expect(await constants(tuple(", minItems: 2"), "")).to.deep.equal([{ pointer: "/0", values: ["sub"] }]);
    expect(await constants(tuple(""), "")).to.deep.equal([]);
    expect(
      await constants(
        "{ type: array, minItems: 1, prefixItems: [{ type: object, required: [t], properties: { t: { const: x } } }] }",
        "",
      ),
    ).to.deep.equal([{ pointer: "/0/t", values: ["x"] }]);
  });
});
