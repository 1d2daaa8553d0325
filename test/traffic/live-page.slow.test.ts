import { expect } from "chai";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { loadContract } from "../../contract/index.ts";
import { createCoverageTally } from "../../judge/index.ts";
import type { LiveEvent } from "../../report/index.ts";
import { LiveFeed } from "../../runner/traffic/ui/live-feed.ts";
import { type LiveServer, startLiveServer } from "../../runner/traffic/ui/live-server.ts";
import { PageStream } from "../../runner/traffic/ui/page-stream.ts";
import { Hearing, SecretBook, type WireEvent } from "../../traffic/index.ts";
import { root } from "../bin/cli.ts";
import { type Browser, HAS_CHROMIUM, openBrowser } from "../report/browser.ts";
import { AGENT, conversation, PLAIN, TALK } from "./documents.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TOKEN = "tok-4711-do-not-tell-anybody";
const EVIL = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script></li>\u202e`;

interface Stage {
  readonly server: LiveServer;
  readonly feed: LiveFeed;
  take(events: readonly WireEvent[]): void;
}

async function stage(): Promise<Stage> {
  const { contract, lineMap } = await loadContract(AGENT, { cwd: root });
  const secrets = new SecretBook({ contract, known: [], pointers: ["/agent_id"] });
  const feed = new LiveFeed({ contract, lineMap, secrets });
  const audience = { began: () => {}, ended: () => {}, verdict: feed.verdict.bind(feed) };
  const coverage = createCoverageTally(contract);
  const hearing = new Hearing({ contract, circumstances: PLAIN, coverage, channel: "" }, audience);
  const stats = (): { open: number; connections: number; frames: number; violations: number } => ({
    open: 1,
    connections: 2,
    frames: hearing.frames,
    violations: feed.violations,
  });
  const server = await startLiveServer({ port: 0, feed, stats });
  return {
    server,
    feed,
    take: (events) => {
      for (const event of events) {
        feed.take(event, hearing);
        hearing.take(event);
      }
    },
  };
}

const BROKEN: readonly string[] = [
  ...TALK,
  '< {"type":"token","index":1,"text":"after the end"}',
  `> {"agent_id":"echo","prompt":${JSON.stringify(EVIL)},"password":"${TOKEN}"}`,
  `< {"type":"token","index":0,"text":${JSON.stringify(`${EVIL} ${"long ".repeat(100)}`)}}`,
];

describe("the live page of the proxy", function () {
  this.timeout(60_000);
  let live: Stage;
  let browser: Browser;
  before(async () => {
    if (!HAS_CHROMIUM)
      throw new Error("these tests look at a page: install Chromium, or name one in CHROMIUM");
    live = await stage();
    const [handshake, ...rest] = conversation(BROKEN, { path: `/agent?access_token=${TOKEN}` });
    live.take(handshake === undefined ? [] : [handshake, ...rest]);
    live.take(conversation(TALK, { connection: "2", start: 100, path: `/agent?room=${"long".repeat(100)}` }));
    browser = await openBrowser();
  });
  afterEach(() => browser?.closePages());
  after(async () => {
    await browser?.close();
    await live?.server.close();
  });

  async function opened(
    scheme: "light" | "dark" = "light",
  ): Promise<{ page: Page; errors: string[]; requests: string[] }> {
    const found = await browser.open(live.server.url, { scheme });
    await found.page.locator(".row").first().waitFor();
    return found;
  }

  it("shows frames that came before and as they flow, each violation with its rule and line", async () => {
    const { page, errors, requests } = await opened();
    expect(await page.locator(".row").count()).to.equal(6 + 3 + 4);
    const broken = page.locator(".row.broken").filter({ hasText: "AFTER-END" });
    expect(await broken.textContent()).to.match(/after the end.*AFTER-END.*asyncapi\.yaml:\d+/s);
    live.take(conversation(['> {"agent_id":"echo","prompt":"just now"}'], { connection: "3", start: 200 }));
    await page.locator(".row", { hasText: "just now" }).waitFor();
    await page.locator(".stats", { hasText: "2 connections" }).waitFor();
    expect(errors).to.deep.equal([]);
    expect(new Set(requests.map((url) => new URL(url).origin))).to.deep.equal(
      new Set([new URL(live.server.url).origin]),
    );
    if (process.env["SCREENSHOT"]) await page.screenshot({ path: process.env["SCREENSHOT"] });
  });

  for (const width of [1280, 360])
    it(`fits a page of ${width} pixels, and no payload stands letter by letter`, async () => {
      const { page } = await opened();
      await page.setViewportSize({ width, height: 740 });
      const wide = await page.locator("html").evaluate((one) => one.scrollWidth);
      expect(wide).to.be.at.most(width);
      const tall = await page
        .locator(".payload")
        .evaluateAll((all) =>
          all.map((one) => one.getBoundingClientRect()).filter((box) => box.height > box.width),
        );
      expect(tall).to.deep.equal([]);
    });

  it("runs nothing of what frames say, and hides no character", async () => {
    const { page, errors } = await opened();
    expect(await page.title()).to.equal("asyncproof proxy");
    expect(await page.locator("img").count()).to.equal(0);
    expect(await page.locator(".frames").textContent())
      .to.include("<script>")
      .and.to.include("u202e");
    expect(errors).to.deep.equal([]);
  });

  it("shows no secret, nor what is to be redacted", async () => {
    const { page } = await opened();
    await page.locator("details").evaluateAll((all) => {
      for (const one of all) one.setAttribute("open", "");
    });
    const text = (await page.locator("body").textContent()) ?? "";
    expect(text).to.include("access_token=***").and.not.to.include(TOKEN);
    expect(text).not.to.include('"agent_id":"echo"');
  });

  it("filters by text, connection, message, side and violation, by keyboard alone", async () => {
    const { page } = await opened();
    await page.keyboard.press("v");
    const broken = await page.locator(".row.broken").count();
    expect(broken).to.be.greaterThan(0);
    expect(await page.locator(".row").count()).to.equal(broken);
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    await page.keyboard.type("after the end");
    expect(await page.locator(".row").count()).to.equal(1);
    await page.keyboard.press("Escape");
    await page.getByLabel("Connection").fill("2");
    await page.getByLabel("Side").selectOption("server");
    expect(await page.locator(".row").count()).to.equal(2);
    await page.getByLabel("Message").fill("done");
    expect(await page.locator(".row").allTextContents()).to.have.length(1);
  });

  for (const scheme of ["light", "dark"] as const)
    it(`has no violation that axe finds, in the ${scheme} scheme`, async () => {
      const { page } = await opened(scheme);
      // The page allows no foreign script; axe comes through the debugger.
      await page.evaluate(AXE);
      const found = await page.evaluate(
        "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')))",
      );
      expect(found).to.deep.equal([]);
    });

  it("keeps the last 1,000 entries, in the service and in the page", async () => {
    const many = await stage();
    try {
      const lines = Array.from(
        { length: 3000 },
        (_, index) => `> {"agent_id":"echo","prompt":"number ${index}"}`,
      );
      many.take(conversation(lines));
      expect(many.feed.after(0)).to.have.length(1000);
      const { page } = await browser.open(many.server.url);
      await page.locator(".row", { hasText: "number 2999" }).waitFor();
      many.take(conversation(lines.slice(0, 600), { connection: "2", start: 9000 }));
      await page.locator(".row", { hasText: "#2" }).filter({ hasText: "number 599" }).waitFor();
      expect(await page.locator(".row").count()).to.be.at.most(1000);
    } finally {
      await many.server.close();
    }
  });

  for (const [what, headers, status] of [
    ["a name that was bound to this address", { host: "evil.example" }, 421],
    ["a page of elsewhere", { origin: "http://evil.example" }, 403],
    ["a request from another site", { "sec-fetch-site": "cross-site" }, 403],
    ["itself", {}, 200],
  ] as const)
    it(`answers ${what} with ${status}`, async () => {
      for (const path of ["", "live.js", "events"])
        expect(await statusOf(`${live.server.url}${path}`, headers)).to.equal(status);
    });

  it("says with a strict policy what may run, and serves nothing else", async () => {
    const response = await fetch(live.server.url);
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).to.include("default-src 'none'").and.not.to.include("unsafe");
    expect(await statusOf(`${live.server.url}../package.json`, {})).to.equal(404);
  });

  it("keeps nothing for a page that reads too slowly, and tells it how much it missed", () => {
    const written: string[] = [];
    let drained: () => void = () => {};
    let writableLength = 0;
    const stream = new PageStream({
      write: (text) => {
        written.push(text);
        return writableLength === 0;
      },
      get writableLength() {
        return writableLength;
      },
      once: (_event, listener) => {
        drained = listener;
      },
    });
    const note = (n: number): LiveEvent => ({ kind: "note", n, at: 0, connection: "1", text: "x" });
    writableLength = 2 ** 30;
    stream.tell(note(1));
    for (let n = 2; n <= 1000; n += 1) stream.tell(note(n));
    expect(written).to.have.length(2);
    writableLength = 0;
    drained();
    stream.tell(note(1001));
    expect(written.slice(2).join("")).to.equal(
      `data: {"kind":"lost","count":999}\n\nid: 1001\ndata: ${JSON.stringify(note(1001))}\n\n`,
    );
  });
});

async function statusOf(url: string, headers: { readonly [name: string]: string }): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers, path: new URL(url).pathname }, (response) => {
      resolve(response.statusCode ?? 0);
      asked.destroy();
    });
    asked.on("error", reject).end();
  });
}
