import { resolve } from "node:path";
import { isObject, type Json, type JsonObject } from "../contract/json.ts";

/** A copy of the settings in which key files are absolute: they are meant relative to the config file's folder. */
export function withAbsoluteKeyFiles(settings: JsonObject, folder: string): JsonObject {
  const copy: { [key: string]: Json } = { ...settings };
  if (settings["credentials"] !== undefined)
    copy["credentials"] = inCredentials(settings["credentials"], folder);
  if (isObject(settings["identities"]))
    copy["identities"] = mapValues(settings["identities"], (identity) =>
      isObject(identity) && identity["credentials"] !== undefined
        ? { ...identity, credentials: inCredentials(identity["credentials"], folder) }
        : identity,
    );
  return copy;
}

function inCredentials(credentials: Json, folder: string): Json {
  if (!isObject(credentials)) return credentials;
  return mapValues(credentials, (credential) => {
    const jwt = isObject(credential) ? credential["jwt"] : undefined;
    if (!isObject(jwt)) return credential;
    return {
      jwt: mapValues(jwt, (value, key) =>
        (key === "keyFile" || key === "publicKeyFile") && typeof value === "string"
          ? resolve(folder, value)
          : value,
      ),
    };
  });
}

function mapValues(object: JsonObject, change: (value: Json, key: string) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]));
}
