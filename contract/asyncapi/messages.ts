import { exampleCalled } from "../example-name.ts";
import type { Loading } from "../document/loading.ts";
import { isObject, type Json } from "../json.ts";
import { pointerSet } from "../json-pointer.ts";
import type { Example, Message, PayloadPointer } from "../model.ts";
import { constantsOf } from "../schemas/constants.ts";
import { discriminators } from "../schemas/discriminators.ts";
import { checkExtension } from "../vocabulary/check-extension.ts";
import type { Connection, PooledMessage } from "./connections.ts";
import { type ContentOptions, contentOf } from "./content.ts";
import type { DirectedOperation, Sender } from "./directions.ts";
import type { OutlineExample, OutlineMessage } from "./outline.ts";

/** The messages of a connection, complete. `operations` tell from which side each may come. */
export function messagesOf(
  { messages }: Connection,
  operations: readonly DirectedOperation[],
  options: ContentOptions,
): Message[] {
  const drafts = messages.map((one) => draftOf(one, options));
  const schemas = options.table.soFar;
  const constant = drafts.map(({ name, content }) => ({
    name,
    constants: content.kind === "json" ? constantsOf({ schemas }, content.schema) : [],
  }));
  const sides = sidesByName(operations);
  const chosen = discriminators(constant, (name) => sides.get(name) ?? ["client", "server"]);
  return drafts.map((draft, index) => {
    const constants = chosen.get(draft.name) ?? [];
    const source = messages[index]?.message;
    return { ...draft, constants, error: source !== undefined && isError(source, constants) };
  });
}

/** From which side each message may come; one that no operation names may come from both. */
function sidesByName(operations: readonly DirectedOperation[]): Map<string, Sender[]> {
  const sides = new Map<string, Sender[]>();
  const add = (name: string, side: Sender): void => {
    const known = sides.get(name) ?? [];
    if (!known.includes(side)) sides.set(name, [...known, side]);
  };
  for (const { kind, messages, replies } of operations) {
    for (const name of messages) add(name, kind);
    for (const name of replies ?? []) add(name, kind === "client" ? "server" : "client");
  }
  return sides;
}

function draftOf({ name, message }: PooledMessage, options: ContentOptions): Message {
  const { extension } = message;
  if (extension !== null) checkExtension(extension, "message");
  const content = contentOf(message, options);
  const examples = message.examples.flatMap((one) => exampleOf(one, options.headersAt));
  return {
    name,
    place: message.place,
    title: message.title,
    description: message.description,
    content,
    constants: [],
    ...correlationOf(message, options),
    error: false,
    samples: extension?.text("samples") === "examples" ? "examples" : "schema",
    examples: content.kind === "binary" ? examples.filter((one) => isBytes(one, options)) : examples,
  };
}

function correlationOf(
  { extension, correlation, name, place: own }: OutlineMessage,
  { loading, headersAt }: ContentOptions,
): Pick<Message, "correlation" | "correlationPlace"> {
  const several = extension?.at("correlation") ?? null;
  if (Array.isArray(several?.value))
    return { correlation: several.value.map(String), correlationPlace: several.place };
  if (correlation === null) return { correlation: [], correlationPlace: own };
  const { location, place } = correlation;
  const [, part, pointer = ""] = /^\$message\.(payload|header)(?:#(.*))?$/.exec(location) ?? [];
  if (part === "payload") return { correlation: [pointer], correlationPlace: place };
  if (part === "header" && headersAt !== null)
    return { correlation: [`${headersAt}${pointer}`], correlationPlace: place };
  warnUnreadable({ loading, place, name, location });
  return { correlation: [], correlationPlace: own };
}

function warnUnreadable(about: {
  readonly loading: Loading;
  readonly place: string;
  readonly name: string;
  readonly location: string;
}): void {
  const { loading, place, name, location } = about;
  if (location.startsWith("$message.header"))
    loading.warn("HEADERS-UNSPECIFIED", place, `the correlation id of ${name} lies in a header`);
  else loading.warn("CORRELATION-UNREADABLE", place, `\`${location}\` can't be read`);
}

function exampleOf({ name, place, payload, headers }: OutlineExample, at: PayloadPointer | null): Example[] {
  if (payload === null && headers === null) return [];
  const start: Json = payload ?? {};
  const whole = headers !== null && at !== null && isObject(start) ? pointerSet(start, at, headers) : start;
  return [{ name, place, payload: whole }];
}

/** Bytes have no form in JSON: examples of them are base64. */
function isBytes({ name, place, payload }: Example, { loading }: ContentOptions): boolean {
  const whole =
    typeof payload === "string" && payload !== "" && /^(?:[\w+/-]{4})*(?:[\w+/-]{2,3}={0,2})?$/.test(payload);
  if (!whole)
    loading.warn(
      "EXAMPLE-INVALID",
      place,
      `${exampleCalled(name)} is left out: examples of bytes are base64`,
    );
  return whole;
}

/** Declared, or by name, tag or constant: `error`, or what ends in it. */
function isError({ extension, name, tags }: OutlineMessage, constants: Message["constants"]): boolean {
  const declared = extension?.at("error")?.value;
  if (typeof declared === "boolean") return declared;
  const named = [name, ...tags].some((text) => /error$/i.test(text));
  return named || constants.some(({ values }) => values.length === 1 && values[0] === "error");
}
