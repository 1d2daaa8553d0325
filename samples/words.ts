import { inEnglish } from "./words-of-others.ts";

/** The words of a field's name, lower case: `requestId`, `request_id`, `request-id` give `request`, `id`. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

/** What a person would put into a field of which the last word is the key. */
const TEXTS: { readonly [word: string]: string } = {
  address: "1 Main Street",
  author: "Ada",
  body: "Hello",
  city: "Berlin",
  code: "CODE",
  color: "#336699",
  colour: "#336699",
  content: "Hello",
  country: "DE",
  currency: "EUR",
  date: "2026-01-31",
  description: "A short description",
  detail: "A detail",
  email: "ada@example.com",
  error: "Something went wrong",
  host: "example.com",
  hostname: "example.com",
  ip: "192.0.2.1",
  lang: "en",
  language: "en",
  locale: "en-GB",
  message: "Hello",
  method: "GET",
  mime: "text/plain",
  msg: "Hello",
  name: "Ada",
  note: "A note",
  password: "correct horse",
  path: "/path",
  phone: "+491234567",
  prompt: "Say hello",
  query: "hello",
  reason: "A reason",
  subject: "Hello",
  summary: "A summary",
  symbol: "BTC-USD",
  text: "Hello",
  time: "12:00:00Z",
  timestamp: "2026-01-31T12:00:00Z",
  title: "Hello",
  at: "2026-01-31T12:00:00Z",
  uri: "https://example.com/path",
  url: "https://example.com/path",
  user: "ada",
  username: "ada",
  version: "1.0.0",
};

const NUMBERS: { readonly [word: string]: number } = {
  age: 30,
  index: 0,
  lat: 52.5,
  latitude: 52.5,
  lon: 13.4,
  longitude: 13.4,
  offset: 0,
  percent: 50,
  percentage: 50,
  port: 8080,
  price: 9.5,
  progress: 50,
  timestamp: 1769860800,
  year: 2026,
};

const IDS = new Set(["id", "ids", "key", "uid", "ref", "reference", "nonce"]);

/** Readable strings for a field, best first. `serial` makes ids differ. */
export function readableTexts(name: string, serial: number): string[] {
  const words = wordsOf(name);
  const last = words.at(-1) ?? "text";
  const text = textFor(words);
  const stem = words.slice(0, -1).join("-");
  const plain = words.join("-") || "text";
  const id = `${shortened(stem) || last}-${serial}`;
  const first = IDS.has(last) ? [id] : [text ?? plain];
  return [
    ...first,
    plain,
    id,
    `${last}-${serial}`,
    `${last}${serial}`,
    plain.replaceAll("-", "_"),
    last,
    last.toUpperCase(),
    `#${last}`,
    `/${last}`,
    `${serial}`,
    `1.0.${serial}`,
    "A",
  ];
}

/** By the last word; an `address` may be one of something (`ip_address`). */
function textFor(words: readonly string[]): string | undefined {
  const [before = "", last = ""] = ["", "", ...words.map(inEnglish)].slice(-2);
  const word = last === "address" && Object.hasOwn(TEXTS, before) ? before : last;
  return Object.hasOwn(TEXTS, word) ? TEXTS[word] : undefined;
}

/** The first of a field's name and titles that says what the field holds; its name where none does. */
export function tellingName(name: string, titles: readonly string[]): string {
  return [name, ...titles].find((one) => isKnown(wordsOf(one))) ?? name;
}

function isKnown(words: readonly string[]): boolean {
  const last = inEnglish(words.at(-1) ?? "");
  return IDS.has(last) || Object.hasOwn(NUMBERS, last) || textFor(words) !== undefined;
}

/** `tags` holds tags: one is a `tag`. */
export function singular(name: string): string {
  return name.replace(/ies$/, "y").replace(/(?<=[^s])s$/, "");
}

/** A readable number for a field. */
export function readableNumber(name: string): number {
  const last = inEnglish(wordsOf(name).at(-1) ?? "");
  return (Object.hasOwn(NUMBERS, last) ? NUMBERS[last] : undefined) ?? 1;
}

function shortened(stem: string): string {
  return stem === "request" || stem === "correlation" ? "req" : stem;
}
