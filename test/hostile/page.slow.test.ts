import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createReport, matrixHtml } from "../../report/index.ts";
import { type Browser, openBrowser } from "../report/browser.ts";
import { hostileEnd, hostileMatrix, hostileRun } from "./hostile-run.ts";
import { PAYLOADS, UNSEEN } from "./payloads.ts";

describe("a page in a browser", function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), "asyncproof-hostile-"));
  let browser: Browser;

  before(async () => {
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it(`of a run shows ${PAYLOADS.length} hostile texts as text, runs none, and asks the network for nothing`, async () => {
    const path = join(folder, "report.html");
    const reporter = createReport("html", { path, out: { write: () => {} }, env: {} });
    for (const text of PAYLOADS) for (const event of hostileRun(text)) reporter.take(event);
    await reporter.finish(hostileEnd(PAYLOADS[0] ?? ""));
    const { page, errors, requests } = await browser.open(path);
    const seen = new Set<string>();
    // Each test that failed: its frames and faults are drawn when it is opened.
    const links = await page
      .locator(".row a")
      .evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    expect(links.length).to.be.above(50);
    for (const link of links.slice(0, 400)) {
      await page.evaluate(`location.hash = ${JSON.stringify(link)}`);
      seen.add(await page.locator("#detail-title").innerText());
    }
    expect(await page.evaluate("'pwned' in window")).to.equal(false);
    expect(
      await page.locator("img, iframe, b, a[href^=javascript], [onerror], [onload], [onmouseover]").count(),
    ).to.equal(0);
    const text = await page.locator("body").innerText();
    expect(text).not.to.match(UNSEEN);
    expect([...seen].some((title) => title.includes("<img src=x onerror=window.pwned=1>"))).to.equal(true);
    expect(seen.size).to.be.above(20);
    expect(errors).to.deep.equal([]);
    expect(requests).to.have.length(1);
  });

  it("of faults shows them as text, too", async () => {
    const path = join(folder, "faults.html");
    const faults = PAYLOADS.flatMap((text) => hostileMatrix(text).faults);
    writeFileSync(path, matrixHtml({ ...hostileMatrix("x"), faults }));
    const { page, errors, requests } = await browser.open(path);
    expect(await page.evaluate("'pwned' in window")).to.equal(false);
    expect(await page.locator("script, img, iframe, svg, a").count()).to.equal(0);
    expect(await page.locator("body").innerText()).not.to.match(UNSEEN);
    expect(errors).to.deep.equal([]);
    expect(requests).to.have.length(1);
  });
});
