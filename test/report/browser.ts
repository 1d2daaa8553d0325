import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const QUIET = [
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Is there a browser to look with? `CHROMIUM` names another one. */
export const HAS_CHROMIUM: boolean = existsSync(CHROMIUM);

/** A headless Chromium of its own, with nothing remembered. */
export interface Browser {
  /** Opens a file as somebody would from a disk, or a URL; `errors` collects what its console complains about. */
  open(
    file: string,
    look?: { readonly hash?: string; readonly scheme?: "light" | "dark" },
  ): Promise<{ readonly page: Page; readonly errors: string[]; readonly requests: string[] }>;
  closePages(): Promise<void>;
  close(): Promise<void>;
}

export async function openBrowser(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), "asyncproof-browser-"));
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    headless: true,
    args: ["--no-sandbox", "--disable-gpu", ...QUIET],
    viewport: { width: 1400, height: 1000 },
    timeout: 30_000,
  });
  context.setDefaultTimeout(10_000);
  return {
    async open(file, { hash = "", scheme = "light" } = {}) {
      const page = await context.newPage();
      const errors: string[] = [];
      const requests: string[] = [];
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) errors.push(message.text());
      });
      page.on("pageerror", (error) => errors.push(error.message));
      page.on("request", (request) => requests.push(request.url()));
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto(`${file.startsWith("http://") ? "" : "file://"}${file}${hash}`);
      return { page, errors, requests };
    },
    async closePages() {
      for (const page of context.pages().slice(1)) await page.close();
    },
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
