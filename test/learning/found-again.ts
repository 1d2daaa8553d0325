import {
  clientMessages,
  type Contract,
  isObject,
  type Json,
  type Message,
  resolveRef,
  type Sequence,
  schemaOf,
  serverMessages,
} from "../../contract/index.ts";

/** How much of one contract another one says, too: found of so many. */
export interface FoundAgain {
  readonly [what: string]: { found: number; of: number };
}

/** Compares a contract with the one that was learned from traffic under it. `said`: messages that were in it. */
export function foundAgain(original: Contract, learned: Contract, said: ReadonlySet<string>): FoundAgain {
  const tally: { [what: string]: { found: number; of: number } } = {};
  const count = (what: string, found: boolean): void => {
    const row = tally[what] ?? { found: 0, of: 0 };
    tally[what] = row;
    row.of += 1;
    if (found) row.found += 1;
  };
  for (const channel of original.channels) {
    const twin = learned.channels.find(({ path }) => path === channel.path);
    const messages = channel.messages.filter(({ name }) => said.has(`${channel.path} ${name}`));
    if (messages.length === 0) continue;
    count("channels", twin !== undefined);
    if (twin === undefined) continue;
    const sides = [clientMessages, serverMessages] as const;
    for (const message of messages) {
      const other = twin.messages.find(({ name }) => name === message.name);
      count("messages", other !== undefined);
      if (other === undefined) continue;
      count(
        "directions",
        sides.every((of) => of(channel).includes(message.name) === of(twin).includes(message.name)),
      );
      if (message.correlation.length === 1)
        count("correlation ids", other.correlation[0] === message.correlation[0]);
      compareFields(fieldsOf(original, message), fieldsOf(learned, other), count);
    }
    for (const operation of channel.operations) {
      if (operation.kind !== "client" || operation.sequence.kind === "none") continue;
      if (!operation.requests.every((name) => said.has(`${channel.path} ${name}`))) continue;
      const own = twin.operations.find(
        (one) => one.kind === "client" && one.requests[0] === operation.requests[0],
      );
      const sequence =
        own?.kind === "client" && own.sequence.kind === "sequence" ? own.sequence.sequence : null;
      count("sequences", sequence !== null && sameLanguage(operation.sequence.sequence, sequence));
    }
    if (channel.opening.kind === "sequence")
      count(
        "openings",
        twin.opening.kind === "sequence" && sameLanguage(channel.opening.sequence, twin.opening.sequence),
      );
  }
  return tally;
}

interface Field {
  readonly required: boolean;
  readonly schema: Json;
}

function compareFields(
  originals: ReadonlyMap<string, Field>,
  learned: ReadonlyMap<string, Field>,
  count: (what: string, found: boolean) => void,
): void {
  for (const [key, { required, schema }] of originals) {
    const twin = learned.get(key);
    count("fields", twin !== undefined);
    if (twin === undefined || !isObject(schema) || !isObject(twin.schema)) continue;
    const other = twin.schema;
    if (required) count("required fields", twin.required);
    if (schema["type"] !== undefined && schema["enum"] === undefined)
      count("types", JSON.stringify(schema["type"]) === JSON.stringify(other["type"]));
    if (schema["const"] !== undefined) count("tags", schema["const"] === other["const"]);
    if (Array.isArray(schema["enum"])) {
      const values = JSON.stringify([...schema["enum"]].sort());
      count(
        "enumerations",
        Array.isArray(other["enum"]) && JSON.stringify([...other["enum"]].sort()) === values,
      );
    }
    if (typeof schema["format"] === "string") count("formats", schema["format"] === other["format"]);
  }
}

/** Members at the top of a message's payload, references and `allOf` followed. */
function fieldsOf(contract: Contract, { content }: Message): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  const visit = (schema: Json): void => {
    if (!isObject(schema)) return;
    if (typeof schema["$ref"] === "string") visit(resolveRef(contract, schema["$ref"]).schema);
    for (const part of Array.isArray(schema["allOf"]) ? schema["allOf"] : []) visit(part);
    const required = Array.isArray(schema["required"]) ? schema["required"] : [];
    for (const [key, field] of Object.entries(isObject(schema["properties"]) ? schema["properties"] : {}))
      fields.set(key, { required: required.includes(key), schema: followed(contract, field) });
  };
  if (content.kind === "json") visit(schemaOf(contract, content.schema).schema);
  return fields;
}

function followed(contract: Contract, schema: Json): Json {
  return isObject(schema) && typeof schema["$ref"] === "string"
    ? followed(contract, resolveRef(contract, schema["$ref"]).schema)
    : schema;
}

/** Two automata take the same sequences: walked side by side they always agree. */
export function sameLanguage(one: Sequence, other: Sequence): boolean {
  const seen = new Set<string>();
  const waiting: [number | null, number | null][] = [[0, 0]];
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    const [a, b] = pair;
    if (seen.has(`${a} ${b}`) || (a === null && b === null)) continue;
    seen.add(`${a} ${b}`);
    const left = a === null ? undefined : one.states[a];
    const right = b === null ? undefined : other.states[b];
    if ((left?.accepting ?? false) !== (right?.accepting ?? false)) return false;
    const steps = [...(left?.steps ?? []), ...(right?.steps ?? [])];
    for (const { on } of steps) {
      const to = (state: typeof left): number | null =>
        state?.steps.find((step) => JSON.stringify(step.on) === JSON.stringify(on))?.to ?? null;
      waiting.push([to(left), to(right)]);
    }
  }
  return true;
}
