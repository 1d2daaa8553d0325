import { namesIn } from "../../contract/index.ts";
import type { Audience, Channel, Contract, ServerOperation } from "../../contract/model.ts";
import type { Decisions, Pushing, Recipient } from "../decisions.ts";
import type { Fault, FaultScope } from "./model.ts";
import { pushesWhere } from "./places.ts";

interface PushFault extends Pick<Fault, "name" | "summary" | "rule"> {
  readonly why: string;
  readonly audiences: readonly Audience["kind"][];
  /** Shows only where tokens say who a client is, on both channels. */
  readonly apart?: boolean;
  /** A second message of one who leaves may be of another, who left unseen. */
  readonly counted?: boolean;
  readonly change: (recipients: readonly Recipient[], pushing: Pushing) => readonly Recipient[];
}

/** A push that reaches others than it has to. What the opening says already is left alone. */
function pushFault({ name, summary, rule, why, audiences, change, ...only }: PushFault): Fault {
  return {
    name,
    family: "push",
    summary,
    rule,
    appliesTo: (contract) =>
      pushesWhere(
        contract,
        why,
        (operation, channel) =>
          audiences.includes(operation.audience.kind) &&
          !opensWith(channel, operation.messages) &&
          (only.counted !== true || operation.trigger.kind !== "disconnect") &&
          (only.apart !== true || tokensTell(contract, channel, operation)),
      ),
    hooks: (scope: FaultScope): Partial<Decisions> => ({
      recipients: (recipients, pushing) =>
        scope.covers(pushing.channel.name, pushing.operation.name) ? change(recipients, pushing) : recipients,
    }),
  };
}

/** Does the opening say it already? Then it is never sent by itself. */
export function opensWith({ opening }: Channel, messages: readonly string[]): boolean {
  return opening.kind === "sequence" && namesIn(opening.sequence).some((name) => messages.includes(name));
}

/** Do tokens say who a client is, on the channel of a push and on that of its trigger? */
function tokensTell(contract: Contract, channel: Channel, { trigger }: ServerOperation): boolean {
  const from = contract.channels.find((one) => trigger.kind === "operation" && one.name === trigger.channel);
  const named = ({ security }: Channel): boolean =>
    security.length > 0 &&
    security.every((all) =>
      all.some(({ scheme }) =>
        contract.securitySchemes.some(({ name, token }) => name === scheme && token.kind !== "opaque"),
      ),
    );
  return from !== undefined && named(from) && named(channel);
}

function everyoneElse(recipients: readonly Recipient[], { present }: Pushing): readonly Recipient[] {
  const others = present.filter((one) => !recipients.some(({ connection }) => connection === one));
  return [...recipients, ...others.map((connection) => ({ connection, exchange: null }))];
}

export const LEAKED_PRIVATE: Fault = pushFault({
  name: "leaked-private",
  summary: "what is meant for some reaches everyone on the channel",
  rule: "AUDIENCE",
  why: "nothing is sent to some connections only",
  audiences: ["sender", "only", "running"],
  change: everyoneElse,
});

export const BROADCAST_TO_SENDER: Fault = pushFault({
  name: "broadcast-to-sender",
  summary: "what is meant for the others reaches its sender too",
  rule: "AUDIENCE",
  why: "nothing is sent to the others only",
  audiences: ["others"],
  change: everyoneElse,
});

const ANY: readonly Audience["kind"][] = ["sender", "others", "everyone", "only", "running", "requester"];

export const NOT_DELIVERED: Fault = pushFault({
  name: "not-delivered",
  summary: "what a trigger has to send reaches nobody",
  rule: "NOT-DELIVERED",
  why: "nothing is sent to an audience",
  audiences: ANY,
  change: () => [],
});

export const DELIVERED_TWICE: Fault = pushFault({
  name: "delivered-twice",
  summary: "what a trigger sends comes twice",
  rule: "DELIVERED-TWICE",
  why: "nothing is sent to an audience",
  audiences: ANY,
  counted: true,
  change: (recipients) => [...recipients, ...recipients],
});

export const ONE_LEFT_OUT: Fault = pushFault({
  name: "one-left-out",
  summary: "what is meant for several reaches all of them but one",
  rule: "NOT-DELIVERED",
  why: "nothing is sent to several connections, whatever they asked for",
  audiences: ["others", "everyone"],
  change: (recipients) => (recipients.length > 1 ? recipients.slice(0, -1) : recipients),
});

export const REPLY_TO_OTHERS: Fault = pushFault({
  name: "reply-to-others",
  summary: "a reply that belongs on another connection comes to every client that listens there",
  rule: "AUDIENCE",
  why: "no reply comes on another connection than its request to clients that tokens tell apart",
  audiences: ["requester"],
  apart: true,
  change: everyoneElse,
});

export const REPLY_WHERE_ASKED: Fault = pushFault({
  name: "reply-where-asked",
  summary: "a reply that belongs on another connection comes where its request was sent",
  rule: "UNDECLARED",
  why: "no reply comes on another connection than its request",
  audiences: ["requester"],
  change: (_recipients, { sender }) => [{ connection: sender, exchange: null }],
});
