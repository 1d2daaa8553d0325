import { once } from "node:events";
import { type IncomingMessage, request as plainRequest } from "node:http";
import { request as tlsRequest } from "node:https";
import type { HookFacts, HttpRequestSpec } from "../config/index.ts";
import { isObject, type Json } from "../contract/json.ts";
import type { Call } from "./call-action.ts";
import type { Ground } from "./ground.ts";
import { variable } from "./reach.ts";

/** How much of a bad answer is told. */
const TOLD = 200;

/** Makes the request and waits for its answer: any but 2xx, and none in time, is what the call says failing is. */
export async function httpRequest(ground: Ground, spec: HttpRequestSpec, call: Call): Promise<void> {
  const { method, url, text, headers } = prepared(ground, spec, call);
  const { reach, config } = ground;
  const agent = reach.agentFor(url);
  const signal = AbortSignal.timeout(config.setup.hookTimeoutMs);
  const options = { method, headers, signal, ...reach.tls, ...(agent === null ? {} : { agent }) };
  let status = 0;
  let body = "";
  try {
    const request = (url.protocol === "https:" ? tlsRequest : plainRequest)(url, options);
    request.end(text ?? undefined);
    // `once(request, "response")` gives what the listener gets.
    const [response] = (await once(request, "response")) as [IncomingMessage];
    status = response.statusCode ?? 0;
    for await (const chunk of response.setEncoding("utf8")) if (body.length < TOLD) body += chunk;
  } catch (error) {
    const why = signal.aborted ? `no answer within ${config.setup.hookTimeoutMs} ms` : messageOf(error);
    throw call.failing(`${method} ${url.origin}${url.pathname}: ${why}`, "");
  }
  if (status >= 200 && status < 300) return;
  throw call.failing(
    `${method} ${url.origin}${url.pathname} was answered with ${status}`,
    body.slice(0, TOLD).trim(),
  );
}

interface Prepared {
  readonly method: string;
  readonly url: URL;
  readonly text: string | null;
  readonly headers: { readonly [name: string]: string };
}

function prepared({ env }: Ground, spec: HttpRequestSpec, { key, facts }: Call): Prepared {
  const { body } = spec;
  const filledBody = body === undefined ? null : filledIn(body, (text) => filled(text, facts));
  const text =
    filledBody === null || typeof filledBody === "string" ? filledBody : JSON.stringify(filledBody);
  const headers: { [name: string]: string } = {};
  if (filledBody !== null && typeof filledBody !== "string") headers["content-type"] = "application/json";
  if (text !== null) headers["content-length"] = String(Buffer.byteLength(text));
  for (const [name, value] of Object.entries(spec.headers ?? {})) {
    const own =
      typeof value === "string" ? value : variable(value.env, `${key}.request.headers.${name}`, env);
    headers[name.toLowerCase()] = filled(own, facts);
  }
  // A path is one of the service under test: the port of a service that the run starts is nobody's to know.
  const service = facts.url.replace(/^ws/, "http");
  const url = new URL(filled(spec.url, facts, encodeURIComponent), service);
  return { method: spec.method ?? (text === null ? "GET" : "POST"), url, text, headers };
}

/** `{identity}`, `{channel}`, `{operation}`; anything else in braces stands. */
function filled(
  text: string,
  facts: HookFacts,
  written: (value: string) => string = (value) => value,
): string {
  const { identity, channel, operation } = facts;
  const values = new Map(Object.entries({ identity, channel, operation }));
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values.get(name);
    return value === undefined ? whole : written(value);
  });
}

function filledIn(value: Json, change: (text: string) => string): Json {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((one: Json) => filledIn(one, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filledIn(inner, change)]));
}

/** Both address families refused gives an AggregateError without a message of its own. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : "";
  return error.message || code;
}
