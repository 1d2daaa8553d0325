import { readFile, stat } from "node:fs/promises";
import { FILE_REASONS } from "../unreadable.ts";

/** What reading a file or an address gave; `why` continues a sentence that begins with its name. */
export type SourceRead =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "unread"; readonly why: string; readonly hint: string };

/** A document, each file that it refers to, and all of them together may have so many bytes. */
export const MOST_BYTES: number = 10 * 1024 * 1024;
const REMOTE_MS = 10_000;

/** Reads a UTF-8 file. Never throws. */
export async function readLocal(path: string): Promise<SourceRead> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return unread("is a folder", "name the file in it");
    if (!found.isFile()) return unread("is no ordinary file");
    if (found.size > MOST_BYTES) return unread(tooLarge(found.size));
    return decoded(await readFile(path));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return unread(FILE_REASONS[code] ?? `can't be read${code === "" ? "" : ` (${code})`}`);
  }
}

/** Fetches a UTF-8 text over http or https, within 10 s. Never throws. */
export async function readRemote(url: string): Promise<SourceRead> {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.timeout(REMOTE_MS),
      headers: { accept: "application/yaml, application/json, text/*;q=0.8, */*;q=0.5" },
    });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      return unread(`answers with status ${response.status}`);
    }
    return await bodyOf(response.body);
  } catch (error) {
    const late = error instanceof Error && error.name === "TimeoutError";
    return unread(
      late ? `did not come within ${REMOTE_MS / 1000} s` : `can't be fetched: ${reasonOf(error)}`,
    );
  }
}

async function bodyOf(body: ReadableStream<Uint8Array>): Promise<SourceRead> {
  const parts: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop cancels the stream.
  for await (const part of body) {
    size += part.byteLength;
    if (size > MOST_BYTES) return unread(tooLarge(size));
    parts.push(part);
  }
  return decoded(Buffer.concat(parts));
}

function decoded(bytes: Uint8Array): SourceRead {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return { kind: "text", text };
  } catch {
    // Not UTF-8: said below.
  }
  return unread("is not text", "a document is YAML or JSON in UTF-8");
}

function tooLarge(bytes: number): string {
  const mib = (count: number): number => Math.ceil(count / 1024 / 1024);
  return `is too large: ${mib(bytes)} MiB or more, at most ${mib(MOST_BYTES)} are read`;
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}

function unread(why: string, hint: string = ""): SourceRead {
  return { kind: "unread", why, hint };
}
