import { expect } from "chai";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { folderWith } from "../config/folder.ts";
import { type Line, recordingOf, talks } from "./chat.ts";
import { learnedIn } from "./learned.ts";

describe("a slip in one of a thousand frames", function () {
  this.timeout(180_000);
  const wrong: readonly (readonly [what: string, slip: Line, not: RegExp, told: RegExp])[] = [
    [
      "a type",
      ["server", { type: "piece", id: "x", index: "zero", state: "queued", text: "t" }],
      /index: \{ type: \[/,
      /piece\.index is a string/,
    ],
    [
      "a tag",
      ["server", { type: "peice", id: 4, index: 0, state: "queued", text: "t" }],
      /peice/,
      /the server says peice/,
    ],
    [
      "a missing member",
      ["server", { type: "piece", id: 4, state: "queued", text: "t" }],
      /required: \[ type, id, state/,
      /piece has no index/,
    ],
    [
      "a member too many",
      ["server", { type: "piece", id: 4, index: 0, state: "queued", text: "t", debug: 1 }],
      /debug:/,
      /piece has debug/,
    ],
    [
      "a value",
      ["server", { type: "piece", id: 4, index: 0, state: "qeued", text: "t" }],
      /qeued/,
      /piece\.state is none of the usual/,
    ],
    ["no JSON", ["server", "<html>oops</html>"], /text\/plain/, /a frame of the server is no JSON/],
  ];
  it("is set aside and told, and does not become a rule", async () => {
    const files = Object.fromEntries(
      wrong.map(([what, slip]) => {
        const all = talks(90);
        const last = all.at(-1);
        last?.splice(2, 0, slip);
        return [`${what}.ndjson`, recordingOf(all)];
      }),
    );
    const folder = folderWith(files);
    for (const [what, , not, told] of wrong) {
      const { text, doubts, trial } = await learnedIn(folder.path, [`${what}.ndjson`]);
      expect(text, what).not.to.match(not);
      expect(text, what).to.include("sequence: piece+ end | piece* error");
      expect(doubts.map((doubt) => doubt.what).join("\n"), what).to.match(told);
      expect(trial.kept, what).to.be.at.least(89);
    }
    folder.remove();
  });
});

describe("recordings of any kind", function () {
  this.timeout(180_000);
  it("are read gzipped and by patterns, as one", async () => {
    const [one, two] = [talks(8).slice(0, 4), talks(8).slice(4)];
    const folder = folderWith({ "a.ndjson": recordingOf(one), "b.ndjson": "" });
    writeFileSync(join(folder.path, "b.ndjson"), gzipSync(recordingOf(two)));
    const { connections, trial } = await learnedIn(folder.path, ["*.ndjson"]);
    folder.remove();
    expect([connections, trial.kept]).to.deep.equal([8, 8]);
  });

  it("lead to no larger document where names and values are without end", async () => {
    const lines: Line[] = [];
    for (let index = 0; index < 3000; index += 1)
      lines.push([
        "server",
        { type: `t${index % 400}`, [`key${index}`]: `value ${index}`, ["x".repeat(1 + (index % 40))]: 1 },
      ]);
    const folder = folderWith({ "wild.ndjson": recordingOf([lines]) });
    const { text } = await learnedIn(folder.path, ["wild.ndjson"]);
    folder.remove();
    expect(text.length).to.be.lessThan(200_000);
  });
});
