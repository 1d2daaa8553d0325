import { type Contract, isObject, type Json, type JsonObject, pointerTokens } from "../../contract/index.ts";
import type { Headers, WireEvent } from "../model.ts";
import { markOf } from "./mark.ts";
import {
  isSecretMember,
  SECRET_HINT,
  type SecretFields,
  secretFields,
  secretSubprotocols,
} from "./secret-names.ts";

export interface SecretOptions {
  readonly contract: Contract;
  /** Secrets known before. */
  readonly known: readonly string[];
  /** JSON pointers of payload values that are secrets too. */
  readonly pointers: readonly string[];
}

/** How a header says of what kind its credential is (RFC 9110, 11.4): that is no secret. */
const SCHEME = /^((?:basic|bearer)\s+)(\S.*)$/i;
const JWT = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;
/** A shorter value is no secret by itself: masking it would mask half of all words. */
const SHORTEST = 4;
/** How many secrets are remembered. */
const MOST = 10_000;
/** How many secrets of its payloads are masked in everything that a connection says. */
const MOST_OF_ONE = 32;

/** What a connection has carried: the secrets of its handshake (so many), then those of its payloads. */
interface Carried {
  readonly all: readonly string[];
  readonly asked: number;
}
const NONE: Carried = { all: [], asked: 0 };

/** Finds secrets in traffic, remembers them, and puts marks in their place. */
export class SecretBook {
  readonly #fields: SecretFields;
  readonly #pointers: readonly (readonly string[])[];
  readonly #known: readonly string[];
  readonly #declared: ReadonlySet<string>;
  readonly #marks = new Map<string, string>();
  readonly #carried = new Map<string, Carried>();
  #heard: WireEvent | null = null;
  #count = 0;

  constructor({ contract, known, pointers }: SecretOptions) {
    this.#fields = secretFields(contract);
    this.#declared = new Set(contract.channels.flatMap(({ subprotocols }) => subprotocols));
    this.#pointers = pointers.map(pointerTokens);
    this.#known = known;
    for (const secret of known) this.mark(secret);
  }

