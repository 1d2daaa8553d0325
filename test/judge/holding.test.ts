import { expect } from "chai";
import { createFrameReader } from "../../contract/index.ts";
import { createJudge } from "../../judge/index.ts";
import { channel, clientOperation, contractOf, message } from "../harness/contract-builder.ts";

const PATIENCE = 100;

/** A judge before whom a request was sent at 0, on a connection that is held from then on or not. */
function asked(held: boolean): ReturnType<typeof createJudge> {
  const messages = [message("ping", {}, { example: {} }), message("pong", {})];
  const contract = contractOf([channel("talk", { messages, operations: [clientOperation("ping", "pong")] })]);
  const judge = createJudge(contract, createFrameReader(contract), {
    patienceMs: PATIENCE,
    seesAll: true,
    closeAnswers: true,
  });
  const connection = "c";
  const facts = {
    channel: "talk",
    path: "/talk",
    parameters: {},
    query: {},
    headers: {},
    subprotocols: [],
    expects: { kind: "accepted" },
  } as const;
  judge.feed({ kind: "handshake", at: 0, connection, facts });
  judge.feed({ kind: "open", at: 0, connection, subprotocol: "" });
  if (held) judge.feed({ kind: "hold", at: 0, connection });
  const data = { kind: "text", text: '{"type":"ping"}' } as const;
  judge.feed({ kind: "frame", at: 0, connection, frame: 1, from: "client", data });
  return judge;
}

function rulesAt(judge: ReturnType<typeof createJudge>, at: number): string[] {
  return judge
    .feed({ kind: "tick", at })
    .flatMap((verdict) => (verdict.kind === "violated" ? [verdict.violation.rule] : []));
}

describe("a client that does not read", () => {
  it("is owed nothing in the meantime, and everything in time from then on", () => {
    const judge = asked(true);
    expect(judge.deadline()).to.equal(Number.POSITIVE_INFINITY);
    expect(rulesAt(judge, 5000)).to.deep.equal([]);
    judge.feed({ kind: "release", at: 5000, connection: "c" });
    expect(judge.deadline()).to.equal(5000 + PATIENCE);
    expect(rulesAt(judge, 5000 + PATIENCE)).to.deep.equal(["NO-REPLY"]);
  });

  it("is the only one who is: another has its deadline", () => {
    expect(rulesAt(asked(false), PATIENCE)).to.deep.equal(["NO-REPLY"]);
  });
});
