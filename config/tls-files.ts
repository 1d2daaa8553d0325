import { readFile } from "node:fs/promises";
import { rootCertificates } from "node:tls";
import { ToolError } from "../contract/tool-error.ts";
import type { Environment } from "./environment.ts";
import type { Config } from "./model.ts";

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
export async function tlsOptions({ setup, file }: Config, env: Environment): Promise<TlsOptions> {
  const { ca, cert, key, passphrase, rejectUnauthorized } = setup.tls;
  const read = (path: string, name: string): Promise<string> => readPem(path, { name, config: file });
  if ((cert === null) !== (key === null))
    throw new ToolError("TLS-FILE", "a client certificate needs both `tls.cert` and `tls.key`", {
      where: file,
    });
  const own = await Promise.all(ca.map((path) => read(path, "tls.ca")));
  return {
    rejectUnauthorized,
    ...(own.length === 0 ? {} : { ca: [...rootCertificates, ...own] }),
    ...(cert === null ? {} : { cert: await read(cert, "tls.cert") }),
    ...(key === null ? {} : { key: await read(key, "tls.key") }),
    ...(passphrase === null
      ? {}
      : { passphrase: typeof passphrase === "string" ? passphrase : (env[passphrase.env] ?? "") }),
  };
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
    throw fail(error instanceof Error ? error.message : String(error));
  }
  throw fail(`${path} is no PEM file`);
}
