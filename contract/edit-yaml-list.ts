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

const BYTE_ORDER_MARK = "\uFEFF";
/** What the comments above a node have between them where an empty line is. */
const PARAGRAPH = "\n\n";

export interface ListEdit {
  /** Which of its items go, from 0; the comments right above and beside them go with them. */
  readonly removed: ReadonlySet<number>;
  /** What comes behind the rest: a block list of maps. */
  readonly added: string;
}

/**
 * A YAML or JSON list that somebody keeps by hand, with items fewer and more: its comments, its order, its line ends and
 * the form of what stays are kept. `text` is one that `readYaml` gives a list, null or nothing for.
 */
export function editYamlList(text: string, { removed, added }: ListEdit): string {
  const document = parseDocument<Node>(text, { merge: true });
  if (removed.size > 0) visit(document, { Alias: (_, alias) => spelt(alias.resolve(document)) });
  const more = parseDocument<YAMLSeq<Node>>(added).contents?.items ?? [];
  const list = listIn(document);
  if (list.items.length === 0) list.flow = false;
  if (removed.size > 0) keepHeadings(document, list.items, removed);
  const stay = list.items.filter((_, index) => !removed.has(index));
  list.items = [...stay, ...more];
  if (list.flow === true) more.forEach(asJson);
  return asBefore(text, document.toString({ lineWidth: 0 }));
}

/** What an editor has put there and nobody sees: line ends of Windows, a byte order mark. */
function asBefore(before: string, after: string): string {
  const text = before.includes("\r\n") ? after.replace(/\r?\n/g, "\r\n") : after;
  return before.startsWith(BYTE_ORDER_MARK) ? `${BYTE_ORDER_MARK}${text}` : text;
}

/** A comment with an empty line below it is about more than the item that goes: what comes next has it. */
function keepHeadings(document: Document, items: readonly Node[], removed: ReadonlySet<number>): void {
  let headings: string[] = [];
  for (const [index, item] of items.entries())
    if (removed.has(index)) headings.push(...(item.commentBefore ?? "").split(PARAGRAPH).slice(0, -1));
    else if (headings.length > 0) {
      const own = item.commentBefore == null ? "\n" : `${PARAGRAPH}${item.commentBefore}`;
      item.commentBefore = `${headings.join(PARAGRAPH)}${own}`;
      item.spaceBefore = items.slice(0, index).some((_, before) => !removed.has(before));
      headings = [];
    }
  if (headings.length === 0) return;
  if (items.length > removed.size)
    document.comment = [...headings, document.comment ?? []].flat().join(PARAGRAPH);
  else document.commentBefore = [document.commentBefore ?? [], headings].flat().join(PARAGRAPH);
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
