import {
  type Document,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  visit,
  YAMLSeq,
} from "yaml";

export interface ListEdit {
  /** Which of its items go, from 0; the comments above and beside them go with them. */
  readonly removed: ReadonlySet<number>;
  /** What comes behind the rest: a block list of maps. */
  readonly added: string;
}

/**
 * A YAML or JSON list that somebody keeps by hand, with items fewer and more: its comments, its order and the form of
 * what stays are kept. `text` is one that `readYaml` gives a list, null or nothing for.
 */
export function editYamlList(text: string, { removed, added }: ListEdit): string {
  const document = parseDocument<Node>(text, { merge: true });
  if (removed.size > 0) visit(document, { Alias: (_, alias) => spelt(alias.resolve(document)) });
  const more = parseDocument<YAMLSeq<Node>>(added).contents?.items ?? [];
  const list = listIn(document);
  if (list.items.length === 0) list.flow = false;
  const stay = list.items.filter((_, index) => !removed.has(index));
  list.items = [...stay, ...more];
  if (list.flow === true) more.forEach(asJson);
  return document.toString({ lineWidth: 0 });
}

/** The list itself; a file of comments alone has one from now on. */
function listIn(document: Document): YAMLSeq<Node> {
  if (isSeq<Node>(document.contents)) return document.contents;
  const list = new YAMLSeq<Node>(document.schema);
  document.contents = list;
  return list;
}

/** What an alias stands for, where its anchor may go. */
function spelt(node: Node | undefined): Node | undefined {
  const copy = node?.clone();
  if (!isScalar(copy) && !isCollection(copy)) return undefined;
  delete copy.anchor;
  return copy;
}

/** A JSON file stays one. */
function asJson(item: Node): void {
  if (isMap(item)) item.flow = true;
  visit(item, {
    Scalar: (_, scalar) => {
      scalar.type = "QUOTE_DOUBLE";
    },
  });
}
