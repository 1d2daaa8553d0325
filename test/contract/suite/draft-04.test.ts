import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { type CaseResult, measure, type SuiteGroup } from "./measure.ts";

/** The only draft whose official cases are on npm; scripts/json-schema-suite.mjs takes a checkout with all of them. */
const FOLDER = join(
  dirname(createRequire(import.meta.url).resolve("json-schema-test-suite/package.json")),
  "tests/draft4",
);

describe("official JSON Schema test suite, draft-04", () => {
  const results: (CaseResult & { readonly file: string })[] = [];

  before(async function () {
    this.timeout(60_000);
    for (const file of readdirSync(FOLDER).filter((name) => name.endsWith(".json"))) {
      // The package's own files.
      const groups = JSON.parse(readFileSync(join(FOLDER, file), "utf8")) as SuiteGroup[];
      for (const group of groups)
        for (const result of await measure("draft-04", group)) results.push({ file, ...result });
    }
  });

  const of = (outcome: CaseResult["outcome"]): string[] =>
    results.filter((one) => one.outcome === outcome).map(({ file, name }) => `${file} ${name}`);

  it("changes no verdict through our normalising, and shares every one that it gives", () => {
    expect([of("ours"), of("ajv")]).to.deep.equal([[], []]);
    expect(of("right").length + of("cured").length).to.be.greaterThan(200);
  });

  it("refuses nothing, and leaves unchecked only what refers to other servers", () => {
    expect(of("refused")).to.deep.equal([]);
    // Base URIs (`id`) are not followed: what they make of `folderInteger.json` is another server's, too.
    for (const { outcome, why } of results)
      if (outcome === "unchecked") expect(why).to.match(/ is in the net|`folderInteger\.json` is not there/);
    expect(of("unchecked").length).to.be.within(1, 10);
  });

  it("tells a verdict that is wrong", async () => {
    const group = {
      description: "g",
      schema: { type: "string" },
      tests: [{ description: "t", data: 1, valid: true }],
    };
    const [wrong] = await measure("draft-04", group);
    expect(wrong?.outcome).to.equal("ajv");
  });
});
