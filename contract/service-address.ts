import type { Contract } from "./model.ts";

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
