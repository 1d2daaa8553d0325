import { takesBytes } from "../../contract/index.ts";
import { type Channel, type ClientOperation, REJECT_KINDS, type RejectKind } from "../../contract/model.ts";
import { RETURNING } from "./after-refusal-faults.ts";
import {
  channels,
  type FindSubjects,
  goodReplies,
  pushes,
  repeated,
  requests,
  streams,
  streamValues,
  undeclaredRefusal,
} from "./subjects.ts";

/** The keyword without which nobody can tell a service with a fault from a right one. */
export interface Unsaid {
  readonly keyword: string;
  /** What can't be seen. */
  readonly unseen: string;
  /** What the keyword is missing on; empty: this document gives no reason to think of it. */
  readonly subjects: FindSubjects;
}

const some = channels(() => true);
/** Not a word about what bad input gets, of one of these kinds. */
function silentOn(kinds: readonly RejectKind[]): FindSubjects {
  return channels(({ rejects }) => kinds.every((kind) => rejects[kind].kind !== "declared"));
}

const refusing = channels(({ messages }) => messages.some(({ error }) => error));
const guarded = channels(({ security }) => security.length > 0);
const speaking = channels(({ operations }) =>
  operations.some((one) => one.kind === "server" && one.trigger.kind === "unsolicited"),
);
const invalid = undeclaredRefusal("invalid");
const bytesUnsaid = channels((channel) => channel.rejects.binary.kind !== "declared" && !takesBytes(channel));

function talks({ operations }: Channel): boolean {
  return operations.filter(({ kind }) => kind === "client").length > 1;
}

/** A stream beside which there is another operation, that may be meant to end it. */
const endable = requests((operation, channel) =>
  goodReplies(operation, channel).length > 1 && talks(channel) ? operation.name : null,
);

function carriesId({ requests: names }: ClientOperation, { messages }: Channel): boolean {
  return messages.some(({ name, correlation }) => names.includes(name) && correlation.length > 0);
}

const numbered = requests((operation, channel) =>
  goodReplies(operation, channel).length > 1 && carriesId(operation, channel) ? operation.name : null,
);

const failing = requests(({ name, replies }, { messages }) =>
  messages.some((one) => one.error && replies.includes(one.name)) ? name : null,
);

const streamsAndReplies = requests((operation, channel) =>
  goodReplies(operation, channel).length > 0 ? operation.name : null,
);

function of(keyword: string, unseen: string, subjects: FindSubjects): Unsaid {
  return { keyword, unseen, subjects };
}

/** By the fault's name. A fault that is not here needs no keyword: AsyncAPI itself says enough, or nothing does. */
export const UNSAID: { readonly [fault: string]: Unsaid } = {
  "unknown-path-accepted": of("rejects.unknownChannel", "that any path is served", (contract) =>
    contract.unknownChannel.kind === "unspecified" ? [{ channel: "", operation: "", name: "#" }] : [],
  ),
  "no-greeting": of("opening", "a missing greeting", speaking),
  "wrong-type-in-greeting": of("opening", "a broken greeting", speaking),
  "repeated-greeting": of("opening", "a greeting that comes twice", speaking),
  "missing-scope-accepted": of("scopes", "that scopes are not looked at", guarded),
  "wrong-status": of("rejects.unauthenticated", "a refusal with another status", guarded),
  "valid-refused": of("rejects.invalid", "a good message refused as a bad one", invalid),
  "wrong-echo": of("echoes", "a value that is not the one sent", repeated),
  "case-ignored": of("cases", "a failure that does not come", failing),
  "skipped-index": of("ordered", "a skipped number", streamValues("number")),
  "repeated-item": of("ordered", "an item that comes twice", streamValues("number")),
  "swapped-correlation": of("ordered", "an item of another stream", streamValues("number")),
  "progress-goes-back": of("ordered", "a number that goes back", streamValues("number")),
  "wrong-join": of("joins", "a whole that is not its items joined", streamValues("string")),
  "wrong-count": of("counts", "a wrong count", streamValues("number")),
  "stalled-stream": of("sequence", "a stream that stops", streams),
  "no-terminal": of("sequence", "a stream without an end", streams),
  "cut-short": of("sequence", "a stream that is cut", streams),
  "dies-on-leave": of("sequence", "a service that dies with its stream", streams),
  "slow-reader-cut": of("sequence", "a slow reader's stream that is cut", streams),
  "slow-reader-holds-up": of("sequence", "a stream that waits for another's reader", streams),
  "leaver-cuts-others": of("sequence", "a stream that is cut as another client leaves", streams),
  "out-of-sequence": of("sequence", "a message out of its place", streams),
  "cancel-ignored": of("interrupts", "a cancel that changes nothing", endable),
  "updates-after-unsubscribe": of("interrupts", "what comes after an unsubscribe", endable),
  "not-delivered": of("trigger` and `audience", "a push that reaches nobody", pushes),
  "one-left-out": of("trigger` and `audience", "a push that misses somebody", pushes),
  "late-push": of("within", "a push that comes late", pushes),
  "late-reply": of("within", "a reply that comes late", streamsAndReplies),
  "deaf-after-refusal": of("rejects", "a connection that is dead after bad input", silentOn(RETURNING)),
  "good-refused-after-bad": of("rejects", "a good message refused after a bad one", silentOn(RETURNING)),
  "leaked-private": of("trigger` and `audience", "a push that reaches too many", pushes),
  "broadcast-to-sender": of("trigger` and `audience", "a push that reaches its sender", pushes),
  "delivered-twice": of("trigger` and `audience", "a push that comes twice", pushes),
  "malformed-kills-connection": of("rejects.malformed", "another close code", undeclaredRefusal("malformed")),
  "malformed-ignored": of("rejects.malformed", "that no refusal comes", undeclaredRefusal("malformed")),
  "unknown-ignored": of("rejects.unknown", "that no refusal comes", undeclaredRefusal("unknown")),
  "invalid-ignored": of("rejects.invalid", "that no refusal comes", invalid),
  "binary-accepted": of("rejects.binary", "that no refusal comes", bytesUnsaid),
  "out-of-order-accepted": of("conversation", "an operation before its time", channels(talks)),
  "duplicate-accepted": of("rejects.duplicate", "an id that is taken twice", numbered),
  "wrong-refusal-code": of("rejects", "a refusal with another code", refusing),
  "wrong-close-code": of("rejects", "another close code", silentOn(REJECT_KINDS)),
  "no-close-after-refusal": of("rejects", "a missing close", silentOn(REJECT_KINDS)),
  "oversize-accepted": of("limits.messageBytes", "a frame that is too large", some),
  "flood-accepted": of("limits.messagesPerSecond", "a client that is too fast", some),
  "idle-never": of("idle", "a silent connection that stays open", some),
  "idle-early": of("idle", "a close before its time", some),
  "wrong-idle-code": of("idle", "another close code", some),
};
