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
  ] as const)
    it(`are refused with ${what}: RECORDING-LINE`, async () => {
      const { code, where } = await failureOf([HEADER, ...lines, ""].join("\n"));
      expect(code).to.equal("RECORDING-LINE");
      expect(where).to.include({ line: at[0], column: at[1] });
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
