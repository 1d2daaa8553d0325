import { expect } from "chai";
import { parse } from "yaml";
import { yamlText } from "../../contract/yaml-text.ts";
import { PAYLOADS } from "../hostile/payloads.ts";

describe("YAML for people", () => {
  it("gives every value back, and shows what is unseen", () => {
    const value = Object.fromEntries(PAYLOADS.map((text, index) => [`${index}${text}`, [text, { a: text }]]));
    const text = yamlText(value, new Map(), "");
    expect(parse(text, { maxAliasCount: 0 })).to.deep.equal(value);
    expect(text).not.to.match(/(?![\n\t])\p{Cc}|\p{Bidi_Control}/u);
  });
});
