import { ToolError } from "../contract/tool-error.ts";
import type { Environment } from "./environment.ts";
import type { Config } from "./model.ts";
import { isReadableUrl } from "./readable-url.ts";

/**
 * The proxy on the way to a `ws:`, `wss:`, `http:` or `https:` URL, or null. The config's own goes before
 * HTTPS_PROXY, HTTP_PROXY and NO_PROXY; what the environment says holds for no address of this machine. Throws
 * PROXY-INVALID where the environment's proxy is no URL.
 */
export function proxyFor(target: URL, { setup }: Config, env: Environment): URL | null {
  if (setup.proxy === "none") return null;
  if (setup.proxy !== null) return new URL(setup.proxy);
  const name = /^(wss|https):$/.test(target.protocol) ? "HTTPS_PROXY" : "HTTP_PROXY";
  const text = env[name.toLowerCase()] || env[name] || "";
  if (text === "" || isLocal(target.hostname) || isExempt(target, env["no_proxy"] || env["NO_PROXY"] || ""))
    return null;
  const proxy = /^[a-z]+:\/\//i.test(text) ? text : `http://${text}`;
  if (!isReadableUrl(proxy))
    throw new ToolError("PROXY-INVALID", "the proxy that the environment names is no URL", {
      where: name,
      hint: "it looks like http://host:port",
    });
  return new URL(proxy);
}

function isLocal(host: string): boolean {
  return (
    host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || /^127\.[\d.]+$/.test(host)
  );
}

/** `NO_PROXY`: names and their subdomains, `*`, each maybe with a port. */
function isExempt({ hostname, port }: URL, list: string): boolean {
  return list
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => {
      const [, name = "", only] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
      if (only !== undefined && only !== port) return false;
      const suffix = name.replace(/^\*?\./, "").toLowerCase();
      return name === "*" || hostname === suffix || hostname.endsWith(`.${suffix}`);
    });
}