  /**
   * Remembers what an event carries; before anything of it is judged or written. What one frame calls a password is
   * one wherever the connection says it again. May be told twice of the same event.
   */
  hear(event: WireEvent): void {
    if (event === this.#heard) return;
    this.#heard = event;
    const { connection } = event;
    if (event.kind === "gone") this.#carried.delete(connection);
    else if (event.kind === "handshake") {
      const { secrets } = this.handshake(event.url, event.headers);
      this.#carried.delete(connection);
      if (secrets.length > 0) this.#carried.set(connection, { all: secrets, asked: secrets.length });
    } else if (event.kind === "frame" && event.data.kind === "text") {
      const { all, asked } = this.#carried.get(connection) ?? NONE;
      const found = this.#named(event.data.text).filter((one) => isWorthMasking(one) && !all.includes(one));
      if (found.length === 0) return;
      const said = [...all.slice(asked), ...new Set(found)].slice(-MOST_OF_ONE);
      this.#carried.set(connection, { all: [...all.slice(0, asked), ...said], asked });
    }
  }

  /** The secrets that a connection has carried so far. */
  carried(connection: string): readonly string[] {
    return (this.#carried.get(connection) ?? NONE).all;
  }

  /** The mark of a secret, which is remembered. */
  mark(secret: string): string {
    const found = this.#marks.get(secret);
    if (found !== undefined) return found;
    this.#count += 1;
    const mark = markOf(this.#count);
    this.#marks.set(secret, mark);
    if (this.#marks.size > MOST)
      for (const oldest of this.#marks.keys()) {
        if (this.#known.includes(oldest)) continue;
        this.#marks.delete(oldest);
        break;
      }
    return mark;
  }

  /** A handshake that may be written anywhere, and the secrets it carried. */
  handshake(
    url: string,
    headers: Headers,
  ): { readonly url: string; readonly headers: Headers; readonly secrets: readonly string[] } {
    const secrets = new Set<string>();
    const mask = (value: string): string => {
      if (value === "") return "";
      if (value.length >= SHORTEST) secrets.add(value);
      return this.mark(value);
    };
    const clean = Object.entries(headers).map(([name, value]) => [name, this.#header(name, value, mask)]);
    const masked = this.#query(url, mask);
    return { url: this.#jwts(masked), headers: Object.fromEntries(clean), secrets: [...secrets] };
  }

  #header(name: string, value: string, mask: (value: string) => string): string {
    if (name === "sec-websocket-protocol")
      return this.#subprotocols(
        value.split(",").map((one) => one.trim()),
        mask,
      );
    if (!this.#fields.isHeader(name)) return this.#jwts(value);
    // The parts are secret too: a token comes back without its scheme, a cookie without its name.
    for (const part of value.split(/[\s;,]+|(?<=[\w-])=/)) if (part.length >= 8) mask(part);
    const [, scheme = "", rest = value] = SCHEME.exec(value) ?? [];
    return `${scheme}${mask(rest)}`;
  }

  #subprotocols(names: readonly string[], mask: (value: string) => string): string {
    const secret = secretSubprotocols(names, this.#declared);
    return names.map((name) => (secret.has(name) ? mask(name) : name)).join(", ");
  }

  /** The subprotocol of an answer: some services give the credential back. */
  subprotocol(name: string, secrets: readonly string[]): string {
    if (secrets.includes(name)) return this.mark(name);
    return this.#subprotocols([name], (value) => this.mark(value));
  }

  #query(url: string, mask: (value: string) => string): string {
    const at = url.indexOf("?");
    if (at < 0) return url;
    const pairs = url.slice(at + 1).split("&");
    const clean = pairs.map((pair) => {
      const [name = "", ...rest] = pair.split("=");
      if (rest.length === 0 || !this.#fields.isQuery(decoded(name))) return pair;
      const raw = rest.join("=");
      mask(raw);
      return `${name}=${mask(decoded(raw))}`;
    });
    return `${url.slice(0, at)}?${clean.join("&")}`;
  }

  /** A payload that may be written anywhere. `secrets`: those of its connection's handshake. */
  payload(text: string, secrets: readonly string[]): string {
    const inside = this.#members(text);
    return this.#replaced(this.#jwts(inside), [...this.#known, ...secrets]);
  }

  /** Bytes that may be written anywhere; those that hold a secret are written as zeros. */
  bytes(bytes: Uint8Array, secrets: readonly string[]): Uint8Array {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const holds = [...this.#known, ...secrets].some((secret) => text.includes(secret));
    return holds || text.includes("eyJ") ? new Uint8Array(bytes.length) : bytes;
  }

  /** Prose of ours without any secret heard of so far, whole or cut. */
  prose(text: string): string {
    return cutSecrets(this.#replaced(this.#jwts(text), [...this.#marks.keys()]), this.#marks);
  }

  #replaced(text: string, secrets: readonly string[]): string {
    let clean = text;
    for (const secret of secrets) {
      if (secret.length < SHORTEST) continue;
      if (clean.includes(secret)) clean = clean.replaceAll(secret, this.mark(secret));
      const escaped = JSON.stringify(secret).slice(1, -1);
      if (escaped !== secret && clean.includes(escaped)) clean = clean.replaceAll(escaped, this.mark(secret));
    }
    return clean;
  }

  #jwts(text: string): string {
    return text.includes("eyJ") ? text.replace(JWT, (token) => this.mark(token)) : text;
  }

  #members(text: string): string {
    let touched = false;
    const clean = this.#hidden(text, () => {
      touched = true;
    });
    return touched ? JSON.stringify(clean) : text;
  }

  /** The values that a payload's names or our pointers call secret; each has its mark. */
  #named(text: string): readonly string[] {
    const found: string[] = [];
    this.#hidden(text, (secret) => found.push(secret));
    return found;
  }

  /** A payload with marks in place of what is secret in it; undefined where there can be none. */
  #hidden(text: string, tell: (secret: string) => void): Json | undefined {
    const named = this.#pointers.some((tokens) => text.includes(tokens.at(-1) ?? ""));
    if (!named && !SECRET_HINT.test(text)) return undefined;
    const value = parsed(text);
    if (value === undefined) return undefined;
    const hide = (value: Json): Json => {
      const secret = typeof value === "string" ? value : JSON.stringify(value);
      tell(secret);
      return this.mark(secret);
    };
    let clean = hideMembers(value, hide);
    for (const tokens of this.#pointers) clean = hideAt(clean, tokens, hide);
    return clean;
  }
}

/** A short word is none that could be found again: masking it would mask half of what is said. */
function isWorthMasking(secret: string): boolean {
  return secret.length >= 8 || (secret.length >= 6 && /[^A-Za-z]/.test(secret));
}

function hideMembers(value: Json, hide: (secret: Json) => Json): Json {
  if (Array.isArray(value)) return value.map((item) => hideMembers(item, hide));
  if (!isObject(value)) return value;
  const clean = Object.entries(value).map(([key, member]) => {
    if (typeof member === "string" && member !== "" && isSecretMember(key, member))
      return [key, hide(member)];
    return [key, hideMembers(member, hide)];
  });
  return Object.fromEntries(clean);
}

/** `*` stands for any member or item. */
function hideAt(value: Json, tokens: readonly string[], hide: (secret: Json) => Json): Json {
  const [token, ...rest] = tokens;
  if (token === undefined) return hide(value);
  if (Array.isArray(value))
    return value.map((item, index) =>
      token === "*" || token === `${index}` ? hideAt(item, rest, hide) : item,
    );
  if (!isObject(value)) return value;
  const clean: JsonObject = Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      token === "*" || token === key ? hideAt(member, rest, hide) : member,
    ]),
  );
  return clean;
}

/** Texts for people are cut (`...`): the head of a secret before the cut is masked as well. */
function cutSecrets(text: string, secrets: ReadonlyMap<string, string>): string {
  if (!text.includes("...")) return text;
  return text.replace(/\S{4,}(?=\.\.\.)/g, (head) => {
    for (const [secret, mark] of secrets)
      for (let from = 0; from <= head.length - SHORTEST; from += 1)
        if (secret.startsWith(head.slice(from))) return `${head.slice(0, from)}${mark}`;
    return head;
  });
}

function parsed(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
