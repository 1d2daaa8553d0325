import { expect } from "chai";
import { Tail } from "../../runner/tail.ts";

describe("Tail", () => {
  it("keeps the end, whole lines only", () => {
    const tail = new Tail(20);
    for (let line = 1; line <= 50; line++) tail.add(`line ${line}\n`);
    expect(tail.text()).to.equal("line 49\nline 50\n");
    expect(tail.lines(1)).to.equal("line 50");
  });

  it("keeps everything while it is short", () => {
    const tail = new Tail(20);
    tail.add("a\n");
    tail.add("b");
    expect(tail.text()).to.equal("a\nb");
  });
});
