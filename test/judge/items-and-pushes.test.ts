import { expect } from "chai";
import type { Contract } from "../../contract/model.ts";
import { contractOf } from "./contract-builder.ts";
import { audience, client, NUMBER, on, push } from "./contract-parts.ts";
import { Traffic } from "./traffic.ts";

/** A client starts once and then sends chunks; what each of them draws belongs to what was started. */
function speech(): Contract {
  return contractOf({
    main: {
      messages: { start: {}, ready: {}, chunk: {}, taken: {}, partial: { properties: { index: NUMBER } } },
      operations: [
        client("start", "ready partial*", {
          ordered: [
            {
              place: "#/ordered",
              at: { of: "partial", index: null, pointer: "/index" },
              rule: { kind: "step", from: 0 },
            },
          ],
        }),
        client("chunk", "taken"),
        push("partial", { trigger: on("chunk"), audience: audience("sender") }),
      ],
    },
  });
}

function started(): Traffic {
  const traffic = new Traffic(speech());
  traffic.open();
  traffic.sends({ type: "start" });
  traffic.gets({ type: "ready" });
  return traffic;
}

function chunk(traffic: Traffic): void {
  traffic.sends({ type: "chunk" });
  traffic.gets({ type: "taken" });
}

describe("judge: an item of one exchange that another request draws", () => {
  it("is the push that the request owes", () => {
    const t = started();
    for (const index of [0, 1]) {
      chunk(t);
      t.gets({ type: "partial", index });
    }
    t.wait(10_000);
    expect(t.rules).to.deep.equal([]);
    expect(t.kept).to.include("#/audience/sender");
  });

  it("may come before the request is answered", () => {
    const t = started();
    t.sends({ type: "chunk" });
    t.gets({ type: "partial", index: 0 });
    t.gets({ type: "taken" });
    t.wait(10_000);
    expect(t.rules).to.deep.equal([]);
  });

  it("is missed where it does not come", () => {
    const t = started();
    chunk(t);
    t.wait(10_000);
    expect(t.rules).to.deep.equal(["NOT-DELIVERED"]);
  });

  it("is still held to what the exchange promises", () => {
    const t = started();
    chunk(t);
    t.gets({ type: "partial", index: 1 });
    expect(t.rules).to.deep.equal(["ORDERED"]);
  });

  it("comes once for each request", () => {
    const t = started();
    chunk(t);
    t.gets({ type: "partial", index: 0 });
    t.gets({ type: "partial", index: 1 });
    expect(t.rules).to.deep.equal(["DELIVERED-TWICE"]);
  });

  it("does not stand for the reply that the request itself has", () => {
    const t = new Traffic(
      contractOf({
        main: {
          messages: { say: {}, said: {} },
          operations: [
            client("say", "said"),
            push("said", { trigger: on("say"), audience: audience("everyone") }),
          ],
        },
      }),
    );
    t.open();
    t.sends({ type: "say" });
    t.gets({ type: "said" });
    t.gets({ type: "said" });
    t.wait(10_000);
    expect(t.rules).to.deep.equal([]);
  });
});
