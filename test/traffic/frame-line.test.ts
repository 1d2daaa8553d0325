import { expect } from "chai";
import type { Json } from "../../contract/index.ts";
import { eventLine, type WireEvent } from "../../traffic/index.ts";
import { readEvent } from "../../traffic/recording/format.ts";
import { frameOfLine } from "../../traffic/recording/frame-line.ts";

const at = (text: string): WireEvent => ({
  kind: "frame",
  at: 12.345,
  connection: "a-1",
  from: "server",
  data: { kind: "text", text },
});

function parsed(line: string): WireEvent | string {
  const value: Json = JSON.parse(line);
  return readEvent(value);
}

describe("the line of a text frame", () => {
  for (const text of ["", '{"a":"b\\n"}', 'ä\u2028\n"\\', "\u{1F600}\ud800", "##[x] \u0000", '"}'])
    it(`is read without parsing all of it: ${JSON.stringify(text)}`, () => {
      const line = eventLine(at(text));
      expect(frameOfLine(line)).to.deep.equal(parsed(line)).and.to.deep.equal(at(text));
    });

  for (const line of [
    '{"at":1,"connection":"a","kind":"frame","from":"client","text":"x","text":"y"}',
    '{"at":1,"connection":"a","kind":"frame","from":"client","text":"x" , "more":"y"}',
    '{"at":1,"connection":"a\\u0062","kind":"frame","from":"client","text":"x"}',
    '{"at":01,"connection":"a","kind":"frame","from":"client","text":"x"}',
    '{"at":1,"connection":"a","kind":"frame","from":"nobody","text":"x"}',
    '{"at":1,"connection":"a","kind":"frame","from":"client","base64":"AA=="}',
    '{"at":1,"connection":"a","kind":"frame","from":"client","text":"x"',
    '{"at":1,"connection":"a","kind":"frame","from":"client","text":"x\n"}',
  ])
    it(`is left to the parser where it is another: ${JSON.stringify(line).slice(0, 90)}`, () =>
      expect(frameOfLine(line)).to.equal(null));
});
