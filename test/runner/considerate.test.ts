import { expect } from "chai";
import { considerate, consideredText } from "../../runner/considerate.ts";
import { EVERYTHING } from "../../runner/filter.ts";

describe("a service that is not on this machine", () => {
  const FAR = "wss://staging.example.com";

  it("is not flooded, fed bad input or kept waiting, and that is told", () => {
    const filter = considerate(EVERYTHING, FAR, false);
    expect(filter.without).to.deep.equal(["refusal", "idle", "property"]);
    expect(consideredText(filter, FAR)).to.match(
      /^wss:.* is not on this machine: .*--hostile runs them too\n$/,
    );
  });

  it("is treated like any other with --hostile, and so is one of this machine, and the stub", () => {
    for (const [url, hostile] of [
      [FAR, true],
      ["ws://127.0.0.1:8080", false],
      [null, false],
    ] as const) {
      const filter = considerate(EVERYTHING, url, hostile);
      expect(filter).to.equal(EVERYTHING);
      expect(consideredText(filter, url)).to.equal("");
    }
  });
});
