import { namesIn, resolveRef } from "../../contract/index.ts";
import { oneLine, visibleJson } from "../../contract/plain-text.ts";
import type { Channel, ClientOperation, Contract, Message } from "../../contract/model.ts";
import { comment, propertyKey, schemaType, type TypeScope } from "./schema-type.ts";

/** How every such file begins. */
export const TYPES_HEAD = "// Types of ";

/**
 * A TypeScript file with the payload types of every message and the type of a handlers module of `serve --handlers`.
 * The same contract gives the same bytes; it needs nothing but the types of `asyncproof/server`.
 */
export function typesFile(contract: Contract): string {
  const { scope, schemas } = createScope(contract);
  const messages = contract.channels.map((channel) => messagesOf(channel, scope));
  const handlers = handlersOf(contract);
  return [
    `${TYPES_HEAD}${oneLine(contract.document)}, written by \`asyncproof generate --types\`. Do not change them: write them anew.`,
    'import type { TypedHandler } from "asyncproof/server";',
    "",
    "/** Payloads by channel and message. */",
    `export interface Messages {\n${messages.join("")}}`,
    "",
    "/** The default export of a module for `asyncproof serve --handlers`: what it names is answered by it. */",
    `export interface Handlers {\n${handlers}}`,
    "",
    "/** The document's schemas, by their names in the lock. */",
    `export interface Schemas {\n${schemas().join("")}}`,
    "",
  ].join("\n");
}

/** Schemas are written as they are asked for: what no message uses is left out. */
function createScope(contract: Contract): { readonly scope: TypeScope; schemas(): string[] } {
  const asked = new Set<string>();
  const scope: TypeScope = {
    refType: (ref) => {
      asked.add(ref);
      return `Schemas[${visibleJson(nameOf(ref))}]`;
    },
  };
  const schemas = (): string[] => {
    const lines: string[] = [];
    // A set goes on with what is added on the way.
    for (const ref of asked) {
      const { schema } = resolveRef(contract, ref);
      const type = schemaType(schema, scope, 2);
      lines.push(`${comment(schema, "  ")}  readonly ${propertyKey(nameOf(ref))}: ${type};\n`);
    }
    return lines;
  };
  return { scope, schemas };
}

function nameOf(ref: string): string {
  return ref.replace(/^schema:/, "");
}

function messagesOf(channel: Channel, scope: TypeScope): string {
  const lines = channel.messages.map(
    (message) => `    readonly ${propertyKey(message.name)}: ${payloadType(message, scope)};\n`,
  );
  return `  readonly ${propertyKey(channel.name)}: {\n${lines.join("")}  };\n`;
}

function payloadType({ content }: Message, scope: TypeScope): string {
  switch (content.kind) {
    case "json":
    case "text":
      return scope.refType(`schema:${content.schema}`);
    case "binary":
      return "null";
    case "unchecked":
      return "unknown";
  }
}

function handlersOf({ channels }: Contract): string {
  const types = new Map<string, string[]>();
  for (const channel of channels)
    for (const operation of channel.operations)
      if (operation.kind === "client")
        types.set(operation.name, [...(types.get(operation.name) ?? []), handlerType(channel, operation)]);
  return [...types].map(([name, all]) => `  readonly ${propertyKey(name)}?: ${all.join(" | ")};\n`).join("");
}

function handlerType(channel: Channel, operation: ClientOperation): string {
  const { sequence, replies, requests } = operation;
  const errors = channel.messages.filter(({ error }) => error).map(({ name }) => name);
  const named = sequence.kind === "sequence" ? namesIn(sequence.sequence) : [];
  const payloads = `Messages[${visibleJson(channel.name)}]`;
  const all = [...new Set([...replies, ...named, ...errors])];
  return `TypedHandler<\n    ${[
    `Pick<${payloads}, ${unionOf(requests)}>`,
    `Pick<${payloads}, ${unionOf(all)}>`,
    unionOf(errors),
  ].join(",\n    ")}\n  >`;
}

function unionOf(names: readonly string[]): string {
  return names.length === 0 ? "never" : names.map((name) => visibleJson(name)).join(" | ");
}
