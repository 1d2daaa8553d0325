import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readRecording, type WireEvent } from "../../traffic/index.ts";
import { root } from "../bin/cli.ts";
import { folderWith } from "../config/folder.ts";
import { AGENT, contractOf, hearingOf } from "./documents.ts";

describe("docs/recordings.md", () => {
  it("shows a recording that can be read and is kept", async () => {
    const text = readFileSync(join(root, "docs/recordings.md"), "utf8");
    const example = /```json\n([\s\S]+?)```/.exec(text)?.[1] ?? "";
    const folder = folderWith({ "example.ndjson": example });
    const events: WireEvent[] = [];
    await readRecording(join(folder.path, "example.ndjson"), {
      began: () => undefined,
      event: (event) => events.push(event),
      cutShort: () => undefined,
    });
    folder.remove();
    const { hearing, broken, ended } = hearingOf(await contractOf(AGENT));
    for (const event of events) hearing.take(event);
    expect(events).to.have.length(7);
    expect({ broken, ended }).to.deep.equal({ broken: [], ended: ["1 kept"] });
  });
});
