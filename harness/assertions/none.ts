import { namesIn } from "../../contract/index.ts";
import type { Channel } from "../../contract/model.ts";
import type { RuleId } from "../../judge/rules.ts";
import type { Connection } from "../connection.ts";
import { NotReached } from "../not-reached.ts";
import { originOf } from "../origin.ts";
import type { Finding } from "./finding.ts";
import { isMessages, isReplies, wrongSubject } from "./subjects.ts";
import { one, shown } from "./words.ts";

/** Is there no message of that name? */
export function hasNone(subject: unknown, name: string): Finding {
  if (!isReplies(subject) && !isMessages(subject)) throw wrongSubject("none", "messages or replies");
  const messages = isReplies(subject) ? subject.messages : subject;
  mustBeApart(originOf(subject)?.connection ?? null, name);
  const found = messages.find((message) => message.name === name);
  if (found === undefined) return null;
  const channel = originOf(subject)?.connection.request.channel ?? null;
  return {
    rule: ruleFor(channel, name),
    summary: `${one(name)} came where none may come`,
    promised: `no \`${name}\` here`,
    got: shown(found),
    frame: found.frame,
    ...placeOf(channel, name),
  };
}

/** Whose a reply on another connection is, only the credentials tell. Throws NotReached where they don't. */
function mustBeApart(connection: Connection | null, name: string): void {
  const operations = connection?.request.channel?.operations ?? [];
  const asked = operations.some(
    (one) => one.kind === "server" && one.audience.kind === "requester" && one.messages.includes(name),
  );
  if (connection === null || !asked) return;
  const names = connection.scope.connections.map(({ request }) => request.facts.principal);
  if (new Set(names).size > 1 && !names.includes(undefined)) return;
  const because = "no credential tells one client from another: give the identities of the config their own";
  throw new NotReached("not steerable", because);
}

/** What the server sends by itself came to the wrong client; what answers a request came after its end. */
function ruleFor(channel: Channel | null, name: string): RuleId {
  if (channel?.operations.some((one) => one.kind === "server" && one.messages.includes(name)))
    return "AUDIENCE";
  return channel !== null && sequenceWith(channel, name) !== null ? "AFTER-END" : "UNEXPECTED";
}

function placeOf(channel: Channel | null, name: string): { readonly place?: string } {
  const pushing = channel?.operations.find((one) => one.kind === "server" && one.messages.includes(name));
  const place = pushing?.place ?? (channel === null ? null : sequenceWith(channel, name)?.place);
  return place ? { place } : {};
}

function sequenceWith(channel: Channel, name: string): { readonly place: string } | null {
  for (const operation of channel.operations)
    if (operation.kind === "client" && operation.sequence.kind === "sequence")
      if (namesIn(operation.sequence.sequence).includes(name)) return operation.sequence.sequence;
  return null;
}
