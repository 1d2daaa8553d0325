/** Good and bad values of one format. */
export interface FormatValues {
  readonly good: readonly string[];
  readonly bad: readonly string[];
  /** A rough test that every good value passes and that tells other strings off. */
  readonly looks: RegExp;
}

const DATE = "2026-01-31";
const date = { good: [DATE, "2024-02-29"], bad: ["2026-02-30", "31.01.2026"], looks: /^\d{4}-\d\d-\d\d$/ };
const dateTime = {
  good: [`${DATE}T12:00:00Z`, `${DATE}T12:00:00.250+02:00`],
  bad: [`${DATE}T25:00:00Z`, "yesterday"],
  looks: /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d/,
};
const time = { good: ["12:00:00Z", "23:59:59+02:00"], bad: ["25:00:00Z", "noon"], looks: /^\d\d:\d\d:\d\d/ };
const uri = {
  good: ["https://example.com/path", "urn:example:1"],
  bad: ["not a uri", "//example.com"],
  looks: /^[A-Za-z][\w+.-]*:\S*$/,
};
const pointer = { good: ["/field/0", ""], bad: ["field", "/a~2"], looks: /^(\/.*)?$/ };

/** The string formats that ajv-formats checks. A format that is not here is never broken on purpose. */
export const FORMATS: { readonly [format: string]: FormatValues } = {
  date,
  "date-time": dateTime,
  "iso-date-time": dateTime,
  time,
  "iso-time": time,
  duration: { good: ["PT1M", "P1DT12H"], bad: ["1 minute", "P"], looks: /^P.+$/ },
  email: {
    good: ["ada@example.com", "bob@example.org"],
    bad: ["ada.example.com", "ada@"],
    looks: /^[^@\s]+@[^@\s]+$/,
  },
  hostname: {
    good: ["example.com", "localhost"],
    bad: ["-example.com", "exa mple.com"],
    looks: /^[A-Za-z0-9.-]+$/,
  },
  ipv4: { good: ["192.0.2.1", "198.51.100.7"], bad: ["192.0.2.256", "localhost"], looks: /^[\d.]+$/ },
  ipv6: { good: ["2001:db8::1", "::1"], bad: ["2001:db8::g", "192.0.2.1"], looks: /^[0-9a-fA-F:.]+$/ },
  uri,
  url: { good: ["https://example.com/path"], bad: ["not a url", "example"], looks: /^https?:\/\/\S+$/ },
  "uri-reference": { good: ["/path?x=1", "https://example.com/"], bad: ["\\path", "a b"], looks: /^\S*$/ },
  "uri-template": { good: ["https://example.com/{id}"], bad: ["https://example.com/{id"], looks: /^\S*$/ },
  uuid: {
    good: ["3fa85f64-5717-4562-b3fc-2c963f66afa6"],
    bad: ["3fa85f64-5717-4562-b3fc", "not-a-uuid"],
    looks: /^(urn:uuid:)?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/,
  },
  regex: { good: ["^[a-z]+$"], bad: ["[a-z"], looks: /^/ },
  "json-pointer": pointer,
  "relative-json-pointer": { good: ["0/field", "1"], bad: ["/field", "-1"], looks: /^\d/ },
  "json-pointer-uri-fragment": { good: ["#/field"], bad: ["/field"], looks: /^#/ },
  byte: { good: ["aGVsbG8="], bad: ["not base64!"], looks: /^[A-Za-z0-9+/]*={0,2}$/ },
};

/** Good values of formats that are known and that nothing here checks. Another format gets no value that is sure. */
export const READABLE_FORMATS: { readonly [format: string]: readonly string[] } = {
  "idn-email": ["ada@example.com", "bob@example.org"],
  "idn-hostname": ["example.com", "localhost"],
  iri: ["https://example.com/path", "urn:example:1"],
  "iri-reference": ["/path?x=1", "https://example.com/"],
  base64url: ["aGVsbG8"],
  char: ["A"],
  commonmark: ["Hello"],
  decimal: ["9.5"],
  html: ["<p>Hello</p>"],
  "http-date": ["Sat, 31 Jan 2026 12:00:00 GMT"],
  "media-range": ["text/plain"],
};

/** Values that have a format for certain, plainest first; none for a format that nobody here knows. */
export function goodValues(format: string): readonly string[] {
  return (Object.hasOwn(FORMATS, format) ? FORMATS[format]?.good : READABLE_FORMATS[format]) ?? [];
}
