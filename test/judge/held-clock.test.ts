import { expect } from "chai";
import type { Contract } from "../../contract/model.ts";
import { channel, clientOperation, closing, contractOf, message } from "../harness/contract-builder.ts";
import { rejects, serverOperation } from "../harness/contract-builder.ts";
import { Traffic } from "./traffic.ts";

const MESSAGES = [
  message("ping", {}, { example: {} }),
  message("pong", {}),
  message("beat", {}),
  message("alive", {}, { example: {} }),
  message("error", {}),
];

function contract(): Contract {
  return contractOf([
    channel("main", {
      messages: MESSAGES,
      operations: [
        clientOperation("ping", "pong"),
        serverOperation("beat", {
          answer: { kind: "owed", messages: ["alive"], order: null, payload: null },
        }),
        serverOperation("error"),
      ],
      rejects: rejects({ noReply: [closing(4409)] }),
      idle: {
        kind: "close",
        place: "#/idle",
        after: { kind: "fixed", ms: 5000 },
        codes: { kind: "codes", codes: [4408] },
        until: "",
        resets: "client",
        reply: "",
      },
    }),
  ]);
}

describe("an observer that can't always look", () => {
  it("counts what its clock left out before it says that a close was early", () => {
    const rulesAt = (wall: number): string[] => {
      const traffic = new Traffic(contract());
      traffic.open();
      const close = { kind: "close", connection: "a", code: 4408, reason: "", by: "server" } as const;
      traffic.verdicts.push(...traffic.judge.feed({ ...close, at: 1000, wall }));
      return traffic.rules;
    };
    expect(rulesAt(5000)).to.deep.equal([]);
    expect(rulesAt(1000)).to.deep.equal(["IDLE-EARLY"]);
  });

  it("knows that a close that was there when the client answered has crossed the answer", () => {
    const rulesAfter = (ms: number): string[] => {
      const traffic = new Traffic(contract());
      traffic.open();
      traffic.gets({ type: "beat" });
      traffic.sends({ type: "alive" });
      traffic.feed({ kind: "close", connection: "a", code: 4409, reason: "", by: "server" }, ms);
      return traffic.rules;
    };
    expect(rulesAfter(0)).to.deep.equal([]);
    expect(rulesAfter(1)).to.deep.equal(["UNEXPECTED-CLOSE"]);
  });
});
