import { expect } from "chai";
import { eventLine, headerLine } from "../../traffic/index.ts";
import { PLAIN } from "./documents.ts";
import { failureOf, heardIn } from "./heard-in.ts";

const HEADER = headerLine(PLAIN, new Date(0));

function recordedAt(connection: string, at: number): string {
  return eventLine({ kind: "frame", at, connection, from: "client", data: { kind: "text", text: "{}" } });
}

describe("the lines of a recording", () => {
  for (const [what, lines, at] of [
    ["a time that falls, on whichever connection", [recordedAt("a", 2), recordedAt("b", 1.5)], [3, 2]],
    ["a time before the beginning", [recordedAt("a", -1)], [2, 2]],
    ["a time without end", [recordedAt("a", 1).replace("1", "1e999")], [2, 1]],
    ["a name twice", [recordedAt("a", 1).replace(/}$/, ',"kind" : "open"}')], [2, 69]],
    ["a status that is no number", ['{"at":1,"connection":"a","kind":"refused","status":"401"}'], [2, 1]],
    [
      "a code that is a text",
      ['{"at":1,"connection":"a","kind":"close","from":"server","code":"1000"}'],
      [2, 1],
    ],
    [
      "base64 that is none",
      ['{"at":1,"connection":"a","kind":"frame","from":"server","base64":"no!"}'],
      [2, 1],
    ],
  ] as const)
    it(`are refused with ${what}: RECORDING-LINE`, async () => {
      const { code, where } = await failureOf([HEADER, ...lines, ""].join("\n"));
      expect(code).to.equal("RECORDING-LINE");
      expect(where).to.include({ line: at[0], column: at[1] });
    });

  for (const [what, head] of [
    ["a patience in words", '{"asyncproof":"recording","version":1,"patienceMs":"10s"}'],
    ["sight in words", '{"asyncproof":"recording","version":1,"seesAll":"true"}'],
    ["an event in place of a header", recordedAt("a", 1)],
  ] as const)
    it(`are refused with ${what}: RECORDING-LINE`, async () => {
      const { code, where } = await failureOf(`${head}\n${recordedAt("a", 1)}\n`);
      expect(code).to.equal("RECORDING-LINE");
      expect(where).to.include({ line: 1 });
    });

  it("hold bytes as base64 has them, padded or not", async () => {
    const frame = (base64: string): string =>
      `{"at":1,"connection":"a","kind":"frame","from":"server","base64":"${base64}"}`;
    const { events } = await heardIn([HEADER, ...["AP8=", "AP8", "", "-_8="].map(frame), ""].join("\n"));
    const bytes = events.map((event) => (event.kind === "frame" ? event.data : null));
    expect(bytes).to.deep.equal(
      [[0, 255], [0, 255], [], [251, 255]].map((all) => ({ kind: "binary", bytes: Buffer.from(all) })),
    );
  });

  it("are UTF-8: bytes that are none are told with their line, UTF-16 by its name", async () => {
    const text = [HEADER, recordedAt("a", 1), recordedAt("\u00e9", 2), recordedAt("a", 3), ""].join("\n");
    const latin = await failureOf(Buffer.from(text, "latin1"));
    expect([latin.code, latin.message]).to.deep.equal(["RECORDING-LINE", "bytes of the line are no UTF-8"]);
    expect(latin.where).to.include({ line: 3, column: 23 });
    const wide = await failureOf(Buffer.from(`\uFEFF${text}`, "utf16le"));
    expect([wide.code, wide.message]).to.deep.equal(["RECORDING-LINE", "the file is UTF-16"]);
    const whole = Buffer.from(text);
    const { events, cut } = await heardIn(whole.subarray(0, whole.indexOf(0xc3) + 1));
    expect([events.length, cut]).to.deep.equal([1, [3]]);
  });

  it("says where in the line a name stands twice, and takes none for one within a text", async () => {
    const line =
      '{"text":"\\"at\\": at \\\\", "at":1,"a":["at"],"kind":"frame","from":"client","more":{"at":1},"connection":"at"';
    const { events } = await heardIn(`${HEADER}\n${line}}\n`);
    expect(events).to.have.length(1);
    const { message, where } = await failureOf(`${HEADER}\n${line},"at" :2}\n`);
    expect(message).to.equal("`at` stands here twice");
    expect(where).to.include({ line: 2, column: line.length + 2 });
  });
});
