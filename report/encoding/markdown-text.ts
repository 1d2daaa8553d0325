import { oneLine, visible } from "../../contract/plain-text.ts";

/** Text inside a line of Markdown: nothing in it is markup, HTML, a link or a mention. */
export function markdownText(text: string): string {
  return (
    oneLine(text)
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replace(/[\\`*_{}[\]()#+\-!|~$^=]/g, "\\$&")
      // GitHub makes links of these by itself.
      .replaceAll("@", "&#64;")
      .replace(/:\/\//g, "&#58;//")
      .replace(/\bwww\./gi, (found) => `${found.slice(0, -1)}&#46;`)
      .replace(/^(\s*\d+)\./, "$1\\.")
  );
}

/** A fenced block; its fence is longer than any inside. */
export function markdownBlock(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${visible(text)}\n${fence}\n`;
}
