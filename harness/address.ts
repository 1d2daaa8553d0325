import type { Contract } from "../contract/model.ts";
import { ToolError } from "../contract/tool-error.ts";

/** Where the service is: what the config says, else the document's first server. Throws URL-MISSING or URL-INVALID. */
export function serviceUrl(configured: string | null, contract: Contract): URL {
  const text = configured ?? contract.servers[0]?.url;
  if (text === undefined)
    throw new ToolError("URL-MISSING", `${contract.document} names no server, and no URL is configured`, {
      hint: "set ASYNCPROOF_URL=ws://host:port, or `url` in the config",
    });
  if (!URL.canParse(text) || !/^(wss?|https?):$/.test(new URL(text).protocol))
    throw new ToolError("URL-INVALID", `the service's URL is no ws:// or wss:// URL: ${text}`, {
      hint: "it looks like ws://127.0.0.1:8080",
    });
  return new URL(text);
}
