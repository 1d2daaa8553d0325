import { expect } from "chai";
import { Correlation, type Requests } from "../../learning/correlation.ts";

describe("correlation that is learned", () => {
  it("is that of who asked for something, though they then say more about it under an id of its own", () => {
    const correlation = new Correlation();
    for (let connection = 1; connection <= 6; connection += 1) {
      const recent: Requests = [];
      const agent_id = `agent-${connection}`;
      const request_id = `req-${connection}`;
      correlation.asked(recent, "subscribe", { agent_id });
      correlation.answered(recent, "subscribed", { agent_id });
      correlation.asked(recent, "report", { request_id, agent_id });
      correlation.answered(recent, "reported", { request_id });
      correlation.answered(recent, "status", { agent_id });
    }
    const found = correlation.found(new Map());
    expect(found.get("status")).to.deep.equal({ pointer: "/agent_id", matched: 6, of: 6 });
    expect(found.get("report")?.pointer).to.equal("/request_id");
    expect(found.get("reported")?.pointer).to.equal("/request_id");
    expect(found.get("subscribe")?.pointer).to.equal("/agent_id");
  });

  it("is counted once for each answer, whatever requests have its value", () => {
    const correlation = new Correlation();
    for (let connection = 1; connection <= 6; connection += 1) {
      const recent: Requests = [];
      const id = `item-${connection}`;
      correlation.asked(recent, "open", { id });
      correlation.asked(recent, "look", { id });
      correlation.answered(recent, "seen", { id });
      // As often as not it is about what nobody has asked for: no id of a request.
      correlation.answered(recent, "news", { id: connection % 2 === 0 ? id : `other-${connection}` });
    }
    const found = correlation.found(new Map());
    expect(found.get("seen")).to.deep.equal({ pointer: "/id", matched: 6, of: 6 });
    expect(found.has("news")).to.equal(false);
  });
});
