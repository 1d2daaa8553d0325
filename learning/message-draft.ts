import { pointerOf } from "../contract/index.ts";
import type { ChannelLesson, MessageLesson } from "./channel-lesson.ts";
import { define, type Draft, type Notes, schemaOf } from "./schema-of.ts";
import { keyOf, type Loosened } from "./plan.ts";

/** A message as a document declares it, with its evidence. `pointer`: where it will stand. */
export function messageDraft(
  lesson: ChannelLesson,
  message: MessageLesson,
  {
    pointer,
    notes,
    loosened,
  }: { readonly pointer: string; readonly notes: Notes; readonly loosened: Loosened },
): Draft {
  const { name, side, frames, connections, content } = message;
  const of = lesson.sides[side].frames;
  return {
    ...contentOf(content),
    ...correlationDraft(lesson, name, loosened),
    payload: payloadOf(message, `${pointer}/payload`, notes),
    "x-learned": { from: side, frames, of, connections },
  };
}

function contentOf(content: MessageLesson["content"]): Draft {
  if (content === "text") return { contentType: "text/plain" };
  return content === "binary" ? { contentType: "application/octet-stream" } : {};
}

function payloadOf({ name, content, stats, constant }: MessageLesson, pointer: string, notes: Notes): Draft {
  if (content !== "json") return { type: "string", ...(content === "binary" ? { format: "binary" } : {}) };
  const schema = schemaOf(stats, { key: "", pointer, what: name }, notes);
  if (constant !== null) setConstant(schema, constant);
  return schema;
}

/** What tells the message from others holds for all of it. */
function setConstant(schema: Draft, { pointer, value }: NonNullable<MessageLesson["constant"]>): void {
  let here: Draft = schema;
  const tokens = pointer.split("/").slice(1);
  for (const [depth, token] of tokens.entries()) {
    const isLast = depth === tokens.length - 1;
    const home = Array.isArray(here["items"]) ? here["items"] : here["properties"];
    if (typeof home !== "object" || home === null) return;
    // Both are drafts made a moment ago.
    const inside = home as Draft;
    const key = token.replaceAll("~1", "/").replaceAll("~0", "~");
    if (isLast) define(inside, key, { const: value });
    else here = (inside[key] ?? {}) as Draft;
  }
}

export function correlationDraft(lesson: ChannelLesson, name: string, loosened: Loosened): Draft {
  const id = lesson.correlated.get(name);
  if (id === undefined || loosened.ids.has(keyOf(lesson, name))) return {};
  const { pointer, matched, of } = id;
  return {
    correlationId: {
      location: `$message.payload#${pointer}`,
      "x-learned": { matched, of },
    },
  };
}

/** Query and path parameters of a channel, `without` the one that is a credential. */
export function handshakeDraft(
  { path }: ChannelLesson,
  pointer: string,
  { notes, without }: { readonly notes: Notes; readonly without: string | null },
): Draft {
  const { connections, pattern } = path;
  const query = [...path.query].filter(([name]) => name !== without);
  const names = [...pattern.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name ?? "");
  const properties: Draft = {};
  const required: string[] = [];
  for (const [name, stats] of query) {
    const at = `${pointer}${pointerOf("bindings", "ws", "query", "properties", name)}`;
    define(properties, name, schemaOf(stats, { key: name, pointer: at, what: `query ${name}` }, notes));
    notes.comments.set(at, `${stats.count} of ${connections} handshakes`);
    if (stats.count === connections && connections >= FOR_REQUIRED) required.push(name);
  }
  const asked = { type: "object", ...(required.length > 0 ? { required } : {}), properties };
  return {
    ...(names.length > 0
      ? {
          parameters: Object.fromEntries(
            names.map((name) => [name, { description: "Varies from client to client." }]),
          ),
        }
      : {}),
    ...(query.length > 0
      ? { bindings: { ws: { method: "GET", query: asked, bindingVersion: "0.1.0" } } }
      : {}),
  };
}

const FOR_REQUIRED = 20;
