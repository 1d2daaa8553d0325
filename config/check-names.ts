import type { Contract, SecurityScheme } from "../contract/model.ts";
import { wordHint } from "../contract/nearest-word.ts";
import { ToolError } from "../contract/tool-error.ts";
import type { Config } from "./model.ts";
import { placeOf } from "./place-of.ts";

/**
 * Passes a config whose names the document knows: messages of `values` and `payloads`, operations of `triggers`.
 * Throws CONFIG-NAME otherwise, and HEADER-CREDENTIAL for a header of every handshake that carries a credential: tests
 * that come without one would not.
 */
export function checkNames(contract: Contract, config: Config): void {
  const messages = contract.channels.flatMap((channel) => channel.messages.map(({ name }) => name));
  for (const pointer of Object.keys(config.values)) {
    const name = pointer.split("#")[0] ?? "";
    if (name !== "handshake" && !messages.includes(name))
      throw unknown(config, { key: keyOfValue(config, pointer), what: "message", name, known: messages });
  }
  const operations = contract.channels.flatMap((channel) =>
    channel.operations.flatMap(({ kind, name }) => (kind === "server" ? [name] : [])),
  );
  for (const name of Object.keys(config.setup.triggers))
    if (!operations.includes(name))
      throw unknown(config, {
        key: `triggers.${name}`,
        what: "operation that the service sends",
        name,
        known: operations,
      });
  for (const name of Object.keys(config.setup.headers)) {
    const scheme = contract.securitySchemes.find((one) => carries(one, name.toLowerCase()));
    if (scheme !== undefined)
      throw new ToolError(
        "HEADER-CREDENTIAL",
        `the header ${name} carries the credential of ${scheme.name}`,
        {
          where: placeOf(config, "headers"),
          hint: `move it from \`headers\` to \`credentials.${scheme.name}\`: tests without a credential leave it out there`,
        },
      );
  }
}

/** The key under which a config gives a value: of `values`, or of `payloads` by whole messages. */
export function keyOfValue({ origins }: Config, pointer: string): string {
  return origins[`values.${pointer}`] === undefined
    ? `payloads.${pointer.split("#")[0]}`
    : `values.${pointer}`;
}

interface Unknown {
  readonly key: string;
  readonly what: string;
  readonly name: string;
  readonly known: readonly string[];
}

function unknown(config: Config, { key, what, name, known }: Unknown): ToolError {
  return new ToolError("CONFIG-NAME", `the document has no ${what} \`${name}\` (\`${key}\`)`, {
    where: placeOf(config, key),
    hint: wordHint(name, known),
  });
}

function carries({ carrier }: SecurityScheme, header: string): boolean {
  if (carrier.kind === "header") return carrier.name.toLowerCase() === header;
  if (carrier.kind === "cookie") return header === "cookie";
  return carrier.kind === "basic" && header === "authorization";
}
