import type { Channel, Contract, SchemaName } from "../../contract/model.ts";

/** A contract in parts that can be compared, each as text with all the schemas that it means. */
export interface ContractParts {
  /** What every connection may hear of. */
  readonly common: string;
  readonly channels: ReadonlyMap<string, ChannelParts>;
}

export interface ChannelParts {
  /** All but its messages and operations, and how messages are told apart. */
  readonly own: string;
  readonly messages: ReadonlyMap<string, string>;
  readonly operations: ReadonlyMap<string, string>;
}

export function partsOf(contract: Contract): ContractParts {
  const { channels, schemas, title, version, ...common } = contract;
  const written = new Map<SchemaName, string>();
  const textOf = (name: SchemaName): string => {
    const text = written.get(name) ?? JSON.stringify(schemas[name] ?? null);
    written.set(name, text);
    return text;
  };
  return {
    common: JSON.stringify(common),
    channels: new Map(channels.map((channel) => [channel.name, channelParts(channel, textOf)])),
  };
}

function channelParts(
  { messages, operations, ...own }: Channel,
  textOf: (name: SchemaName) => string,
): ChannelParts {
  const whole = (value: object, names: readonly SchemaName[]): string =>
    [JSON.stringify(value), ...closure(names, textOf)].join("\n");
  const fields = [...own.parameters, ...own.query, ...own.headers].map(({ schema }) => schema);
  const told = messages.map(({ name, constants }) => [name, constants]);
  return {
    own: whole({ ...own, told, operations: operations.map(({ name, kind }) => [name, kind]) }, fields),
    messages: new Map(
      messages.map((message) => [
        message.name,
        whole(message, "schema" in message.content ? [message.content.schema] : []),
      ]),
    ),
    operations: new Map(operations.map((operation) => [operation.name, whole(operation, [])])),
  };
}

const REFERENCE = /"\$(?:ref|dynamicRef|recursiveRef)":"schema:([^"#]*)/g;

/** The schemas of these names and all that they refer to. */
function closure(names: readonly SchemaName[], textOf: (name: SchemaName) => string): string[] {
  const found = new Set(names);
  const texts: string[] = [];
  // A set gives what is added while it is walked.
  for (const name of found) {
    const text = textOf(name);
    texts.push(text);
    for (const [, other = ""] of text.matchAll(REFERENCE)) found.add(JSON.parse(`"${other}"`));
  }
  return texts;
}
