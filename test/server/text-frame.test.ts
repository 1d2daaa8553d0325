import { expect } from "chai";
import { textFrame } from "../../server/text-frame.ts";

describe("a text frame", () => {
  it("has the length of its text in bytes, in the form that fits it", () => {
    expect([...textFrame("é")]).to.deep.equal([0x81, 2, 0xc3, 0xa9]);
    expect(textFrame("x".repeat(125)).subarray(0, 3).toString("hex")).to.equal("817d78");
    expect(textFrame("x".repeat(126)).subarray(0, 5).toString("hex")).to.equal("817e007e78");
    expect(textFrame("x".repeat(65_535)).subarray(0, 5).toString("hex")).to.equal("817effff78");
    const long = textFrame("é".repeat(32_768));
    expect(long.subarray(0, 11).toString("hex")).to.equal("817f0000000000010000c3");
    expect(long).to.have.length(10 + 65_536);
  });
});
