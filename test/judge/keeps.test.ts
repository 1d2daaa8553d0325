import { expect } from "chai";
import { contractOf } from "./contract-builder.ts";
import { client, NUMBER, TEXT } from "./contract-parts.ts";
import { streaming } from "./contracts.ts";
import { Traffic } from "./traffic.ts";

import { RIGHT } from "./right-traffic.ts";

const rpc = contractOf({
  main: {
    messages: {
      add: { properties: { method: { const: "add" }, id: NUMBER }, correlation: ["/id"], nameless: true },
      sum: { properties: { id: NUMBER, result: NUMBER }, correlation: ["/id"], nameless: true },
      list: { properties: { method: { const: "list" }, id: NUMBER }, correlation: ["/id"], nameless: true },
      names: {
        properties: { id: NUMBER, result: { type: "array", items: TEXT } },
        correlation: ["/id"],
        nameless: true,
      },
    },
    operations: [client("add", "sum"), client("list", "names")],
  },
});

describe("judge: right traffic is kept", () => {
  for (const { title, contract, play } of RIGHT)
    it(title, () => {
      const traffic = new Traffic(streaming(contract));
      traffic.open();
      play(traffic);
      traffic.end();
      expect(traffic.violations).to.deep.equal([]);
    });

  it("results without a name, told apart by the id of their request", () => {
    const t = new Traffic(rpc);
    t.open();
    t.sends({ method: "list", id: 1 });
    t.sends({ method: "add", id: 2 });
    t.gets({ id: 2, result: 5 });
    t.gets({ id: 1, result: [] });
    expect(t.rules).to.deep.equal([]);
    t.sends({ method: "add", id: 3 });
    t.gets({ id: 3, result: "5" });
    expect(
      t.violations.map(({ rule, faults }) => [rule, faults.map(({ at: where }) => where)]),
    ).to.deep.equal([["SCHEMA", ["/result"]]]);
  });

  it("a reply whose message declares no id, though its request does", () => {
    const contract = contractOf({
      main: {
        messages: { get: { properties: { id: TEXT }, correlation: ["/id"] }, got: {} },
        operations: [client("get", "got")],
      },
    });
    const t = new Traffic(contract);
    t.open();
    t.sends({ type: "get", id: "1" });
    t.gets({ type: "got" });
    t.wait(10_000);
    expect(t.rules).to.deep.equal([]);
  });

  it("a close that crosses a frame of the last moment before an idle limit", () => {
    const contract = streaming({
      idle: {
        kind: "close",
        place: "#/idle",
        after: { kind: "fixed", ms: 10_000 },
        codes: { kind: "codes", codes: [4408] },
        until: "",
        resets: "client",
        reply: "",
      },
    });
    const t = new Traffic(contract);
    t.open();
    t.wait(9990);
    t.sends({ type: "note" });
    t.closes(4408);
    expect(t.rules).to.deep.equal([]);
  });

  it("a close behind an interrupter without a reply, before what it ends could come to its own end", () => {
    const contract = contractOf({
      main: {
        messages: { start: {}, row: {}, all: {}, stop: {}, leave: {}, adieu: {} },
        operations: [
          client("start", "row+ all"),
          client("stop", "", { interrupts: ["start"] }),
          client("leave", "adieu close(4100)"),
        ],
      },
    });
    const t = new Traffic(contract);
    t.open();
    const started = t.sends({ type: "start" });
    t.gets({ type: "row" });
    t.sends({ type: "stop" });
    t.sends({ type: "leave" });
    t.gets({ type: "adieu" });
    t.closes(4100);
    expect(t.rules).to.deep.equal([]);
    expect(t.phase(started)).to.equal("interrupted");
  });

  it("of which only the close is told that nothing explains, where the stream had been interrupted", () => {
    const contract = contractOf({
      main: {
        messages: { start: {}, row: {}, all: {}, stop: {} },
        operations: [client("start", "row+ all"), client("stop", "", { interrupts: ["start"] })],
      },
    });
    const t = new Traffic(contract);
    t.open();
    t.sends({ type: "start" });
    t.gets({ type: "row" });
    t.sends({ type: "stop" });
    t.closes(1011);
    expect(t.rules).to.deep.equal(["UNEXPECTED-CLOSE"]);
  });
});
