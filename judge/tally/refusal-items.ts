import { clientMessages, serverMessages } from "../../contract/index.ts";
import {
  type Channel,
  type ClientOperation,
  REJECT_KINDS,
  type Place,
  type RejectKind,
} from "../../contract/model.ts";
import { fieldsOf, item } from "./items.ts";
import type { CoverageItem } from "./model.ts";

/** The declared refusals of a channel, or those that an operation of it declares for itself. */
export function refusalItems(channel: Channel, operation: ClientOperation | null): CoverageItem[] {
  const own = operation?.rejects ?? channel.rejects;
  return REJECT_KINDS.flatMap((kind) => {
    const refusal = own[kind];
    if (refusal.kind !== "declared" || !isPossible(channel, kind, refusal.place)) return [];
    const outer = operation === null ? null : channel.rejects[kind];
    if (outer?.kind === "declared" && outer.place === refusal.place) return [];
    const about = { kind: "refusal", channel: channel.name, subject: operation?.name ?? "" } as const;
    return [item(about, refusal.place, { label: `refuses ${kind}` })];
  });
}

/** Can this kind of bad input exist on this channel at all? A default for every channel promises nothing where it can't. */
function isPossible(channel: Channel, kind: RejectKind, place: Place): boolean {
  const { limits, operations, messages } = channel;
  const clients = operations.filter((one) => one.kind === "client");
  const calls = operations.filter((one) => one.kind === "server" && one.answer.kind === "owed");
  switch (kind) {
    case "tooLarge":
      return limits.messageBytes !== null;
    case "tooFast":
      return limits.messagesPerSecond !== null || limits.exchanges !== null || limits.connections !== null;
    case "outOfOrder":
      return (
        channel.conversation.kind === "sequence" ||
        (channel.idle.kind === "close" && channel.idle.until !== "")
      );
    case "duplicate":
      // An id can be that of a running exchange only where exchanges run for a while.
      return clients.some(
        ({ requests, rejects, sequence }) =>
          rejects.duplicate.kind === "declared" &&
          rejects.duplicate.place === place &&
          sequence.kind === "sequence" &&
          sequence.sequence.states.length > 2 &&
          messages.some((message) => requests.includes(message.name) && message.correlation.length > 0),
      );
    case "misdirected":
      return serverMessages(channel).some((name) => !clientMessages(channel).includes(name));
    case "uncorrelated":
    case "noReply":
      return calls.length > 0;
    case "badHandshake":
      return fieldsOf(channel).length > 0 || channel.subprotocols.length > 0;
    case "unauthenticated":
      return channel.security.length > 0;
    case "forbidden":
      return channel.scopes.length > 0 || clients.some(({ scopes }) => scopes.length > 0);
    default:
      return true;
  }
}
