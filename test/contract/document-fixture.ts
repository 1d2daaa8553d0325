import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { LoadedContract, LoadOptions } from "../../contract/load-contract.ts";
import type { Channel, ClientOperation, ServerOperation } from "../../contract/model.ts";
import { openDocument, readDocument } from "../../contract/read-contract.ts";
import { SourceReader } from "../../contract/document/source-reader.ts";
import { ToolError } from "../../contract/tool-error.ts";

export type Files = { readonly [name: string]: string };

/** Writes files to a folder of their own, for as long as `body` runs. */
export async function inFolder<T>(files: Files, body: (folder: string) => Promise<T> | T): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "contract-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return await body(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The contract of a document, without the official parser. */
export function read(text: string | Files, options: LoadOptions = {}): Promise<LoadedContract> {
  const files = typeof text === "string" ? { "asyncapi.yaml": text } : text;
  return inFolder(files, (cwd) => readIn(cwd, options));
}

/** The contract of `asyncapi.yaml` in a folder, without the official parser. */
export async function readIn(cwd: string, options: LoadOptions = {}): Promise<LoadedContract> {
  const { root = null, allowRemote = false } = options;
  const reader = new SourceReader("asyncapi.yaml", { cwd, root, allowRemote });
  return readDocument(await openDocument(reader, { ...options, cwd }), options);
}

/** What a person is told: code, place, message, hint. */
export async function faultOf(run: Promise<unknown>): Promise<ToolError> {
  try {
    await run;
  } catch (error) {
    if (error instanceof ToolError) return error;
    throw error;
  }
  throw new Error("no error came");
}

/** `line:column` of the first place where `part` stands in a text. */
export function positionOf(text: string, part: string): string {
  const before = text.slice(0, text.indexOf(part)).split("\n");
  return `${before.length}:${(before.at(-1) ?? "").length + 1}`;
}

/** The only channel of a document. */
export async function channelOf(text: string | Files): Promise<Channel> {
  const { contract } = await read(text);
  const [channel] = contract.channels;
  if (channel === undefined) throw new Error("no channel");
  return channel;
}

export function clientOperation(channel: Channel, name: string): ClientOperation {
  const operation = channel.operations.find((one) => one.name === name);
  if (operation?.kind !== "client") throw new Error(`${name} is no operation that clients send`);
  return operation;
}

export function serverOperation(channel: Channel, name: string): ServerOperation {
  const operation = channel.operations.find((one) => one.name === name);
  if (operation?.kind !== "server") throw new Error(`${name} is no operation that the server sends`);
  return operation;
}

export interface Parts {
  readonly root?: string;
  readonly channel?: string;
  readonly ask?: string;
  readonly stop?: string;
  readonly news?: string;
  readonly question?: string;
  readonly components?: string;
}

/**
 * A small document: clients `ask` and get `token`s, then `done`; they `stop`; the server pushes `news`.
 * Parts are YAML in flow style; `question` stands for the `ask` message.
 */
export function chat(parts: Parts = {}): string {
  const question =
    "{ payload: { type: object, required: [type], properties: { type: { const: question } } } }";
  return `asyncapi: 3.1.0
info: { title: Chat, version: 1.0.0 }
defaultContentType: application/json
x-contract: ${parts.root ?? "{ version: 1 }"}
servers:
  local: { host: "localhost:8080", protocol: ws }
channels:
  chat:
    address: /chat
    bindings: { ws: { query: { type: object, properties: { user: { type: string } } } } }
    x-contract: ${parts.channel ?? "{}"}
    messages:
      question: ${parts.question ?? question}
      halt: { payload: { type: object, required: [type], properties: { type: { const: halt } } } }
      token: { payload: { type: object, required: [type], properties: { type: { const: token } } } }
      done: { payload: { type: object, required: [type], properties: { type: { const: done } } } }
      error: { payload: { type: object, required: [type], properties: { type: { const: error } } } }
      news: { payload: { type: object, required: [type], properties: { type: { const: news } } } }
operations:
  ask:
    action: receive
    channel: { $ref: "#/channels/chat" }
    messages: [{ $ref: "#/channels/chat/messages/question" }]
    reply:
      messages:
        - $ref: "#/channels/chat/messages/token"
        - $ref: "#/channels/chat/messages/done"
        - $ref: "#/channels/chat/messages/error"
    x-contract: ${parts.ask ?? "{}"}
  stop:
    action: receive
    channel: { $ref: "#/channels/chat" }
    messages: [{ $ref: "#/channels/chat/messages/halt" }]
    x-contract: ${parts.stop ?? "{}"}
  tell:
    action: send
    channel: { $ref: "#/channels/chat" }
    messages: [{ $ref: "#/channels/chat/messages/news" }]
    x-contract: ${parts.news ?? "{}"}
components: ${parts.components ?? "{}"}
`;
}

/** How a document begins that is written out in full. */
export const HEAD =
  "asyncapi: 3.0.0\ninfo: { title: T, version: 1.0.0 }\ndefaultContentType: application/json\n";

/** The findings of a document: code and message. */
export async function findings(text: string): Promise<string[]> {
  return (await read(text)).warnings.map(({ code, message }) => `${code} ${message}`);
}
