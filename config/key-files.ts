import { resolve } from "node:path";
import { isObject, type Json, type JsonObject } from "../contract/json.ts";

/** A copy of the settings in which files are absolute: they are meant relative to the config file's folder. */
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
  if (isObject(settings["tls"]))
    copy["tls"] = mapValues(settings["tls"], (value, key) =>
      TLS_FILES.includes(key) ? absolute(value, folder) : value,
    );
  if (settings["known"] !== undefined) copy["known"] = absolute(settings["known"], folder);
  return copy;
}

const TLS_FILES: readonly string[] = ["ca", "cert", "key"];

function absolute(value: Json, folder: string): Json {
  if (Array.isArray(value)) return value.map((one: Json) => absolute(one, folder));
  return typeof value === "string" ? resolve(folder, value) : value;
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
