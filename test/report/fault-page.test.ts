import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FaultMatrix, type FaultRow, matrixHtml, scoreOf, type SiteRow } from "../../report/index.ts";
import { type Browser, HAS_CHROMIUM, openBrowser } from "./browser.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** How many results do not stand in one line. */
const BROKEN_RESULTS = `[...document.querySelectorAll("td.result")].filter((cell) => {
  const range = document.createRange();
  range.selectNodeContents(cell);
  return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1;
}).length`;
const LONG = "reply - anExtraordinarilyLongChannelNameWithoutAnyPlaceToBreak > answers";

function site(at: string, more: Partial<SiteRow> = {}): SiteRow {
  const killedBy = [{ test: LONG, rule: "WRONG-REFUSAL", durationMs: 3 }];
  return {
    ...{ at, state: "killed", why: "", killedBy, alsoRed: [], tried: 1 },
    ...{ green: "push - chat > hears", spoilt: [] },
    ...more,
  };
}

function row(name: string, state: FaultRow["state"], sites: readonly SiteRow[], why = ""): FaultRow {
  return {
    name,
    family: "refusal",
    summary: `what ${name} does`,
    rules: ["WRONG-REFUSAL"],
    state,
    why,
    sites,
  };
}

const FAULTS = [
  row("wrong-refusal-code", "killed", [
    site("wrong-refusal-code@chat"),
    site("wrong-refusal-code@agentStream"),
  ]),
  row(
    "no-reply",
    "survived",
    [site("no-reply@say", { state: "survived", killedBy: [], why: "no test <b>sees</b> it", green: "" })],
    "no test <b>sees</b> it",
  ),
  row("skipped-index", "unsaid", [], "no `ordered` on `token`: a skipped number can't be seen"),
  row("wrong-subprotocol", "notApplicable", [], "no channel declares a subprotocol"),
];
const MATRIX: FaultMatrix = {
  ...{ document: "chat.yaml", tests: 12, faults: FAULTS, score: scoreOf(FAULTS) },
  ...{ durationMs: 1500, cpuMs: 900 },
};

describe("the page of the kill matrix", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), "asyncproof-faults-"));
  const file = join(folder, "faults.html");
  let browser: Browser;

  before(async () => {
    if (!HAS_CHROMIUM)
      throw new Error("these tests look at a page: install Chromium, or name one in CHROMIUM");
    writeFileSync(file, matrixHtml(MATRIX));
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(() => browser.closePages());

  it("loads nothing, complains of nothing, and says first what is not killed", async () => {
    const { page, errors, requests } = await browser.open(file);
    await page.click("summary");
    expect(await page.locator("details li").allInnerTexts()).to.deep.equal([
      "no-reply survived: no test <b>sees</b> it",
      "skipped-index unsaid: no `ordered` on `token`: a skipped number can't be seen",
    ]);
    expect(errors).to.deep.equal([]);
    expect(requests).to.deep.equal([`file://${file}`]);
  });

  it("stands a fault's name beside all of its places, and the test that stays green below it", async () => {
    const { page } = await browser.open(file);
    const heads = page.locator("tbody th");
    expect(await heads.count()).to.equal(4);
    expect(await heads.first().getAttribute("rowspan")).to.equal("2");
    expect(await heads.first().innerText()).to.include("stays green: push - chat > hears");
  });

  for (const [scheme, width] of [
    ["light", 1400],
    ["dark", 360],
  ] as const)
    it(`can be read ${scheme} and ${width} pixels wide, by everybody`, async () => {
      const { page } = await browser.open(file, { scheme });
      await page.setViewportSize({ width, height: 900 });
      await page.click("summary");
      expect(await page.evaluate("document.documentElement.scrollWidth")).to.be.at.most(width);
      expect(await page.evaluate(BROKEN_RESULTS), "results in more than one line").to.equal(0);
      await page.evaluate(AXE);
      const found: unknown = await page.evaluate(
        "axe.run().then(({ violations }) => violations.map(({ id }) => id))",
      );
      expect(found).to.deep.equal([]);
    });
});
