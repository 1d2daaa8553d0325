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

/**
 * The address of a path of the document. A path that the service's URL has by itself stands in place of the
 * document's server path: behind `ws://localhost:8080/v2`, `/v1/chat` of `wss://example.com/v1` is `/v2/chat`.
 */
export function addressOf(service: URL, path: string, contract: Contract): URL {
  const own = service.pathname.replace(/\/$/, "");
  const url = new URL(service);
  url.search = "";
  url.hash = "";
  url.pathname = own === "" ? path : own + path.slice(commonServerPath(path, contract).length);
  return url;
}

function commonServerPath(path: string, contract: Contract): string {
  const paths = contract.servers.map(({ url }) =>
    URL.canParse(url) ? new URL(url).pathname.replace(/\/$/, "") : "",
  );
  return paths.find((prefix) => prefix !== "" && (path === prefix || path.startsWith(`${prefix}/`))) ?? "";
}
