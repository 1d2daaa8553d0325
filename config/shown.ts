import { isObject, type Json } from "../contract/json.ts";
import type { Environment } from "./environment.ts";
import type { Config, Credential } from "./model.ts";
import { redact, secretsOf } from "./redact.ts";
import type { Action, TextSpec } from "./setup-model.ts";
import { shownUrl } from "./shown-url.ts";

/** One resolved setting, as `--show-config` tells it. */
export interface Shown {
  /** Name in a config file; `credentials.apiKey` where names merge. */
  readonly key: string;
  /** Without secrets; functions as `(function)`. */
  readonly value: Json;
  /** Flag, variable, file with line, or `default`. */
  readonly origin: string;
}

/** Every resolved setting with its origin. Holds no secret: not even one that stands in the file in plain text. */
export function shownConfig(config: Config, env: Environment): readonly Shown[] {
  const { allow, credentials, identities, reading, values, setup, origins } = config;
  const rows: readonly (readonly [string, Json])[] = [
    ["url", config.url === null ? null : shownUrl(config.url)],
    ...(["start", "port", "out", "templates", "seed", "runs"] as const).map(
      (key) => [key, config[key]] as const,
    ),
    ["patience", `${config.patienceMs}ms`],
    ["quiet", `${config.quietMs}ms`],
    ["maxWait", `${config.maxWaitMs}ms`],
    ["overlays", reading.overlays],
    ...(["root", "allowRemote", "cache"] as const).map((key) => [key, reading[key]] as const),
    ...named("credentials", credentials, hidden),
    ["identities", Object.fromEntries(identities.map((one) => [one.name, identityOf(one)]))],
    ...named("values", values, (value) => value),
    ...named("allow", allow, (reason) => reason),
    [
      "headers",
      Object.fromEntries(Object.entries(setup.headers).map(([name, text]) => [name, textOf(text)])),
    ],
    ["tls", { ...setup.tls, passphrase: setup.tls.passphrase === null ? null : "***" }],
    ["proxy", setup.proxy],
    ["hooks", actionsOf(setup.hooks)],
    ["triggers", actionsOf(setup.triggers)],
    ["hookTimeout", `${setup.hookTimeoutMs}ms`],
    ["rate", setup.rate],
    ["known", setup.known],
  ];
  const secrets = secretsOf(config, env);
  return rows.map(([key, value]) => ({
    key,
    value: clean(value, secrets),
    origin: originOf(key, origins),
  }));
}

/** A row for each name; one for none. */
function named<T>(
  key: string,
  group: { readonly [name: string]: T },
  shown: (value: T) => Json,
): (readonly [string, Json])[] {
  const entries = Object.entries(group);
  return entries.length === 0
    ? [[key, {}]]
    : entries.map(([name, value]) => [`${key}.${name}`, shown(value)]);
}

/** The form of a credential, with what is secret hidden. */
function hidden(credential: Credential): Json {
  if ("value" in credential) return { value: "***" };
  if ("env" in credential) return { env: credential.env };
  if ("command" in credential) return { command: program(credential.command) };
  const { secret, ...recipe } = credential.jwt;
  return { jwt: { ...(secret === undefined ? {} : { secret: "***" }), ...recipe } };
}

function identityOf({ claims, credentials }: Config["identities"][number]): Json {
  return {
    claims,
    credentials: Object.fromEntries(
      Object.entries(credentials).map(([scheme, credential]) => [scheme, hidden(credential)]),
    ),
  };
}

function actionsOf(actions: { readonly [name: string]: Action | undefined }): Json {
  return Object.fromEntries(
    Object.entries(actions).map(([name, action]) => [name, action === undefined ? null : actionText(action)]),
  );
}

function actionText(action: Action): Json {
  if (action.kind === "function") return "(function)";
  if (action.kind === "command") return { command: program(action.command) };
  return { request: { method: action.request.method ?? null, url: action.request.url } };
}

/** The program; its words may be secret. */
function program([name = "", ...words]: readonly string[]): Json {
  return words.length === 0 ? [name] : [name, "..."];
}

/** A value may come from `payloads`; what merges by name has an origin for each. */
function originOf(key: string, origins: Config["origins"]): string {
  const [group = "", name = ""] = /^([^.]+)\.([^#]*)/.exec(key)?.slice(1) ?? [key];
  const origin =
    origins[key] ?? (group === "values" ? origins[`payloads.${name}`] : undefined) ?? origins[group];
  return origin?.name ?? "default";
}

function textOf(text: TextSpec): Json {
  return typeof text === "string" ? text : { env: text.env };
}

function clean(value: Json, secrets: readonly string[]): Json {
  if (typeof value === "string") return redact(value, secrets);
  if (Array.isArray(value)) return value.map((one: Json) => clean(one, secrets));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clean(inner, secrets)]));
}
