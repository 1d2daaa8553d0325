/** May a header, or a cookie, be called that? A `token` of RFC 9110, section 5.6.2 (RFC 6265 for cookies). */
export function isHeaderName(name: string): boolean {
  return /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/.test(name);
}
