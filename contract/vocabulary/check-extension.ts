import { type OwnFault, ownChecker } from "../check-own.ts";
import type { DocumentNode } from "../document/document-node.ts";
import type { JsonObject } from "../json.ts";
import { pointerGet, pointerTokens } from "../json-pointer.ts";
import { nearestWord, wordHint } from "../nearest-word.ts";
import { ToolError } from "../tool-error.ts";
import { type ExtensionKind, extensionSchema, toldAt } from "./extension-schema.ts";

interface Checker {
  readonly schema: JsonObject;
  readonly check: ReturnType<typeof ownChecker>;
}

/** Compiled once: the vocabulary does not change while we run. */
const checkers = new Map<ExtensionKind, Checker>();

function checkerOf(kind: ExtensionKind): Checker {
  const known = checkers.get(kind);
  if (known !== undefined) return known;
  const schema = extensionSchema(kind);
  const checker = { schema, check: ownChecker(schema, `x-contract-${kind}`) };
  checkers.set(kind, checker);
  return checker;
}

/** Checks an `x-contract` against the vocabulary's JSON Schema. Throws X-CONTRACT with line, column and hint. */
export function checkExtension(extension: DocumentNode, kind: ExtensionKind): void {
  const { schema, check } = checkerOf(kind);
  const { value } = extension;
  const fault = worst(check(value), schema);
  if (fault === null) return;
  const word = unknownWord(fault);
  if (word !== null) {
    const node = descend(
      descend(extension, fault.at),
      `/${word.replaceAll("~", "~0").replaceAll("/", "~1")}`,
    );
    throw new ToolError("X-CONTRACT", `unknown keyword \`${word}\``, {
      where: node.where(),
      hint: wordHint(word, toldAt(schema, fault.at).words),
    });
  }
  const name = pointerTokens(fault.at).at(-1) ?? "x-contract";
  throw new ToolError("X-CONTRACT", `\`${name}\` ${inWords(fault)}`, {
    where: descend(extension, fault.at).where(fault.keyword === "propertyNames" ? "key" : "value"),
    hint: hintFor(fault, pointerGet(value, fault.at), toldAt(schema, fault.at).form),
  });
}

/** The fault to report: an unknown keyword before all else, then the deepest. */
function worst(faults: readonly OwnFault[], schema: JsonObject): OwnFault | null {
  const telling = faults.filter(({ keyword }) => !["if", "oneOf", "anyOf"].includes(keyword));
  const unknown = telling.find((fault) => {
    const word = unknownWord(fault);
    // ajv also calls those words unevaluated whose own value is faulty.
    return word !== null && !toldAt(schema, fault.at).words.includes(word);
  });
  const rest = telling.filter((fault) => unknownWord(fault) === null);
  const deepest = rest.sort((left, right) => depth(right) - depth(left))[0];
  return unknown ?? deepest ?? faults[0] ?? null;
}

function unknownWord({ params }: OwnFault): string | null {
  const word = params["additionalProperty"] ?? params["unevaluatedProperty"];
  return typeof word === "string" ? word : null;
}

function depth({ at }: OwnFault): number {
  return pointerTokens(at).length;
}

function inWords({ keyword, message, params }: OwnFault): string {
  if (keyword === "const") return `must be ${JSON.stringify(params["allowedValue"])}`;
  if (keyword === "enum" && Array.isArray(params["allowedValues"]))
    return `must be one of ${params["allowedValues"].join(", ")}`;
  if (keyword === "pattern") return "is not of the right form";
  if (keyword === "propertyNames")
    return `has a name that is not of the right form: ${params["propertyName"]}`;
  return message;
}

function hintFor({ params }: OwnFault, value: unknown, form: string): string {
  const allowed = params["allowedValues"];
  const near =
    Array.isArray(allowed) && typeof value === "string" ? nearestWord(value, allowed.map(String)) : null;
  return near === null ? form : `did you mean \`${near}\`?`;
}

function descend(node: DocumentNode, pointer: string): DocumentNode {
  return pointerTokens(pointer).reduce(
    (here, token) => here.at(token) ?? here.items()[Number(token)] ?? here,
    node,
  );
}
