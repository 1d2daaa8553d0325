import type { Contract } from "../../contract/model.ts";
import { buildContract } from "../server/build-contract.ts";

/** A contract in which a text is the name and the value of everything that has one. */
export function hostileContract(text: string): Contract {
  // Ajv can't compile half of a surrogate pair as a name: SCHEMA-UNCOMPILABLE.
  const key = Buffer.from(text).toString();
  const properties = {
    [key]: { enum: [text, `${text}!`], description: text, title: text },
    word: { type: "string", const: text, description: text },
  } as const;
  const message = { properties, examples: [{ [key]: text, word: text }] };
  const contract = buildContract([
    {
      name: text,
      path: "/",
      messages: { [text]: message, [`${text}2`]: message },
      client: { [text]: { requests: [text], replies: [`${text}2`] } },
      server: { [`${text}3`]: { messages: [`${text}2`] } },
    },
  ]);
  return {
    ...contract,
    title: text,
    version: text,
    document: text,
    servers: [{ name: text, url: text, place: "#" }],
    ...tame(contract),
  };
}

/** The loader names schemas itself, never as a document does. */
function tame({ schemas, channels }: Contract): Pick<Contract, "schemas" | "channels"> {
  const names = Object.keys(schemas);
  const nameOf = (name: string): string => `s${names.indexOf(name)}`;
  return {
    schemas: Object.fromEntries(Object.entries(schemas).map(([name, entry]) => [nameOf(name), entry])),
    channels: channels.map((channel) => ({
      ...channel,
      messages: channel.messages.map((message) => {
        const { content } = message;
        return content.kind === "json"
          ? { ...message, content: { ...content, schema: nameOf(content.schema) } }
          : message;
      }),
    })),
  };
}
