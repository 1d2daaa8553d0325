import type { DocumentNode } from "../document/document-node.ts";
import type { Loading } from "../document/loading.ts";
import type { Channel, Contract, HandshakeField, Message, Operation } from "../model.ts";
import { SchemaTable } from "../schemas/schema-table.ts";
import { channelTerms } from "../vocabulary/channel-terms.ts";
import { checkExtension } from "../vocabulary/check-extension.ts";
import { checkOperation } from "../vocabulary/check-operation.ts";
import { clientOperation, type Surroundings } from "../vocabulary/client-operation.ts";
import { knownName, type Names } from "../vocabulary/names.ts";
import { outcomesIn, refusalOf, refusalWhere, repliesOf } from "../vocabulary/outcomes.ts";
import { rejectsOf } from "../vocabulary/rejects.ts";
import { replyElsewhere } from "../vocabulary/reply-elsewhere.ts";
import { serverOperation } from "../vocabulary/server-operation.ts";
import type { Choices } from "./choices.ts";
import { type Connection, connectionsOf } from "./connections.ts";
import { type DirectedOperation, directed } from "./directions.ts";
import { type Handshake, handshakeOf } from "./handshake-fields.ts";
import { messagesOf } from "./messages.ts";
import type { Outline, OutlineServer } from "./outline.ts";
import { pooledExtension } from "./pooled-extension.ts";
import { reportMirrored } from "./mirrored.ts";
import { answersOn, reportReplies } from "./replies-elsewhere.ts";
import { alternativesOf, reportShared, securitySchemesOf } from "./security.ts";

/** A connection with its messages and directions; what is promised about them is read when all are known. */
interface Draft {
  readonly connection: Connection;
  readonly extension: DocumentNode | null;
  readonly handshake: Handshake;
  readonly operations: readonly DirectedOperation[];
  readonly messages: readonly Message[];
}

/** The contract that the WebSocket part of a document promises. What the user chose wins over what the document says. */
export function contractOf(outline: Outline, loading: Loading, choices: Choices): Contract {
  const root = outline.extension;
  if (root !== null) checkExtension(root, "root");
  const chair = choices.role ?? (root?.text("role") === "client" ? "client" : "server");
  const table = new SchemaTable(loading);
  const drafts = draftsOf(outline, chair, { loading, table });
  reportMirrored(outline, chair, loading);
  const everywhere = clientOperationsOf(drafts);
  const securitySchemes = securitySchemesOf(outline, loading);
  for (const { connection } of drafts) reportShared(securityOf(connection), securitySchemes, loading);
  return {
    format: 1,
    asyncapi: outline.asyncapi,
    title: outline.title,
    version: outline.version,
    document: loading.tree.document,
    role: chair,
    servers: outline.servers.map(serverOf),
    channels: drafts.map((draft) => {
      const channel = channelOf(draft, { everywhere, root, drafts });
      return { ...channel, subprotocols: choices.subprotocols ?? channel.subprotocols };
    }),
    securitySchemes,
    schemas: table.entries(),
    ...rootTerms(root, drafts, everywhere),
  };
}

function operationOf(one: DirectedOperation, around: Around): Operation {
  if (one.kind === "client") return clientOperation(one, around);
  const { answers } = one;
  if (answers === null) return serverOperation(one, around);
  const asked = around.drafts.find(({ connection }) => connection.name === answers.channel);
  const requests = asked?.messages.filter(({ name }) => answers.request.messages.includes(name)) ?? [];
  return replyElsewhere({ ...one, answers }, around, requests);
}

interface Around extends Surroundings {
  readonly drafts: readonly Draft[];
}

function draftsOf(
  outline: Outline,
  role: Contract["role"],
  { loading, table }: { readonly loading: Loading; readonly table: SchemaTable },
): Draft[] {
  const headers = outline.extension?.text("headers") ?? "";
  const headersAt = headers === "" ? null : headers.slice(1);
  const content = { loading, table, contentType: outline.contentType, headersAt };
  const all = connectionsOf(outline, loading).map((connection) => {
    const operations = directed(connection, role, loading);
    for (const { operation, kind } of operations) checkOperation(operation.extension, kind);
    return { connection, operations };
  });
  reportReplies(all, loading);
  return all.map(({ connection, operations: own }) => {
    const operations = [...answersOn(connection, all), ...own];
    return {
      connection,
      extension: pooledExtension(connection.channels),
      handshake: handshakesOf(connection, table, loading),
      operations,
      messages: messagesOf(connection, operations, content),
    };
  });
}

function serverOf({ name, place, protocol, host, path }: OutlineServer): Contract["servers"][number] {
  return { name, place, url: `${protocol}://${host}${path}` };
}

