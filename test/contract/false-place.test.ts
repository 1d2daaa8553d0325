import { expect } from "chai";
import { createSchemaChecker, tableOfSchema } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";

const placesOf = (schema: Json, value: Json): string[] => {
  const table = tableOfSchema(schema);
  return createSchemaChecker(table)(table.name, value).map(({ place }) => place);
};

describe("the place of a `false` schema", () => {
  it("is its own, not that of the whole", () => {
    expect(placesOf({ properties: { "a/b": false } }, { "a/b": 1 })).to.deep.equal(["#/properties/a~1b"]);
    expect(placesOf({ items: [true, false] }, [1, 2])).to.deep.equal(["#/items/1"]);
    expect(placesOf(false, 1)).to.deep.equal(["#"]);
  });

  it("is found behind a reference", () => {
    const schema: Json = {
      properties: { inner: { $ref: "#/definitions/inner" } },
      definitions: { inner: { properties: { gone: false } } },
    };
    expect(placesOf(schema, { inner: { gone: 1 } })).to.deep.equal(["#/definitions/inner/properties/gone"]);
  });
});
