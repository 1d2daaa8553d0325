import { expect } from "chai";
import type { WireEvent } from "../../traffic/index.ts";
import { AGENT, contractOf, conversation, hearingOf, TALK } from "./documents.ts";

/** A request that nobody answers, and the end of its connection. */
function unanswered(at: number): readonly WireEvent[] {
  return [...conversation(TALK.slice(0, 1)), { kind: "gone", at, connection: "1" }];
}

describe("a hearing", () => {
  it("decides what was due before a connection is gone, though nobody else says anything meanwhile", async () => {
    const { hearing, broken } = hearingOf(await contractOf(AGENT));
    const told = unanswered(60_000).flatMap((event) => hearing.take(event));
    expect(broken.map(({ rule }) => rule)).to.deep.equal(["NO-REPLY"]);
    expect(told.filter(({ kind }) => kind === "violated")).to.have.length(1);
  });

  it("leaves open what was not due when the connection was gone", async () => {
    const { hearing, broken } = hearingOf(await contractOf(AGENT));
    for (const event of unanswered(101)) hearing.take(event);
    hearing.end();
    expect(broken.map(({ rule }) => rule)).to.deep.equal([]);
  });
});
