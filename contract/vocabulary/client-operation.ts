import type { DirectedOperation } from "../asyncapi/directions.ts";
import { commonScopes } from "../asyncapi/security.ts";
import type { DocumentNode } from "../document/document-node.ts";
import { below } from "../document/place.ts";
import type { ClientOperation, Message, Sequence } from "../model.ts";
import { compileSequence, namesIn, quoteName } from "../sequence.ts";
import { casesOf } from "./cases.ts";
import { deadlineOf } from "./durations.ts";
import { knownNames, type Names } from "./names.ts";
import { rejectsOf } from "./rejects.ts";
import { echoesIn, relationsOf } from "./relations.ts";
import { sequenceHere } from "./sequences.ts";
import { fillsOf } from "./sources.ts";

/** What is around an operation: its channel's messages, and the `rejects` of channel and root. */
export interface Surroundings {
  readonly names: Names;
  readonly messages: readonly Message[];
  readonly rejects: { readonly channel: DocumentNode | null; readonly root: DocumentNode | null };
}

/** An operation that clients send, with everything that is promised about its exchange. */
export function clientOperation(
  { operation, messages: requests, replies, elsewhere }: DirectedOperation,
  { names, messages, rejects }: Surroundings,
): ClientOperation {
  const { extension } = operation;
  const at = (key: string): DocumentNode | null => extension?.at(key) ?? null;
  const written = at("sequence");
  const sequence =
    written === null
      ? oneOf(replies ?? [], operation.place)
      : sequenceHere(written, names.messages, elsewhere);
  const cases = casesOf(
    at("cases"),
    names,
    messages.filter(({ name }) => requests.includes(name)),
  );
  // What a case expects is a reply, whether `reply` lists it or not: AsyncAPI 2 has no list.
  const expected = cases.flatMap(({ expect }) =>
    expect.kind === "sequence" ? namesIn(expect.sequence) : [],
  );
  const all = [
    ...new Set([...(replies ?? []), ...(sequence === null ? [] : namesIn(sequence)), ...expected]),
  ];
  const isError = (name: string): boolean => messages.some((one) => one.name === name && one.error);
  return {
    kind: "client",
    name: operation.name,
    place: operation.place,
    title: operation.title,
    description: operation.description,
    requests,
    replies: all,
    sequence: sequence === null ? { kind: "none" } : { kind: "sequence", sequence },
    // What is said of a reply elsewhere is read there: see `replyElsewhere`.
    within: deadlineOf(elsewhere !== "" && sequence === null ? null : at("within")),
    gap: deadlineOf(at("gap")),
    echoes: elsewhere === "" ? echoesIn(extension, { names, requests }) : [],
    ...relationsOf(extension, names),
    fills: fillsOf(at("fills"), { names, messages: requests, words: ["request"], bare: "request" }),
    interrupts: knownNames(
      at("interrupts"),
      names.operations,
      `operation that clients send on ${names.channel}`,
    ),
    scopes: commonScopes(operation.security),
    rejects: rejectsOf({
      declared: [at("rejects"), rejects.channel],
      root: rejects.root,
      ownErrors: all.filter(isError),
      names,
    }),
    cases,
  };
}

/** The default: exactly one of the replies. */
function oneOf(replies: readonly string[], place: string): Sequence | null {
  if (replies.length === 0) return null;
  return compileSequence(replies.map(quoteName).join(" | "), below(place, "reply"), replies);
}
