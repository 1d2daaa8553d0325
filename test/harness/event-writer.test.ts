import { expect } from "chai";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventWriter, type ScenarioEvent } from "../../harness/event-writer.ts";
import type { RunEvent } from "../../report/events.ts";

// What the harness writes is what reports read: a difference does not compile.
const asRunEvent = (event: ScenarioEvent): RunEvent => event;

describe("harness/event-writer", () => {
  const folder = mkdtempSync(join(tmpdir(), "events-"));
  after(() => rmSync(folder, { recursive: true }));

  it("writes one JSON object a line, all of them at a flush", () => {
    const file = join(folder, "events.ndjson");
    const fd = openSync(file, "w");
    const writer = eventWriter(String(fd));
    const verdict = { kind: "kept", place: "#", at: 1, connection: "a" } as const;
    const event = { kind: "verdict", test: "t\n", verdict } as const;
    for (let count = 0; count < 3000; count += 1) writer.write(event);
    writer.flush();
    closeSync(fd);
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    expect(lines).to.have.length(3000);
    expect(JSON.parse(lines[2999] ?? "")).to.deep.equal(asRunEvent(event));
  });

  it("refuses a descriptor that nobody opened", () => {
    expect(() => eventWriter("4711")).to.throw("file descriptor 4711 is not open");
  });

  it("writes nothing where no descriptor is given", () => {
    const writer = eventWriter(undefined);
    writer.write({
      kind: "frame",
      test: "",
      at: 0,
      connection: "",
      frame: 1,
      from: "client",
      label: "",
      text: "",
    });
    expect(() => writer.flush()).not.to.throw();
  });
});
