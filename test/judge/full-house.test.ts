import { expect } from "chai";
import { client, error } from "./contract-parts.ts";
import { contractOf } from "./contract-builder.ts";
import { Traffic } from "./traffic.ts";

const ID = { type: "string" } as const;
const by = { properties: { id: ID }, correlation: ["/id"] };

/** Two prompts at a time; a third is refused. */
function twoAtATime(): Traffic {
  const contract = contractOf({
    main: {
      messages: {
        prompt: by,
        token: by,
        done: by,
        cancel: by,
        cancelled: by,
        error: { properties: { code: ID, "id?": ID }, correlation: ["/id"] },
      },
      operations: [
        client("prompt", "token+ done | error"),
        client("cancel", "cancelled | error", { interrupts: ["prompt"] }),
      ],
      limits: { place: "#", messageBytes: null, messagesPerSecond: null, connections: null, exchanges: 2 },
      rejects: { tooFast: [error("BUSY")] },
    },
  });
  const t = new Traffic(contract);
  t.open();
  for (const id of ["1", "2"]) t.sends({ type: "prompt", id });
  for (const id of ["1", "2"]) t.gets({ type: "token", id });
  return t;
}

describe("judge: as many exchanges as may run at a time", () => {
  it("do not keep one of them from being interrupted", () => {
    const t = twoAtATime();
    const cancel = t.sends({ type: "cancel", id: "1" });
    expect(t.fate(cancel).kind).to.equal("exchange");
    t.gets({ type: "cancelled", id: "1" });
    t.wait(20_000);
    expect(t.rules).to.deep.equal(["STALLED"]);
  });

  it("have room again where one is being interrupted, or none yet", () => {
    for (const code of ["", "BUSY"]) {
      const t = twoAtATime();
      t.sends({ type: "cancel", id: "1" });
      t.sends({ type: "prompt", id: "3" });
      t.gets({ type: "cancelled", id: "1" });
      if (code === "") t.gets({ type: "token", id: "3" });
      else t.gets({ type: "error", code, id: "3" });
      expect(t.rules).to.deep.equal([]);
    }
  });

  it("refuse one more", () => {
    const t = twoAtATime();
    const third = t.sends({ type: "prompt", id: "3" });
    expect(t.fate(third).kind).to.equal("refusal");
    t.gets({ type: "token", id: "3" });
    expect(t.rules).to.deep.equal(["NOT-REFUSED"]);
  });
});
