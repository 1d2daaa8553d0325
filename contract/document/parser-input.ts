import type { Diagnostic, Parser } from "@asyncapi/parser";
import { fileURLToPath, pathToFileURL } from "node:url";
import { pointerOf } from "../json-pointer.ts";
import type { Place } from "../model.ts";
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
  /** The node that it is about, in the file that it stands in, and its line and column. */
  placeOf(diagnostic: Pick<Diagnostic, "range" | "path">): {
    readonly place: Place;
    readonly where: SourcePlace;
  };
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
    // Data may hold a `$ref` to what nobody has read. Were this to fail, the parser would go and fetch it.
    return name === undefined ? "{}" : files.content(name);
  };
  return {
    text: files.content(""),
    source,
    // Before the parser's own; order 0 would count as none.
    resolver: {
      cache: false,
      resolvers: ["file", "https", "http"].map((schema) => ({ schema, order: 1, canRead: true, read })),
    },
    placeOf({ path, range }) {
      const place = nearest(tree, path);
      // The parser's range is of the document as written: nearer than ours, but 1:1 for what is behind a reference.
      const { start } = range;
      const isWritten = `#${pointerOf(...path)}`.startsWith(place) && !files.isEdited("");
      const own = { file: tree.document, line: start.line + 1, column: start.character + 1 };
      return { place, where: isWritten ? own : tree.where(place) };
    },
  };
}

/** The node at a path of the document, references followed on the way; the nearest above where there is none. */
function nearest(tree: SourceTree, path: Diagnostic["path"]): Place {
  for (let length = path.length; length > 0; length -= 1) {
    const found = tree.find(`#${pointerOf(...path.slice(0, length))}`);
    if (found !== null) return found.place;
  }
  return "#";
}

function plainPath(address: string): string {
  return address.startsWith("file:") ? fileURLToPath(address) : address;
}
