import { isIPv6 } from "node:net";

const CHARACTER = "[a-z0-9\\-._~!$&'()*+,;=:@]|%[0-9a-f]{2}";
const AUTHORITY =
  /^(?:((?:[a-z0-9\-._~!$&'()*+,;=:]|%[0-9a-f]{2})*)@)?(\[[^\]]*\]|(?:[a-z0-9\-._~!$&'()*+,;=]|%[0-9a-f]{2})*)(?::\d*)?$/i;
const PATH = new RegExp(`^(?:${CHARACTER}|/)*$`, "i");
const AFTER = new RegExp(`^(?:${CHARACTER}|[/?])*$`, "i");
/** Scheme, authority, path, query, fragment (RFC 3986, appendix B). */
const PARTS = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;

/** An absolute URI (RFC 3986, section 3). */
export function isUri(text: string): boolean {
  const [, scheme] = PARTS.exec(text) ?? [];
  return scheme !== undefined && isUriReference(text);
}

/** A URI or a relative reference (RFC 3986, section 4.1). */
export function isUriReference(text: string): boolean {
  const [, scheme, authority, path = "", query = "", fragment = ""] = PARTS.exec(text) ?? [];
  if (scheme !== undefined && !/^[a-z][a-z0-9+\-.]*$/i.test(scheme)) return false;
  if (authority !== undefined && !isAuthority(authority)) return false;
  return PATH.test(path) && AFTER.test(query) && AFTER.test(fragment);
}

function isAuthority(authority: string): boolean {
  const [whole, , host = ""] = AUTHORITY.exec(authority) ?? [];
  if (whole === undefined) return false;
  if (!host.startsWith("[")) return true;
  const address = host.slice(1, -1);
  return isIPv6(address) ? !address.includes("%") : /^v[0-9a-f]+\.[a-z0-9\-._~!$&'()*+,;=:]+$/i.test(address);
}
