import { assumesOneOfSeveral } from "../../contract/index.ts";
import { isObject, type Json } from "../../contract/json.ts";
import type { Channel, ClientOperation, Contract, Message, RejectKind } from "../../contract/model.ts";
import { labFor, sampleOf } from "./lab.ts";
import type { FaultPlace } from "./model.ts";

/** Something that a document speaks of, and about which it could say more. */
export interface Subject extends FaultPlace {
  /** What a person calls it: name of a channel, an operation or a message. */
  readonly name: string;
}

export type FindSubjects = (contract: Contract) => readonly Subject[];

export function channels(isOne: (channel: Channel, contract: Contract) => boolean): FindSubjects {
  return (contract) =>
    contract.channels
      .filter((channel) => isOne(channel, contract))
      .map(({ name }) => ({ channel: name, operation: "", name }));
}

/** Client operations; `nameOf` gives what to speak of, or null where there is nothing to say. */
export function requests(
  nameOf: (operation: ClientOperation, channel: Channel, contract: Contract) => string | null,
): FindSubjects {
  return (contract) =>
    contract.channels.flatMap((channel) =>
      channel.operations.flatMap((operation) => {
        const name = operation.kind === "client" ? nameOf(operation, channel, contract) : null;
        return name === null ? [] : [{ channel: channel.name, operation: operation.name, name }];
      }),
    );
}

/** What the server sends by itself, without anybody saying to whom. */
export const pushes: FindSubjects = (contract) =>
  contract.channels.flatMap((channel) =>
    channel.operations.flatMap((operation) =>
      operation.kind === "server" && operation.audience.kind === "undeclared"
        ? [{ channel: channel.name, operation: operation.name, name: operation.name }]
        : [],
    ),
  );

/** Channels that do not declare what this kind of bad input gets. */
export function undeclaredRefusal(kind: RejectKind): FindSubjects {
  return channels(({ rejects }) => rejects[kind].kind !== "declared");
}

/** The replies of an operation that goes well; several of them are a stream that nobody put in order. */
export function goodReplies({ replies }: ClientOperation, channel: Channel): readonly Message[] {
  return channel.messages.filter(({ name, error }) => replies.includes(name) && !error);
}

/** Operations with several replies that go well, of which nothing says in what order they come. */
export const streams: FindSubjects = requests((operation, channel) =>
  assumesOneOfSeveral(channel, operation) ? operation.name : null,
);

/** Messages of such an operation that hold a value of this type beside their id and what tells them apart. */
export function streamValues(type: "number" | "string"): FindSubjects {
  return requests((operation, channel, contract) => {
    const replies = goodReplies(operation, channel);
    if (replies.length < 2) return null;
    return replies.find((message) => valuesOf(contract, message, type).length > 0)?.name ?? null;
  });
}

/** Replies with a property of the request's, of the same name, that is not its id. */
export const repeated: FindSubjects = requests((operation, channel, contract) => {
  const asked = channel.messages.filter(({ name }) => operation.requests.includes(name));
  const names = new Set(
    asked.flatMap((one) => [...valuesOf(contract, one, "string"), ...valuesOf(contract, one, "number")]),
  );
  const reply = goodReplies(operation, channel).find((one) =>
    [...valuesOf(contract, one, "string"), ...valuesOf(contract, one, "number")].some((at) => names.has(at)),
  );
  return reply?.name ?? null;
});

/** Names of properties with values of this type. */
function valuesOf(contract: Contract, message: Message, type: "number" | "string"): string[] {
  const payload: Json = sampleOf(labFor(contract), message) ?? null;
  if (!isObject(payload)) return [];
  const meaningful = [...message.correlation, ...message.constants.map(({ pointer }) => pointer)];
  return Object.entries(payload).flatMap(([name, value]) =>
    typeof value === type && !meaningful.includes(`/${name}`) ? [name] : [],
  );
}
