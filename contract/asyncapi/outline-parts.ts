import { numberedExample } from "../example-name.ts";
import type { DocumentNode } from "../document/document-node.ts";
import { isObject, type Json } from "../json.ts";
import type { Place } from "../model.ts";
import type { Outline, OutlineChannel, OutlineExample, OutlineMessage } from "./outline.ts";

/** What all versions of AsyncAPI write in the same way. */

/** A map's children: name, node with references followed, place of the entry itself. */
export function childrenOf(parent: DocumentNode, key: string): [string, DocumentNode, Place][] {
  const map = parent.at(key);
  return map === null ? [] : map.entries().map(([name, node]) => [name, node, map.entry(name)]);
}

/** What the root says of itself. */
export function rootParts(
  root: DocumentNode,
): Pick<Outline, "asyncapi" | "title" | "version" | "extension" | "contentType"> {
  const info = root.at("info");
  return {
    asyncapi: String(root.at("asyncapi")?.value ?? ""),
    title: info?.text("title") ?? "",
    version: info?.text("version") ?? "",
    extension: root.at("x-contract"),
    contentType: root.text("defaultContentType"),
  };
}

/** The title, or the summary in its place; the description, or the summary where that is not the title already. */
export function wordsOf(node: DocumentNode): { readonly title: string; readonly description: string } {
  const [title, summary] = [node.text("title"), node.text("summary")];
  return { title: title || summary, description: node.text("description") || (title === "" ? "" : summary) };
}

export function bindingsOf(channel: DocumentNode): Pick<OutlineChannel, "binding" | "bindings"> {
  const bindings = channel.at("bindings");
  return { bindings: bindings?.keys() ?? [], binding: bindings?.at("ws") ?? null };
}

/** What a message says besides its name and its schemas. */
export function messageParts(
  node: DocumentNode,
): Omit<OutlineMessage, "name" | "place" | "origin" | "payload" | "headers"> {
  const correlation = node.at("correlationId");
  return {
    ...wordsOf(node),
    contentType: node.text("contentType"),
    correlation:
      correlation === null ? null : { location: correlation.text("location"), place: correlation.place },
    tags: (node.at("tags")?.items() ?? []).map((tag) => tag.text("name")),
    examples: (node.at("examples")?.items() ?? []).map(exampleOf),
    extension: node.at("x-contract"),
  };
}

function exampleOf(node: DocumentNode, index: number): OutlineExample {
  const name = node.text("name") || numberedExample(index);
  const { value } = node;
  const payload = isObject(value) && Object.hasOwn(value, "payload") ? (value["payload"] ?? null) : null;
  const headers = isObject(value) && Object.hasOwn(value, "headers") ? (value["headers"] ?? null) : null;
  return { name, place: node.place, payload, headers };
}

/** The first of a list; undefined where there is none. */
export function firstOf(list: Json | undefined): Json | undefined {
  return Array.isArray(list) ? list[0] : undefined;
}

/** Texts of a list of texts. */
export function textsIn(node: DocumentNode | null): string[] {
  return (node?.items() ?? []).flatMap(({ value }) => (typeof value === "string" ? [value] : []));
}
