import { ToolError } from "../contract/tool-error.ts";

/**
 * What this process knows of the service under test. Once a handshake has succeeded, a service that is not there
 * any more has died; before that nobody can tell whether there is one.
 */
export interface ServiceHealth {
  reached: boolean;
  /** The last thing any client sent to it, for a person who asks what killed it. "" where nothing was sent. */
  lastFrame: string;
  /** How long it gets to answer the closes at the end of a test, ms. */
  farewellMs: number;
}

/** Nobody answers, and nobody ever did: the run cannot tell anything (exit 2). */
export function serviceUnreachable(
  url: string,
  { code, message, proxy }: { readonly code: string; readonly message: string; readonly proxy: string },
): ToolError {
  const way = proxy === "" ? "" : ` through the proxy ${proxy}`;
  const reason = detail(code, message);
  return new ToolError("SERVICE-UNREACHABLE", `the service was never reached: ${url}${way}: ${reason}`, {
    hint: CERTIFICATE.test(code) ? CERTIFICATE_HINT : proxy === "" ? REACH_HINT : PROXY_HINT,
  });
}

/** Codes by which Node tells that a certificate is not trusted, or that ours is not (tls, "X509 certificate error codes"). */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|^ERR_(TLS|SSL)|^EPROTO$/;
const CERTIFICATE_HINT =
  "`tls.ca` in the config names the authority that signed its certificate; `tls.cert` and `tls.key` are the client's own";
const REACH_HINT = "is it running, and is ASYNCPROOF_URL (or `url` in the config) right?";
const PROXY_HINT =
  "is the proxy right (`proxy` in the config, else HTTPS_PROXY)? `proxy: none` goes without one";

/** The proxy does not let us through: nothing was shown of the service. */
export function proxyRefused({ host }: URL, status: number): ToolError {
  return new ToolError("PROXY-REFUSED", `the proxy on the way to ${host} answered with ${status}`, {
    hint:
      status === 407
        ? "it wants a user: `proxy: http://user:password@host:port`"
        : "does it reach the service? `proxy: none` goes without one",
  });
}

/** What OpenSSL says in the midst of its own places: `807C...:error:0A00045C:SSL routines:ssl3_read_bytes:REASON:../deps/...`. */
const OPENSSL = /^[0-9A-F]+:error:[0-9A-F]+:[^:]*:[^:]*:([^:]+):/;

function detail(code: string, text: string): string {
  const message = OPENSSL.exec(text)?.[1] ?? text;
  return message.includes(code) || code === "" ? message || code : `${code} ${message}`.trim();
}
