import { expect } from "chai";
import { streaming } from "./contracts.ts";
import { Traffic } from "./traffic.ts";

/** Services that drop their connections when they are stopped say so in their document. */
function stops(codes: readonly number[]): Traffic {
  const shutdown = { kind: "close", codes: { kind: "codes", codes }, place: "#/shutdown" } as const;
  return new Traffic(streaming({}, { shutdown }));
}

describe("judge: a shutdown that drops connections", () => {
  it("is no reason for a connection that is lost while nobody stops the service", () => {
    const t = stops([1006, 1012]);
    t.open();
    t.closes(1006, "server");
    expect(t.rules).to.deep.equal(["UNEXPECTED-CLOSE"]);
    expect(t.kept).not.to.include("#/shutdown");
  });

  it("is one where somebody does, and a code that says so is one at any time", () => {
    const stopped = stops([1006, 1012]);
    stopped.open();
    stopped.feed({ kind: "stop" });
    stopped.closes(1006, "server");
    expect(stopped.rules).to.deep.equal([]);
    expect(stopped.kept).to.include("#/shutdown");
    const restarts = stops([1006, 1012]);
    restarts.open();
    restarts.closes(1012, "server");
    expect(restarts.rules).to.deep.equal([]);
  });
});
