import type { Headers } from "../traffic/model.ts";
import type { Draft } from "./schema-of.ts";

/** Names that are a credential's wherever they stand; what only says who somebody is (`session`) is left to the reader. */
const CREDENTIAL =
  /token|auth|jwt|(api|access|secret|private)[-_]?key|secret|ticket|passw|credential|signature|^key$/i;
/** Hop by hop, against forgery of forms, or the protocol's own. */
const OTHERS = /csrf|xsrf|^proxy-|^sec-websocket-|cookie/i;
/** How a header says of what kind its credential is (RFC 9110, 11.4). */
const SCHEME = /^(basic|bearer)\s/i;

/** A credential that every handshake carried. */
export interface Credential {
  /** Name of the scheme in a document. */
  readonly name: string;
  readonly draft: Draft;
  /** The query that it stands in; null for a header. */
  readonly query: string | null;
  /** The header's name; null for a query. */
  readonly header: string | null;
  readonly handshakes: number;
}

/** Notices where handshakes that were let in carry a credential: names alone, no value is kept. */
export class Credentials {
  #handshakes = 0;
  readonly #carried = new Map<
    string,
    { readonly credential: Omit<Credential, "handshakes">; count: number }
  >();

  take(url: string, headers: Headers): void {
    this.#handshakes += 1;
    const mark = url.indexOf("?");
    const query = new URLSearchParams(mark < 0 ? "" : url.slice(mark + 1));
    const found = [
      ...Object.entries(headers).flatMap(([name, value]) =>
        isCredential(name) ? [inHeader(name, value)] : [],
      ),
      ...[...new Set(query.keys())].filter(isCredential).map(inQuery),
    ];
    for (const credential of found) {
      const key = JSON.stringify(credential);
      const known = this.#carried.get(key) ?? { credential, count: 0 };
      known.count += 1;
      if (this.#carried.size < MOST) this.#carried.set(key, known);
    }
  }

  /** What all of them carried; null for nothing. Of several the header that is made for it, else the first. */
  found(): Credential | null {
    const always = [...this.#carried.values()].filter(({ count }) => count === this.#handshakes);
    const [best] = [...always.filter(({ credential }) => credential.header === "authorization"), ...always];
    return best === undefined ? null : { ...best.credential, handshakes: this.#handshakes };
  }
}

const MOST = 100;

function isCredential(name: string): boolean {
  return CREDENTIAL.test(name) && !OTHERS.test(name);
}

function inHeader(name: string, value: string): Omit<Credential, "handshakes"> {
  const about = { query: null, header: name };
  if (name !== "authorization")
    return { name: schemeName(name), draft: { type: "httpApiKey", in: "header", name }, ...about };
  // A mark hides what it is; nearly all are of this kind.
  const scheme = SCHEME.exec(value)?.[1]?.toLowerCase() ?? "bearer";
  return { name: scheme, draft: { type: "http", scheme }, ...about };
}

function inQuery(name: string): Omit<Credential, "handshakes"> {
  return {
    name: schemeName(name),
    draft: { type: "httpApiKey", in: "query", name },
    query: name,
    header: null,
  };
}

function schemeName(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9_.-]/g, "_");
}

/** Where a document declares it, with its evidence. */
export function schemeDraft({ name, draft, handshakes }: Credential): Draft {
  const declared = { ...draft, "x-learned": { handshakes } };
  return { components: { securitySchemes: { [name]: declared } } };
}

/** What a server says of it. */
export function securityDraft({ name }: Credential): Draft {
  return { security: [{ $ref: `#/components/securitySchemes/${name}` }] };
}
