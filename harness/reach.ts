import type { Agent } from "node:http";
import { HttpsProxyAgent } from "https-proxy-agent";
import {
  type Config,
  type Environment,
  proxyFor,
  setupHeaders,
  type TlsOptions,
  tlsOptions,
} from "../config/index.ts";

/** How the service, and what triggers it, is reached. */
export interface Reach {
  readonly tls: TlsOptions;
  /** Go into every handshake. */
  readonly headers: { readonly [name: string]: string };
  /** The way through a proxy to a URL; null: straight. One for each socket, because a proxy's answer belongs to it. */
  agentFor(url: URL): Agent | null;
  /** The proxy on the way to a URL, as `host:port`; "" where there is none. */
  through(url: URL): string;
}

/** Reads what the config says about the way. Throws TLS-FILE, HEADER-ENV or PROXY-INVALID. */
export async function reachOf(config: Config, env: Environment): Promise<Reach> {
  const tls = await tlsOptions(config, env);
  const headers = setupHeaders(config, env);
  return {
    tls,
    headers,
    agentFor: (url) => agentFor(proxyFor(url, config, env), tls),
    through: (url) => proxyFor(url, config, env)?.host ?? "",
  };
}

/** Own authorities count for a proxy that speaks TLS too; the client certificate is for the service alone. */
function agentFor(proxy: URL | null, { ca, rejectUnauthorized }: TlsOptions): Agent | null {
  if (proxy === null) return null;
  return new HttpsProxyAgent(proxy, { rejectUnauthorized, ...(ca === undefined ? {} : { ca }) });
}
