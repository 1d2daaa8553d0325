import { isIPv4, isIPv6 } from "node:net";
import { isDateTime } from "./date-time.ts";
import { isUri, isUriReference } from "./uri.ts";

const TIME = "T(?:\\d+H(?:\\d+M(?:\\d+S)?)?|\\d+M(?:\\d+S)?|\\d+S)";
const DATE = "(?:\\d+D|\\d+M(?:\\d+D)?|\\d+Y(?:\\d+M(?:\\d+D)?)?)";
const VARIABLE = "(?:[a-z0-9_]|%[0-9a-f]{2})(?:\\.?(?:[a-z0-9_]|%[0-9a-f]{2}))*(?::[1-9]\\d{0,3}|\\*)?";
const ATOM = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
const ADDRESS = new RegExp(
  `^(?:${ATOM}(?:\\.${ATOM})*|"(?:[^"\\\\\\r\\n]|\\\\.)*")@(?:(?:${LABEL}\\.)*${LABEL}|\\[([^\\]]+)\\])$`,
  "i",
);

/** Formats in which ajv-formats is at odds with the RFC that JSON Schema names, as that RFC has them. */
export const OWN_FORMATS: { readonly [name: string]: RegExp | ((text: string) => boolean) } = {
  "date-time": isDateTime,
  /** RFC 3339, appendix A: no unit is skipped. */
  duration: new RegExp(`^P(?:\\d+W|${DATE}(?:${TIME})?|${TIME})$`),
  /** RFC 5321: quoted local parts and address literals too. */
  email: isEmail,
  uri: isUri,
  "uri-reference": isUriReference,
  /** RFC 6570, with its errata. */
  "uri-template": new RegExp(
    `^(?:[^\\x00-\\x20\\x7f"<>%\\\\^\`{|}]|%[0-9a-f]{2}|\\{[+#./;?&=,!@|]?${VARIABLE}(?:,${VARIABLE})*\\})*$`,
    "i",
  ),
  /** RFC 4122, without `urn:uuid:`. */
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
};

function isEmail(text: string): boolean {
  const [whole, literal] = ADDRESS.exec(text) ?? [];
  if (whole === undefined) return false;
  return literal === undefined || isIPv4(literal) || (/^IPv6:/i.test(literal) && isIPv6(literal.slice(5)));
}
