import type { Json } from "../contract/json.ts";

/** What a hook or trigger is told. Commands get the same in their environment: see docs/config.md. */
export interface HookFacts {
  /** Where the service under test is. */
  readonly url: string;
  /** What leads to the test: family and channel, operation, title; empty where no test runs. */
  readonly test: readonly string[];
  /** Channel of the connection; "" where it is about none. */
  readonly channel: string;
  /** Who connects, or for whom something shall come; "" where it is about nobody. */
  readonly identity: string;
  /** The operation that a trigger shall make come; "" for hooks. */
  readonly operation: string;
}

/** What `beforeConnection` may give back: it goes into the handshake. */
export interface HandshakeAddition {
  readonly headers?: { readonly [name: string]: string };
  readonly query?: { readonly [name: string]: string };
}

/** A function of a `.ts` or `.mjs` config. What it gives back counts in `beforeConnection` alone. */
export type HookFunction = (facts: HookFacts) => unknown;

/** A program and its words; no shell reads them. */
export interface CommandSpec {
  readonly command: readonly string[];
}

/** Text, or the environment variable that holds it. */
export type TextSpec = string | { readonly env: string };

/** An HTTP request. In `url`, `headers` and `body` stand `{identity}`, `{channel}` and `{operation}` for what they name. */
export interface HttpRequestSpec {
  /** Whole, or a path of the service under test: `/admin/headlines`. */
  readonly url: string;
  /** Default: POST with a body, GET without. */
  readonly method?: string;
  readonly headers?: { readonly [name: string]: TextSpec };
  /** A string goes as it is, anything else as JSON. */
  readonly body?: Json;
}

export type HookSpec = HookFunction | CommandSpec;
export type TriggerSpec = HookFunction | CommandSpec | { readonly request: HttpRequestSpec };

/** When hooks are called. */
export const HOOKS = [
  "beforeAll",
  "afterAll",
  "beforeEach",
  "afterEach",
  "beforeConnection",
  "afterConnection",
] as const;
export type HookName = (typeof HOOKS)[number];

export interface TlsSpec {
  /** Files of certificate authorities (PEM) that are trusted beside the well-known ones. */
  readonly ca?: string | readonly string[];
  /** Client certificate and its private key (PEM files). */
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: TextSpec;
  readonly rejectUnauthorized?: boolean;
}

/** The keys of a config file that say how tests reach the service and prepare it; part of `ConfigFile`. */
export interface SetupFile {
  /** Go into every handshake. */
  readonly headers?: { readonly [name: string]: TextSpec };
  readonly tls?: TlsSpec;
  /** `http://host:port`, `https://host:port`, or `none`: not even what the environment says. */
  readonly proxy?: string;
  readonly hooks?: { readonly [name in HookName]?: HookSpec };
  /** By the name of the operation that the service sends. */
  readonly triggers?: { readonly [operation: string]: TriggerSpec };
  /** Deadline of a hook, a trigger, or a command that gives a credential: `10s`. */
  readonly hookTimeout?: string;
  /** Frames and handshakes per second, at most. */
  readonly rate?: number;
  /** File of violations that are accepted for now. */
  readonly known?: string;
}

/** Something of the user's that is called. */
export type Action =
  | { readonly kind: "function"; readonly call: HookFunction }
  | { readonly kind: "command"; readonly command: readonly string[] }
  | { readonly kind: "request"; readonly request: HttpRequestSpec };

/** The same, resolved. Files are absolute. */
export interface Setup {
  readonly headers: { readonly [name: string]: TextSpec };
  readonly tls: {
    readonly ca: readonly string[];
    readonly cert: string | null;
    readonly key: string | null;
    readonly passphrase: TextSpec | null;
    readonly rejectUnauthorized: boolean;
  };
  readonly proxy: string | null;
  readonly hooks: { readonly [name in HookName]?: Action };
  readonly triggers: { readonly [operation: string]: Action };
  readonly hookTimeoutMs: number;
  readonly rate: number | null;
  readonly known: string | null;
}
