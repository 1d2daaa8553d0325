import type { Diagnostic, Parser } from "@asyncapi/parser";
import { fileURLToPath, pathToFileURL } from "node:url";
import { pointerOf } from "../json-pointer.ts";
import type { SourcePlace } from "../tool-error.ts";
import { isRemote } from "./reference.ts";
import type { SourceTree } from "./source-tree.ts";

type ParserOptions = NonNullable<ConstructorParameters<typeof Parser>[0]>;
type Resolver = NonNullable<NonNullable<ParserOptions["__unstable"]>["resolver"]>;

/** A document as the official parser takes it, and how to understand where it finds something. */
export interface ParserInput {
  readonly text: string;
  readonly source: string;
  readonly resolver: Resolver;
  placeOf(diagnostic: Pick<Diagnostic, "source" | "range" | "path">): SourcePlace;
}

/**
 * The parser gets every file from us: what we have read, with the overlays in it. It opens no file and no
 * connection by itself.
 */
export function parserInput(tree: SourceTree): ParserInput {
  const { files } = tree;
  const source = pathToFileURL(files.reader.pathOf("")).href;
  const names = new Map(
    files.names().map((name) => [isRemote(name) ? name : files.reader.pathOf(name), name] as const),
  );
  const nameOf = (address: string): string | undefined => names.get(plainPath(address));
  const read = (uri: { toString(): string }): string => {
    const name = nameOf(String(uri));
    if (name === undefined) throw new Error(`${uri} was not read`);
    return files.content(name);
  };
  return {
    text: files.content(""),
    source,
    resolver: {
      cache: false,
      resolvers: ["file", "https", "http"].map((schema) => ({ schema, order: 0, canRead: true, read })),
    },
    placeOf({ source: from, range, path }) {
      const name = from === undefined ? "" : (nameOf(from) ?? "");
      if (files.isEdited(name)) return tree.where(`${name}#${pointerOf(...path)}`, "value");
      const { line, character } = range.start;
      return { file: files.reader.shown(name), line: line + 1, column: character + 1 };
    },
  };
}

function plainPath(address: string): string {
  return address.startsWith("file:") ? fileURLToPath(address) : address;
}
