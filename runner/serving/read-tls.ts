import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { ToolError } from "../../contract/tool-error.ts";
import { unreadable } from "../../contract/unreadable.ts";

interface TlsFiles {
  readonly cert: string;
  readonly key: string;
}

/** The texts of certificate and key. Throws TLS for a file that can't be read. */
export async function readTls({ cert, key }: TlsFiles, cwd: string): Promise<TlsFiles> {
  return { cert: await read(cert, cwd), key: await read(key, cwd) };
}

async function read(file: string, cwd: string): Promise<string> {
  try {
    return await readFile(resolve(cwd, file), "utf8");
  } catch (error) {
    throw new ToolError("TLS", unreadable(error, file), {
      where: file,
      hint: "--tls-cert and --tls-key name PEM files",
    });
  }
}
