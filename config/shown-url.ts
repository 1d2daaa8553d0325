/**
 * The address of a service as it may be written anywhere: without its password, and without the values of its query,
 * whatever they are called. Takes any text, as whoever wrote no address has to be told so.
 */
export function shownUrl(text: string): string {
  const [address = "", ...query] = text.replace(/#.*$/s, "").split("?");
  const pairs = query.join("?").split("&");
  // As in the WHATWG's URLs: the last `@` before the path ends what says who asks.
  const open = address.replace(/^([\w+.-]+:\/\/[^:/\\]*:)[^/\\]*@/, "$1***@");
  return query.length === 0 ? open : `${open}?${pairs.map(withoutValue).join("&")}`;
}

/** `token=***`; what stands there alone may be anything. */
function withoutValue(pair: string): string {
  const at = pair.indexOf("=");
  if (pair === "") return "";
  return at < 0 ? "***" : `${pair.slice(0, at)}=***`;
}

/** The values in the query of an address whose names are secret, as they stand there and as they are meant. */
export function querySecrets(text: string, isSecret: (name: string) => boolean): string[] {
  const [, query = ""] = /^[^?#]*\?([^#]*)/.exec(text) ?? [];
  return query.split("&").flatMap((pair) => {
    const [name = "", ...rest] = pair.split("=");
    const raw = rest.join("=");
    return isSecret(decoded(name)) ? [raw, decoded(raw)] : [];
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
