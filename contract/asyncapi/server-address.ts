import type { DocumentNode } from "../document/document-node.ts";
import type { OutlineServer } from "./outline.ts";

/** Where a server is reached, taken apart. */
export type ServerAddress = Pick<OutlineServer, "protocol" | "host" | "path">;

/**
 * Reads a server's URL (2.x), or host and path name (3.x), its variables filled with their defaults. A `ws` or
 * `wss` in front is believed before the declared protocol: `protocol: ws` is often written for `wss://...`.
 */
export function serverAddress(url: string, server: DocumentNode): ServerAddress {
  const filled = filledUrl(url, server);
  const [, scheme = "", rest = ""] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/is.exec(filled) ?? [];
  const slash = rest.search(/[/?#]/);
  const [host, tail] = slash === -1 ? [rest, ""] : [rest.slice(0, slash), rest.slice(slash)];
  const [path = ""] = tail.split(/[?#]/);
  const declared = server.text("protocol").toLowerCase();
  const own = scheme.toLowerCase();
  return {
    protocol: own === "ws" || own === "wss" || declared === "" ? own : declared,
    host,
    path: path.replace(/\/+$/, ""),
  };
}

function filledUrl(text: string, server: DocumentNode): string {
  const variables = server.at("variables");
  return text.replace(/\{([^}]+)\}/g, (whole, name: string) => {
    const declared = variables?.at(name);
    const [first] = declared?.at("enum")?.items() ?? [];
    const value = declared?.at("default")?.value ?? first?.value;
    return typeof value === "string" || typeof value === "number" ? String(value) : whole;
  });
}
