import { isObject, pointerGet, pointerOf, pointerTokens, walkSchema } from "../../contract/index.ts";
import type { Contract, Place } from "../../contract/model.ts";

/** What stands under these words is called by its name. */
const NAMED: { readonly [word: string]: string } = {
  channels: "channel",
  messages: "message",
  operations: "operation",
  operationTraits: "operation trait",
  messageTraits: "message trait",
  parameters: "parameter",
  properties: "field",
  rejects: "refusal",
  schemas: "schema",
  securitySchemes: "security scheme",
  servers: "server",
};
/** Lists whose entries move when one is put in: an entry is known by what it is, not by its number. */
const LISTED: { readonly [word: string]: string } = {
  allOf: "part",
  anyOf: "branch",
  cases: "case",
  enum: "enum value",
  examples: "example",
  oneOf: "branch",
};
/** Words that say nothing to a person. */
const SILENT = [
  "bindings",
  "components",
  "headers",
  "items",
  "payload",
  "query",
  "schema",
  "ws",
  "x-contract",
];
const LONGEST_VALUE = 40;

/** What is known of a place in words, and of the things that it is part of, the largest first. */
export interface PlaceWords {
  /** ``enum value `paused` of status``. */
  readonly text: string;
  readonly parents: readonly { readonly place: Place; readonly text: string }[];
}

/** Puts places of a contract into words. Without the contract values are missing. */
export function placeWording(contract: Contract | null): (place: Place) => PlaceWords {
  const fields = contract === null ? new Map<Place, ReadonlySet<string>>() : fieldsByPlace(contract);
  const entries = Object.values(contract?.schemas ?? {});
  const names = contract === null ? new Map<Place, string>() : namesByPlace(contract);
  const valueAt = (place: Place): string => {
    const name = names.get(place);
    if (name !== undefined) return ` \`${short(name)}\``;
    for (const entry of entries) {
      if (!place.startsWith(`${entry.place}/`)) continue;
      const value = pointerGet(entry.schema, place.slice(entry.place.length));
      if (value !== undefined)
        return ` \`${short(typeof value === "string" ? value : JSON.stringify(value))}\``;
    }
    return "";
  };
  return (place) => wordsOf(place, valueAt, (schema) => onlyOne(fields.get(schema)));
}

type Lookup = (place: Place) => string;

function wordsOf(place: Place, valueAt: Lookup, fieldOf: Lookup): PlaceWords {
  const hash = place.indexOf("#");
  const tokens = pointerTokens(place.slice(hash + 1));
  const upTo = (end: number): Place => `${place.slice(0, hash + 1)}${pointerOf(...tokens.slice(0, end))}`;
  const parents: { place: Place; text: string }[] = [];
  let [subject, text] = ["", "the document"];
  for (let at = 0; at < tokens.length; at += 1) {
    const [word = "", next] = tokens.slice(at, at + 2);
    if (SILENT.includes(word)) continue;
    const of = subject === "" ? "" : ` of ${subject}`;
    const noun = Object.hasOwn(NAMED, word) ? NAMED[word] : undefined;
    if (noun !== undefined && next !== undefined) {
      at += 1;
      text = `${noun} ${next}${noun === "field" || noun === "refusal" ? of : ""}`;
      subject = (noun === "schema" ? fieldOf(upTo(at + 1)) : "") || next;
      parents.push({ place: upTo(at + 1), text });
    } else if (Object.hasOwn(LISTED, word) && next !== undefined) {
      at += 1;
      text = `${LISTED[word]}${valueAt(upTo(at + 1)) || ` ${Number(next) + 1}`}${of}`;
    } else {
      text = `${[word, ...tokens.slice(at + 1)].join(" ")}${of}`;
      break;
    }
  }
  return { text, parents };
}

/** The fields that a schema is used for: people know `status`, not the schema's name. */
function fieldsByPlace({ schemas }: Contract): ReadonlyMap<Place, ReadonlySet<string>> {
  const found = new Map<Place, Set<string>>();
  for (const { schema: whole } of Object.values(schemas))
    for (const { schema } of walkSchema(whole)) {
      const properties = isObject(schema) ? schema["properties"] : undefined;
      if (!isObject(properties)) continue;
      for (const [name, inner] of Object.entries(properties)) {
        const ref = isObject(inner) ? inner["$ref"] : undefined;
        const target = typeof ref === "string" ? schemas[ref.replace(/^schema:/, "")] : undefined;
        if (target !== undefined) found.set(target.place, (found.get(target.place) ?? new Set()).add(name));
      }
    }
  return found;
}

/** Examples and cases are known by their names. */
function namesByPlace({ channels }: Contract): ReadonlyMap<Place, string> {
  const named = channels.flatMap(({ messages, operations }) => [
    ...messages.flatMap(({ examples }) => examples),
    ...operations.flatMap((operation) => ("cases" in operation ? operation.cases : [])),
  ]);
  return new Map(named.flatMap(({ place, name }) => (name === "" ? [] : [[place, name] as const])));
}

function onlyOne(names: ReadonlySet<string> | undefined): string {
  const [only = "", another] = names ?? [];
  return another === undefined ? only : "";
}

function short(text: string): string {
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}...` : text;
}
