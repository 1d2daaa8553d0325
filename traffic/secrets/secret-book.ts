import { type Contract, type Json, pointerTokens } from "../../contract/index.ts";
import type { Headers, WireEvent } from "../model.ts";
import { hiddenInBroken, isObjectLike, jsonTextOf, leavesOf, mayHide, parsed } from "./hide.ts";
import { hiddenInJson } from "./hide-in-json.ts";
import { markOf } from "./mark.ts";
import { type SecretFields, secretFields, secretSubprotocols } from "./secret-names.ts";

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
/** What is told is cut sooner. */
const LONGEST_CUT = 4096;
/** How many secrets are remembered. */
const MOST = 10_000;
/** How many secrets of its payloads are masked in everything that a connection says. */
const MOST_OF_ONE = 32;

/** What a connection has carried: the secrets of its handshake (so many), then those of its payloads. */
interface Carried {
  readonly all: readonly string[];
  readonly asked: number;
  /** Values of its payloads that are too short to be looked for in frames. */
  readonly brief: readonly string[];
}
const NONE: Carried = { all: [], asked: 0, brief: [] };

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
      if (secrets.length > 0)
        this.#carried.set(connection, { all: secrets, asked: secrets.length, brief: [] });
    } else if (event.kind === "frame") {
      const { data } = event;
      const text = data.kind === "text" ? data.text : jsonTextOf(data.bytes);
      const { all, asked, brief } = this.#carried.get(connection) ?? NONE;
      const named = this.#named(text);
      const found = named.filter((one) => isWorthMasking(one) && !all.includes(one));
      const short = named.filter((one) => one.length < SHORTEST && !brief.includes(one));
      if (found.length + short.length === 0) return;
      this.#carried.set(connection, {
        all: [...all.slice(0, asked), ...lastOf(all.slice(asked), found)],
        asked,
        brief: lastOf(brief, short),
      });
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

  /** Bytes that may be written anywhere; those that hold a secret are written as zeros, JSON as text would be. */
  bytes(bytes: Uint8Array, secrets: readonly string[]): Uint8Array {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const holds = [...this.#known, ...secrets].some((secret) => text.includes(secret));
    if (holds || text.includes("eyJ")) return new Uint8Array(bytes.length);
    const json = jsonTextOf(bytes);
    const clean = this.#members(json);
    return clean === json ? bytes : Buffer.from(clean);
  }

  /**
   * Prose of ours without any secret heard of so far, whole or cut. `connection`: whose payload is quoted in it; then
   * values too short to be looked for elsewhere are masked as well.
   */
  prose(text: string, connection = ""): string {
    const clean = cutSecrets(this.#replaced(this.#jwts(text), [...this.#marks.keys()]), this.#marks);
    const { brief } = this.#carried.get(connection) ?? NONE;
    return brief.reduce((quoted, secret) => quoted.replaceAll(wordOf(secret), this.mark(secret)), clean);
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
    return touched ? clean : text;
  }

  /** The values that a payload's names or our pointers call secret; each has its mark. */
  #named(text: string): readonly string[] {
    const found: string[] = [];
    this.#hidden(text, (secret) => found.push(secret));
    return found;
  }

  /** A payload with marks in place of what is secret in it, whole or broken. */
  #hidden(text: string, tell: (secret: string) => void): string {
    if (!mayHide(text, this.#pointers)) return text;
    const hide = (value: Json, written: string = ""): string => {
      const secret = typeof value === "string" ? value : JSON.stringify(value);
      // What is told of a payload may quote a part of it, and write it in another way.
      const parts = typeof value === "object" ? [secret, ...leavesOf(value)] : [secret];
      if (typeof value === "number" && written !== secret) parts.push(written);
      for (const part of parts) {
        tell(part);
        this.mark(part);
      }
      return this.mark(secret);
    };
    const value = parsed(text);
    if (value === undefined) return isObjectLike(text) ? hiddenInBroken(text, this.#pointers, hide) : text;
    return hiddenInJson(text, this.#pointers, hide);
  }
}

/** The last of what was said, each once. */
function lastOf(before: readonly string[], now: readonly string[]): readonly string[] {
  return [...before, ...new Set(now)].slice(-MOST_OF_ONE);
}

/** A short value where it stands alone. */
function wordOf(secret: string): RegExp {
  const literal = [...secret].map((char) => `\\u{${char.codePointAt(0)?.toString(16)}}`).join("");
  return new RegExp(`(?<![\\w.*])${literal}(?![\\w.])`, "gu");
}

/** A short word is none that could be found again: masking it would mask half of what is said. */
function isWorthMasking(secret: string): boolean {
  return secret.length >= 8 || (secret.length >= 6 && /[^A-Za-z]/.test(secret));
}

/** Texts for people are cut (`...`): the head of a secret before the cut is masked as well. */
function cutSecrets(text: string, secrets: ReadonlyMap<string, string>): string {
  if (secrets.size === 0) return text;
  let clean = "";
  let from = 0;
  for (let at = text.indexOf("..."); at >= 0; at = text.indexOf("...", at + 3)) {
    const head = text.slice(Math.max(from, at - LONGEST_CUT), at);
    const cut = headOfSecret(head, secrets);
    if (cut === null) continue;
    clean += `${text.slice(from, at - cut.length)}${cut.mark}`;
    from = at;
  }
  return clean + text.slice(from);
}

/** The secret that begins with the end of a text, as much of it as there is. */
function headOfSecret(
  text: string,
  secrets: ReadonlyMap<string, string>,
): { readonly length: number; readonly mark: string } | null {
  for (const [secret, mark] of secrets)
    for (let length = Math.min(text.length, secret.length); length >= SHORTEST; length -= 1)
      if (secret.startsWith(text.slice(-length))) return { length, mark };
  return null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
