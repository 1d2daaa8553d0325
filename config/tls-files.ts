import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { rootCertificates } from "node:tls";
import { ToolError } from "../contract/tool-error.ts";
import { unreadable } from "../contract/unreadable.ts";
import type { Environment } from "./environment.ts";
import type { Config } from "./model.ts";
import { placeOf } from "./place-of.ts";
import type { TextSpec } from "./setup-model.ts";

/** What a TLS client needs beside the address; the names are those of Node's `tls.connect`. */
export interface TlsOptions {
  readonly rejectUnauthorized: boolean;
  readonly ca?: string[];
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
}

/**
 * Reads the files that the config names. `rejectUnauthorized` is always said: no variable of the environment can turn
 * it off behind the user's back. Throws TLS-FILE.
 */
export async function tlsOptions(config: Config, env: Environment): Promise<TlsOptions> {
  const { setup } = config;
  const file = placeOf(config, "tls");
  const { ca, cert, key, passphrase, rejectUnauthorized } = setup.tls;
  const read = (path: string, name: string): Promise<string> => readPem(path, { name, config: file });
  if ((cert === null) !== (key === null))
    throw new ToolError("TLS-FILE", "a client certificate needs both `tls.cert` and `tls.key`", {
      where: file,
    });
  const own = await Promise.all(ca.map((path) => read(path, "tls.ca")));
  const trusted = own.length === 0 ? {} : { ca: [...rootCertificates, ...own] };
  if (cert === null || key === null) return { rejectUnauthorized, ...trusted };
  const secret = passphrase === null ? {} : { passphrase: passphraseOf(passphrase, env, file) };
  const client = { cert: await read(cert, "tls.cert"), key: await read(key, "tls.key"), ...secret };
  checkClient(client, file);
  return { rejectUnauthorized, ...trusted, ...client };
}

function passphraseOf(text: TextSpec, env: Environment, file: string | null): string {
  if (typeof text === "string") return text;
  const value = env[text.env];
  if (value !== undefined) return value;
  throw new ToolError("TLS-FILE", `\`tls.passphrase\`: the environment variable ${text.env} is not set`, {
    where: file,
  });
}

/** A key that can't be read would look like a service that is not there. */
function checkClient(
  { cert, key, passphrase }: { readonly cert: string; readonly key: string; readonly passphrase?: string },
  file: string | null,
): void {
  const fail = (why: string, hint: string): ToolError =>
    new ToolError("TLS-FILE", why, { where: file, hint });
  let own: KeyObject;
  try {
    own = createPrivateKey({ key, format: "pem", ...(passphrase === undefined ? {} : { passphrase }) });
  } catch {
    throw passphrase === undefined
      ? fail("`tls.key` can't be read", "is it encrypted? then `tls.passphrase` opens it")
      : fail("`tls.key` can't be read with `tls.passphrase`", "is it the passphrase of this key?");
  }
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(cert);
  } catch {
    throw fail("`tls.cert` is no certificate", "it names a PEM file, relative to the config file");
  }
  if (!certificate.checkPrivateKey(own))
    throw fail(
      "`tls.cert` and `tls.key` do not belong together",
      "the key is the one that the certificate was made for",
    );
}

async function readPem(
  path: string,
  { name, config }: { readonly name: string; readonly config: string | null },
): Promise<string> {
  const fail = (why: string): ToolError =>
    new ToolError("TLS-FILE", `\`${name}\`: ${why}`, {
      where: config,
      hint: "it names a PEM file, relative to the config file",
    });
  try {
    const text = await readFile(path, "utf8");
    if (text.includes("-----BEGIN ")) return text;
  } catch (error) {
    throw fail(unreadable(error, path));
  }
  throw fail(`${path} is no PEM file`);
}
