import { URL_PATTERN } from "../../config/schema.ts";
import { ToolError } from "../../contract/tool-error.ts";
import type { Answers } from "./first-files.ts";

/** Why this is no answer, for whoever gave it; undefined where it is one. */
export function wrongUrl(url: string): string | undefined {
  if (url === "" || new RegExp(URL_PATTERN, "u").test(url)) return undefined;
  return "a WebSocket's URL is ws://host:port or wss://host:port";
}

/** The same for a command, where nothing else says at which port the service is met. */
export function wrongStart(start: string): string | undefined {
  if (start === "" || start.includes("{port}")) return undefined;
  return "the command says where it takes its port: node server.js --port {port}, or PORT={port} npm start";
}

/** What flags answered is held to the same: a project that can't run is written by nobody. Throws INIT-ANSWER. */
export function checkAnswers({ title, document, start, url }: Answers): void {
  const wrong: readonly (readonly [flag: string, why: string | undefined])[] = [
    ["--title", title.trim() === "" ? "a service has a name" : undefined],
    ["--document", document.trim() === "" ? "a document has a path" : undefined],
    ["--url", wrongUrl(url)],
    ["--start", url === "" ? wrongStart(start) : undefined],
  ];
  for (const [where, why] of wrong)
    if (why !== undefined) throw new ToolError("INIT-ANSWER", why, { where, hint: "nothing was written" });
}
