import { source } from "./page.ts";

/** A file that the live page is made of. */
export interface PageFile {
  readonly type: string;
  readonly body: string;
}

const SHELL = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>asyncproof proxy</title>
<link rel="stylesheet" href="/page.css">
<link rel="stylesheet" href="/live.css">
<script type="module" src="/live.js"></script>
</head>
<body>
<div id="app"><main><h1>asyncproof proxy</h1><p>Scripts are switched off: the frames can't be shown.</p></main></div>
</body>
</html>
`;

/** The page that shows frames as they flow, by path. It asks for nothing but these files and `/events`. */
export function livePage(): ReadonlyMap<string, PageFile> {
  const script = "text/javascript; charset=utf-8";
  const style = "text/css; charset=utf-8";
  return new Map([
    ["/", { type: "text/html; charset=utf-8", body: SHELL }],
    ["/live.js", { type: script, body: source("live.js") }],
    ["/dom.js", { type: script, body: source("dom.js") }],
    ["/page.css", { type: style, body: source("page.css") }],
    ["/live.css", { type: style, body: source("live.css") }],
  ]);
}
