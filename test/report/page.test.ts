import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunEvent } from "../../report/events.ts";
import { createReport, type RunEnd } from "../../report/index.ts";
import { type Browser, HAS_CHROMIUM, openBrowser } from "./browser.ts";
import { ended, finished, runOf } from "./events.ts";
import { EVERYTHING_END, EVERYTHING_EVENTS, HOSTILE, VIOLATED } from "./hostile.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** What is generous on a machine that does other things too. */
const LOADED_WITHIN_MS = 10_000;

describe("the HTML report", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), "asyncproof-page-"));
  let browser: Browser;
  let file = "";

  before(async () => {
    if (!HAS_CHROMIUM)
      throw new Error("these tests look at a page: install Chromium, or name one in CHROMIUM");
    file = await write("all.html", EVERYTHING_EVENTS, EVERYTHING_END);
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  afterEach(() => browser.closePages());

  async function write(name: string, events: readonly RunEvent[], end: RunEnd): Promise<string> {
    const path = join(folder, name);
    const reporter = createReport("html", { path, out: { write: () => {} }, env: {} });
    for (const event of events) reporter.take(event);
    await reporter.finish(end);
    return path;
  }

  it("is one file: it asks the network for nothing and its console stays silent", async () => {
    const { page, errors, requests } = await browser.open(file);
    expect(await page.title()).to.equal("dir with space/asyncapi.yaml - asyncproof");
    expect(errors).to.deep.equal([]);
    expect(requests).to.have.length(1);
  });

  it("filters by verdict and by family", async () => {
    const { page } = await browser.open(file);
    expect(await page.locator(".row").count()).to.equal(6);
    await page.getByRole("button", { name: "2 violated" }).click();
    expect(await page.locator(".row").count()).to.equal(2);
    expect(await page.locator(".found").textContent()).to.equal("2 of 6 tests");
    await page.getByRole("button", { name: "2 violated" }).click();
    await page.getByLabel("Family and channel").selectOption("reply - chat");
    expect(await page.locator(".row").count()).to.equal(3);
  });

  it("searches titles, rules and texts, by keyboard alone", async () => {
    const { page } = await browser.open(file);
    await page.keyboard.press("/");
    await page.keyboard.type("max-wait");
    expect(await page.locator(".row").allTextContents()).to.have.length(1);
    await page.keyboard.press("Escape");
    expect(await page.locator(".row").count()).to.equal(6);
    const links = await Promise.all(
      (await page.locator(".row a").all()).map((row) => row.getAttribute("href")),
    );
    const open = await page.locator('[aria-current="true"]').getAttribute("href");
    await page.keyboard.press("j");
    await page.locator(`.row a[href="${links[links.indexOf(open) + 1]}"][aria-current="true"]`).waitFor();
    await page.keyboard.press("k");
    await page.locator(`.row a[href="${open}"][aria-current="true"]`).waitFor();
  });

  it("opens a failure: its diagram, and the error inside the payload", async () => {
    const { page, errors } = await browser.open(file);
    await page.getByRole("link", { name: /ends <\/script>/ }).click();
    const labels = await page.locator(".frame .hidden").allTextContents();
    expect(labels[0]).to.equal("0 ms: open, service to chat-1");
    expect(labels[1]).to.equal("1 ms: prompt, chat-1 to service");
    expect(labels[2]).to.match(/^11 ms: .* service to chat-1, here it broke its promise$/s);
    expect(await page.locator("mark.fault").textContent()).to.equal('"7"');
    expect(await page.locator(".fault-note").textContent()).to.equal(" ← must be integer");
    await page.locator(".frame").nth(1).click();
    expect(await page.locator(".panel").nth(1).textContent()).to.include('"text": ');
    expect(errors).to.deep.equal([]);
  });

  it("leads to a test by its address, the same in every run", async () => {
    const again = await write("again.html", EVERYTHING_EVENTS, EVERYTHING_END);
    const id = /"id":"(t-[0-9a-f]+)","title":\["idle/.exec(readFileSync(file, "utf8"))?.[1] ?? "";
    const { page } = await browser.open(again, { hash: `#${id}` });
    expect(await page.locator("#detail-title").textContent()).to.equal("closes");
    expect(await page.locator('[aria-current="true"]').getAttribute("href")).to.equal(`#${id}`);
    const many = Array.from({ length: 400 }, (_, index) => finished(["a - chat", `test ${index}`]));
    const long = await write("far.html", runOf(...many), ended({ kept: 400 }));
    const last =
      /"id":"(t-[0-9a-f]+)","title":\["a - chat","test 399"/.exec(readFileSync(long, "utf8"))?.[1] ?? "";
    const far = await browser.open(long, { hash: `#${last}` });
    expect(await far.page.evaluate(`(${seesCurrent})(document.querySelector(".tests"))`)).to.equal(true);
  });

  it("draws coverage, and lists what was not exercised with its reason", async () => {
    const { page } = await browser.open(file);
    expect(await page.locator(".big").textContent()).to.include("50 %");
    await page.getByText("Not exercised: 1 not steerable").click();
    expect(await page.locator("tbody tr").textContent()).to.match(/asyncapi\.yaml:3not steerable$/);
  });

  it("runs and draws nothing that a document or a service says", async () => {
    const { page } = await browser.open(file);
    await page.getByRole("link", { name: /ends <\/script>/ }).click();
    for (const button of await page.locator(".frame").all())
      if ((await button.getAttribute("aria-expanded")) === "false") await button.click();
    expect(await page.evaluate("'hacked' in window")).to.equal(false);
    expect(await page.locator("img, iframe, a[href^=javascript]").count()).to.equal(0);
    const text = await page.locator("body").innerText();
    expect(text).to.include("<img src=x onerror=window.hacked=1>");
    expect(text).not.to.match(/\p{Bidi_Control}|(?![\n\t])\p{Cc}/u);
    expect(HOSTILE).to.include("</script>");
  });

  for (const scheme of ["light", "dark"] as const)
    it(`has no violation that axe finds, in the ${scheme} scheme`, async () => {
      const { page } = await browser.open(file, { scheme });
      await page.getByRole("link", { name: /ends <\/script>/ }).click();
      await page.locator("details").evaluateAll((all) => {
        for (const one of all) one.setAttribute("open", "");
      });
      // The page allows no foreign script; axe comes through the debugger.
      await page.evaluate(AXE);
      const found = await page.evaluate(
        "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')))",
      );
      expect(found).to.deep.equal([]);
    });

  it("has 5,000 tests on the screen in good time, and finds one of them", async () => {
    const tests = Array.from({ length: 5000 }, (_, index) =>
      finished(
        [`family ${index % 20} - chat`, "prompt", `test number ${index}`],
        index % 50 === 0 ? { state: "failed", rule: "ECHO", text: "told" } : {},
      ),
    );
    const events = runOf(
      ...tests.toSorted((one, other) => (one.title[0] ?? "").localeCompare(other.title[0] ?? "")),
    );
    const many = await write(
      "many.html",
      events.flatMap(withFrames),
      ended({ kept: 4900, violated: 100 }, { exitCode: 1 }),
    );
    const start = performance.now();
    const { page } = await browser.open(many);
    expect(await page.locator(".row").count()).to.be.within(50, 400);
    await page.getByLabel("Search").fill("number 4711");
    expect(await page.locator(".row").count()).to.equal(1);
    expect(performance.now() - start).to.be.below(LOADED_WITHIN_MS);
  });

  it("says that frames were left out where a test has very many", async () => {
    const frames = Array.from({ length: 10_000 }, (_, index) => frame(VIOLATED.id, index));
    const long = await write("long.html", [...frames, VIOLATED], EVERYTHING_END);
    expect(readFileSync(long).length).to.be.below(500_000);
    const { page } = await browser.open(long);
    expect(await page.locator(".left-out").textContent()).to.equal(
      "9800 more frames, left out of this report",
    );
  });
});

/** Does the list show the row of the test that is open? Runs in the page. */
const seesCurrent = `(list) => {
  const row = list.querySelector('[aria-current="true"]').getBoundingClientRect();
  const box = list.getBoundingClientRect();
  return row.top >= box.top && row.bottom <= box.bottom;
}`;

function withFrames(event: RunEvent): RunEvent[] {
  if (event.kind !== "testFinished") return [event];
  return [...Array.from({ length: 8 }, (_, index) => frame(event.id, index)), event];
}

function frame(test: string, index: number): RunEvent {
  return {
    kind: "frame",
    test,
    at: index,
    connection: "chat-1",
    frame: index,
    from: "server",
    label: "token",
    text: JSON.stringify({ index, text: "some words of an answer" }),
  };
}
