import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { LoadedContract } from "../../../contract/index.ts";
import type { Json } from "../../../contract/json.ts";
import type { Contract } from "../../../contract/model.ts";
import { read as readDocumentText } from "../../contract/document-fixture.ts";
import { type Change, diffContracts } from "../../../generator/diff/index.ts";
import type { Edit } from "./pairs/pair.ts";

export const BASE: string = readFileSync(new URL("base.yaml", import.meta.url), "utf8");

/** Reads a document without the official parser, which takes a second each time. */
export function read(text: string): Promise<LoadedContract> {
  return readDocumentText(text);
}

/** The base document with edits; each must change it. */
export function edited(edits: readonly Edit[]): string {
  return edits.reduce((text, [from, to]) => {
    const next = text.replaceAll(from, to);
    if (next === text) throw new Error(`the base document has no ${from}`);
    return next;
  }, BASE);
}

export const WORDS: { readonly [name: string]: string } = {
  word: "{type: string, minLength: 1}",
  long: "{type: string, minLength: 5}",
};

/** A contract in which one message, sent by clients or by the service, has that schema. */
export function withSchema(base: Contract, message: "question" | "notice", schema: string): Contract {
  const channel = base.channels[0];
  const found = channel?.messages.find(({ name }) => name === message);
  if (channel === undefined || found === undefined) throw new Error("the base document has no such message");
  const schemas = Object.fromEntries(
    Object.entries({ ...WORDS, subject: schema }).map(([name, text]) => {
      const parsed: Json = parse(text);
      return [name, { place: `#/schemas/${name}`, dialect: "2020-12" as const, schema: parsed }];
    }),
  );
  const changed = {
    ...found,
    content: { kind: "json" as const, schema: "subject" },
    examples: [],
    constants: [],
  };
  const messages = channel.messages.map((one) => (one === found ? changed : one));
  return { ...base, channels: [{ ...channel, messages }], schemas: { ...base.schemas, ...schemas } };
}

export function diff(before: Contract, after: Contract): Change[] {
  return diffContracts(before, after, { lineMaps: { old: null, new: null } });
}
