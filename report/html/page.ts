import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { visibleJson } from "../../contract/plain-text.ts";
import { packageRoot } from "../../contract/vocabulary/package-root.ts";
import { htmlText } from "../encoding/html-text.ts";

/** The page's own sources, in the order in which they build on each other. */
const SCRIPTS = ["dom", "json-view", "diagram", "coverage-view", "detail", "test-list", "main"];

const STYLES = ["page", "coverage", "tests", "detail"];

/** The page up to where the data stand. Nothing in it loads anything, and only its own script may run. */
export function pageHead(title: string): string {
  const style = STYLES.map((name) => source(`${name}.css`)).join("");
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(pageScript())}'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${htmlText(title)}</title>
<style>${style}</style>
</head>
<body>
<div id="app"><main><h1>${htmlText(title)}</h1><p>This report is not complete: the run that wrote it did not end, or scripts are switched off.</p></main></div>
`;
}

/** A piece of data, as an element that no browser runs. */
export function dataElement(id: string, data: unknown): string {
  // `<` can stand only inside strings of JSON, where it may be written so.
  const json = visibleJson(data).replaceAll("<", "\\u003c");
  return `<script type="application/json" id="${htmlText(id)}">${json}</script>\n`;
}

export function pageEnd(): string {
  return `<script>${pageScript()}</script>\n</body>\n</html>\n`;
}

/** The modules as one script, each in a scope of its own; what one exports, those after it see by its name. */
export function pageScript(): string {
  return `"use strict";(() => {\n${SCRIPTS.map(moduleText).join("\n")}})();\n`;
}

function moduleText(name: string): string {
  const text = source(`${name}.js`);
  const names = [...text.matchAll(/^export (?:function|const) (\w+)/gm)].map(([, exported]) => exported);
  const bare = text.replace(/^import [^;]*;\n/gm, "").replace(/^export /gm, "");
  return `const { ${names.join(", ")} } = (() => {\n${bare}\nreturn { ${names.join(", ")} };\n})();`;
}

/** A file of the page as it stands. */
export function source(name: string): string {
  const text = readFileSync(join(packageRoot(), "report", "page", name), "utf8");
  // What would end the element early has no place in our own sources.
  if (/<\/(script|style)/i.test(text)) throw new Error(`${name} can't stand inside HTML`);
  return text;
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
