import {
  isObject,
  type Json,
  refTo,
  resolveRef,
  serverMessages,
  clientMessages,
} from "../../contract/index.ts";
import { pointerOf } from "../../contract/json-pointer.ts";
import type { Channel, Contract, Message, Place, SchemaName } from "../../contract/model.ts";
import { subschemas } from "../../contract/schema-walk.ts";
import { item, valueId } from "./items.ts";
import type { CoverageItem } from "./model.ts";

const LONGEST_VALUE = 40;
/** Beyond this many a message's values are a list, not promises one by one. */
const MOST_ITEMS = 2000;

interface About {
  readonly channel: string;
  readonly subject: string;
  readonly chosenBy: "client" | "server";
  /** What the values belong to, for their labels, where no property says it. */
  readonly name: string;
}

/** A message, each value of its enumerations and each branch of its alternatives. */
export function messageItems(contract: Contract, channel: Channel, message: Message): CoverageItem[] {
  const sends = clientMessages(channel).includes(message.name);
  // Messages that no operation names are nobody's promise.
  if (!sends && !serverMessages(channel).includes(message.name)) return [];
  const chosenBy = sends ? "client" : "server";
  const about = { channel: channel.name, subject: message.name };
  const { content, place, name } = message;
  return [
    item({ kind: "message", ...about }, place, { label: `message ${name}`, chosenBy }),
    ...(content.kind === "json" || content.kind === "text"
      ? valueItems(contract, { ...about, chosenBy, name }, content.schema)
      : []),
  ];
}

/** The values and branches of a schema and all that it refers to, each once. */
export function valueItems(contract: Contract, about: About, schema: SchemaName): CoverageItem[] {
  const items: CoverageItem[] = [];
  const seen = new Set<Place>();
  const visit = (ref: string, name: string): void => {
    const found = resolveRef(contract, ref);
    if (seen.has(found.place) || items.length > MOST_ITEMS) return;
    seen.add(found.place);
    const { schema: node } = found;
    if (!isObject(node)) return;
    items.push(...ownItems({ ...about, name }, node, found.place));
    if (typeof node["$ref"] === "string") visit(node["$ref"], name);
    for (const { pointer } of subschemas(node))
      if (!/^\/(not|\$defs|definitions|propertyNames)\b/.test(pointer))
        visit(refTo(found.name, `${found.pointer}${pointer}`), nameOf(pointer) ?? name);
  };
  visit(refTo(schema), about.name);
  return items;
}

function nameOf(pointer: string): string | null {
  return /^\/properties\/(.*)$/.exec(pointer)?.[1] ?? null;
}

function ownItems(
  { name, chosenBy, ...about }: About,
  node: { readonly [key: string]: Json },
  at: Place,
): CoverageItem[] {
  const values = Array.isArray(node["enum"]) ? node["enum"] : [];
  const branches = BRANCHING.flatMap((keyword) => {
    const list = node[keyword];
    return Array.isArray(list) ? list.map((branch, index) => ({ keyword, branch, index })) : [];
  });
  const conditions = node["if"] === undefined ? [] : CONDITIONAL.filter((keyword) => keyword in node);
  return [
    // One value alone is a constant: every valid payload has it.
    ...(values.length < 2 ? [] : values).map((value, index) =>
      item({ kind: "value", ...about }, `${at}${pointerOf("enum", index)}`, {
        id: valueId("value", chosenBy, `${at}${pointerOf("enum", index)}`),
        label: `${name} = ${shortJson(value)}`,
        chosenBy,
      }),
    ),
    ...branches.map(({ keyword, branch, index }) =>
      item({ kind: "branch", ...about }, `${at}${pointerOf(keyword, index)}`, {
        id: valueId("branch", chosenBy, `${at}${pointerOf(keyword, index)}`),
        label: `${name}: ${branchName(branch, keyword, index)}`,
        chosenBy,
      }),
    ),
    ...conditions.map((keyword) =>
      item({ kind: "branch", ...about }, `${at}${pointerOf(keyword)}`, {
        id: valueId("branch", chosenBy, `${at}${pointerOf(keyword)}`),
        label: `${name}: ${keyword}`,
        chosenBy,
      }),
    ),
  ];
}

export const BRANCHING = ["oneOf", "anyOf"] as const;
export const CONDITIONAL = ["then", "else"] as const;

function branchName(branch: Json, keyword: string, index: number): string {
  if (isObject(branch)) {
    if (typeof branch["title"] === "string") return branch["title"];
    if (typeof branch["$ref"] === "string") return branch["$ref"].replace(/^schema:/, "");
    if (typeof branch["type"] === "string") return branch["type"];
  }
  return `${keyword} ${index + 1}`;
}

function shortJson(value: Json): string {
  const text = JSON.stringify(value);
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}...`;
}
