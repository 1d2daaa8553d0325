import type { Contract } from "../contract/model.ts";
import type { HandshakeFacts } from "./handshake/request-facts.ts";

const MASK = "***";

/** Path and query as requested, with `***` for every value that a security scheme carries there. */
export function maskedTarget({ securitySchemes }: Contract, { path, query }: HandshakeFacts): string {
  const secret = new Set(
    securitySchemes.flatMap(({ carrier }) => (carrier.kind === "query" ? [carrier.name] : [])),
  );
  const shown = Object.entries(query).map(
    ([name, value]) => `${encodeURIComponent(name)}=${secret.has(name) ? MASK : encodeURIComponent(value)}`,
  );
  return shown.length === 0 ? path : `${path}?${shown.join("&")}`;
}