function handshakesOf(connection: Connection, table: SchemaTable, loading: Loading): Handshake {
  const all = connection.channels.map((channel) => handshakeOf(channel, table, loading));
  const merged = (part: "query" | "headers"): HandshakeField[] => {
    const fields = new Map<string, HandshakeField>();
    for (const one of all)
      for (const field of one[part]) if (!fields.has(field.name)) fields.set(field.name, field);
    return [...fields.values()];
  };
  const [first] = all;
  return {
    parameters: first?.parameters ?? [],
    query: merged("query"),
    headers: merged("headers"),
    subprotocols: [...new Set(all.flatMap(({ subprotocols }) => subprotocols))],
  };
}

function clientOperationsOf(drafts: readonly Draft[]): Names["everywhere"] {
  return new Map(
    drafts.flatMap(({ connection, operations }) =>
      operations
        .filter(({ kind }) => kind === "client")
        .map(({ operation, messages }) => [operation.name, { channel: connection.name, requests: messages }]),
    ),
  );
}

function namesOf(draft: Draft, everywhere: Names["everywhere"]): Names {
  const { connection, handshake, operations, messages } = draft;
  const sent = new Set(
    operations.flatMap((one) => (one.kind === "server" ? one.messages : (one.replies ?? []))),
  );
  const received = new Set(operations.flatMap((one) => (one.kind === "client" ? one.messages : [])));
  return {
    channel: connection.name,
    messages: messages.map(({ name }) => name),
    errors: messages
      .filter(({ name, error }) => error && (sent.has(name) || !received.has(name)))
      .map(({ name }) => name),
    operations: operations.filter(({ kind }) => kind === "client").map(({ operation }) => operation.name),
    handshake,
    everywhere,
  };
}

interface Document {
  readonly everywhere: Names["everywhere"];
  readonly root: DocumentNode | null;
  readonly drafts: readonly Draft[];
}

function channelOf(draft: Draft, { everywhere, root, drafts }: Document): Channel {
  const { connection, extension, handshake, messages, operations } = draft;
  const names = namesOf(draft, everywhere);
  const [first] = connection.channels;
  const rejects = { channel: extension?.at("rejects") ?? null, root: root?.at("rejects") ?? null };
  const around: Around = { names, messages, rejects, drafts };
  const place = first?.place ?? "#";
  return {
    name: connection.name,
    place,
    title: first?.title ?? "",
    description: first?.description ?? "",
    path: connection.path,
    parameters: handshake.parameters,
    query: handshake.query,
    headers: handshake.headers,
    security: securityOf(connection),
    ...channelTerms(extension, names, place),
    messages,
    operations: operations.map((one) => operationOf(one, around)),
    rejects: rejectsOf({ declared: [rejects.channel], root: rejects.root, ownErrors: [], names }),
  };
}

/** An operation's security is one of the connection's only where no operation goes without. */
function securityOf({ server, operations }: Connection): Channel["security"] {
  const own = operations.map(({ security }) => security);
  const all = own.every((list) => list.length > 0) ? own : [];
  return alternativesOf([server?.security ?? [], ...all]);
}

/** A default for every channel holds where its message is. Throws UNKNOWN-NAME for one that no channel has. */
function checkReplies(rejects: DocumentNode | null, all: readonly Names[]): void {
  const known = new Set(all.flatMap(({ messages }) => messages));
  for (const [, node] of rejects?.entries() ?? [])
    for (const { node: reply } of repliesOf(outcomesIn(node)))
      knownName(reply, known, "message of any channel");
}

function rootTerms(
  root: DocumentNode | null,
  drafts: readonly Draft[],
  everywhere: Names["everywhere"],
): Pick<Contract, "unknownChannel" | "shutdown"> {
  const unknown = root?.at("rejects")?.at("unknownChannel") ?? null;
  const shutdown = root?.at("shutdown") ?? null;
  const all = drafts.map((draft) => namesOf(draft, everywhere));
  checkReplies(root?.at("rejects") ?? null, all);
  const refusal = (node: DocumentNode): Contract["unknownChannel"] => {
    const [first] = all;
    if (first === undefined) throw new RangeError("a contract has a channel");
    return refusalOf(node, all.find((names) => refusalWhere(node, names) !== null) ?? first);
  };
  return {
    unknownChannel:
      unknown === null ? { kind: "unspecified", deliberate: false, place: "#" } : refusal(unknown),
    shutdown: shutdown === null ? { kind: "none" } : shutdownOf(shutdown, refusal(shutdown)),
  };
}

function shutdownOf(node: DocumentNode, refusal: Contract["unknownChannel"]): Contract["shutdown"] {
  if (refusal.kind === "unspecified") return { kind: "none" };
  const closes = refusal.outcomes.flatMap((one) =>
    one.kind === "close" || one.kind === "reply-close" ? [one.codes] : [],
  );
  const codes = closes.flatMap((one) => (one.kind === "codes" ? one.codes : []));
  if (closes.length === 0)
    throw node.fault("X-CONTRACT", "`shutdown` says what clients see: a close", "write `{ close: 1001 }`");
  const any = closes.some(({ kind }) => kind === "any");
  return { kind: "close", codes: any ? { kind: "any" } : { kind: "codes", codes }, place: node.place };
}
