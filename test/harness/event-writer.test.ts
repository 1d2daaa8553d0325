import { expect } from "chai";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventWriter, type ScenarioEvent } from "../../harness/event-writer.ts";
import type { RunEvent } from "../../report/events.ts";

// What the harness writes is what reports read: a difference does not compile.
const asRunEvent = (event: ScenarioEvent): RunEvent => event;

const UNSPECIFIED = { kind: "unspecified", place: "#", why: "", at: 1, connection: "a" } as const;

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

  it("tells no frames and no kept promises where only results are asked for, but that the service answered", () => {
    const file = join(folder, "results.ndjson");
    const fd = openSync(file, "w");
    const writer = eventWriter(String(fd), "results");
    const frame = { kind: "frame", test: "t", at: 0, connection: "a", frame: null, from: "server" } as const;
    const broken = { kind: "verdict", test: "t", verdict: UNSPECIFIED } as const;
    const told = [
      { ...frame, label: "refused 401", text: "first" },
      broken,
      { kind: "covered", test: "t", items: ["x"] },
    ] as const;
    const left = [
      { ...frame, label: "close 1006", text: "" },
      { ...frame, label: "open", text: "second" },
      { ...frame, frame: 1, label: "text", text: "" },
      { kind: "verdict", test: "t", verdict: { kind: "kept", place: "#", at: 1, connection: "a" } },
    ] as const;
    for (const event of [left[0], ...told, ...left]) writer.write(event);
    writer.flush();
    closeSync(fd);
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).to.deep.equal(told);
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
