import { expect } from "chai";
import { lineSplitter } from "../../runner/line-splitter.ts";

/** Lines of a text that comes in chunks of so many bytes. */
function split(text: string, size: number): string[] {
  const bytes = Buffer.from(text);
  const lines: string[] = [];
  const splitter = lineSplitter((line) => lines.push(line));
  for (let at = 0; at < bytes.length; at += size) splitter.take(bytes.subarray(at, at + size));
  splitter.end();
  return lines;
}

describe("lineSplitter", () => {
  for (const size of [1, 2, 3, 7, 1000])
    it(`gives whole lines and whole characters of chunks of ${size} bytes`, () =>
      expect(split("grüße\n\n✔ kept\nlast", size)).to.deep.equal(["grüße", "", "✔ kept", "last"]));

  it("gives nothing after a last newline", () => expect(split("a\n", 10)).to.deep.equal(["a"]));
});
