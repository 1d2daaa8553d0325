/**
 * The reference contract's scenarios: what each generated test shows, and the fault of the stub that turns it red.
 * `docs/scenarios.md` is rendered from this; `test/scenarios/faults.test.ts` runs each fault and sees each test red.
 */
export interface Scenario {
  readonly area: string;
  /** What is shown, in words. */
  readonly shows: string;
  /** Full title of the generated test: `family - channel > subject > title`. */
  readonly test: string;
  /** `NAME` or `NAME@channel-or-operation`, as `serve --fault` takes it. */
  readonly fault: string;
  /** Rule that the red test names. */
  readonly rule: string;
}

type Row = readonly [shows: string, test: string, fault: string, rule: string];

function area(name: string, rows: readonly Row[]): Scenario[] {
  return rows.map(([shows, test, fault, rule]) => ({ area: name, shows, test, fault, rule }));
}

const REFUSES_QUERY = "security - chat > tokenQuery > refuses";
const REFUSES_HEADER = "security - chat > tokenHeader > refuses";

export const SCENARIOS: readonly Scenario[] = [
  ...area("connection", [
    [
      "establishes and greets",
      "connection - chat > opening > opens and greets with connected, and answers",
      "no-greeting",
      "NO-OPENING",
    ],
    [
      "refuses without a token",
      `${REFUSES_QUERY} a client without a credential in the query (token)`,
      "no-token-accepted",
      "HANDSHAKE-ACCEPTED",
    ],
    [
      "refuses garbage for a token",
      `${REFUSES_QUERY} garbage in the query (token)`,
      "garbage-token-accepted",
      "HANDSHAKE-ACCEPTED",
    ],
    [
      "refuses an expired token",
      `${REFUSES_QUERY} an expired token in the query (token)`,
      "expired-token-accepted",
      "HANDSHAKE-ACCEPTED",
    ],
    [
      "refuses a tampered token",
      `${REFUSES_HEADER} a tampered token in the header Authorization`,
      "foreign-token-accepted",
      "HANDSHAKE-ACCEPTED",
    ],
    [
      "refuses a foreign token",
      `${REFUSES_HEADER} a token signed with a foreign key in the header Authorization`,
      "foreign-token-accepted",
      "HANDSHAKE-ACCEPTED",
    ],
    [
      "refuses `alg: none`",
      `${REFUSES_QUERY} an unsigned token (alg none) in the query (token)`,
      "alg-none-accepted",
      "HANDSHAKE-ACCEPTED",
    ],
    [
      "refuses without the scope",
      `${REFUSES_QUERY} a token without the scope chat:use in the query (token)`,
      "missing-scope-accepted",
      "HANDSHAKE-ACCEPTED",
    ],
    [
      "refuses with the declared status",
      `${REFUSES_QUERY} an expired token in the query (token)`,
      "wrong-status",
      "WRONG-STATUS",
    ],
    [
      "accepts a valid token in the query",
      "security - chat > tokenQuery > accepts a valid credential in the query (token)",
      "handshake-refused@chat",
      "HANDSHAKE-REFUSED",
    ],
    [
      "accepts a valid token in the header",
      "security - chat > tokenHeader > accepts a valid credential in the header Authorization",
      "handshake-refused@chat",
      "HANDSHAKE-REFUSED",
    ],
    [
      "clean disconnect",
      "connection - chat > closing > answers a clean close with the same code",
      "close-not-answered",
      "NO-CLOSE",
    ],
    [
      "reconnect after a clean disconnect",
      "connection - chat > closing > lets a client come back after a clean close, and answers",
      "close-not-answered",
      "NO-CLOSE",
    ],
    [
      "reconnect after an abrupt disconnect",
      "connection - chat > closing > lets a client come back after an abrupt cut, and answers",
      "no-greeting",
      "NO-OPENING",
    ],
    [
      "unknown path",
      "connection - undeclared path > refuses /no-such-channel, which the document does not declare",
      "unknown-path-accepted",
      "HANDSHAKE-ACCEPTED",
    ],
    [
      "handshake values outside their schema",
      "connection - chat > bad handshake > refuses a handshake with timeout 0 (minimum 1)",
      "bad-handshake-accepted",
      "HANDSHAKE-ACCEPTED",
    ],
  ]),
  ...area("messaging", [
    [
      "send and receive",
      "reply - chat > postMessage > is answered with message_stored",
      "no-reply@postMessage",
      "NO-REPLY",
    ],
    [
      "what is stored is what was sent",
      "reply - chat > postMessage > is answered with message_stored",
      "wrong-echo@postMessage",
      "ECHO",
    ],
    [
      "several clients",
      "concurrency - chat > postMessage > answers 50 clients at once, each with its own",
      "foreign-correlation@postMessage",
      "UNKNOWN-CORRELATION",
    ],
    [
      "a broadcast reaches the others",
      "push - chat > deliverBroadcast > broadcast_received reaches all others and not its sender",
      "not-delivered@deliverBroadcast",
      "NOT-DELIVERED",
    ],
    [
      "a broadcast does not come back",
      "push - chat > deliverBroadcast > broadcast_received reaches all others and not its sender",
      "broadcast-to-sender",
      "AUDIENCE",
    ],
    [
      "a broadcast comes once",
      "push - chat > deliverBroadcast > broadcast_received reaches all others and not its sender",
      "delivered-twice@deliverBroadcast",
      "DELIVERED-TWICE",
    ],
    [
      "a private message reaches one and nobody else",
      "push - chat > deliverPrivateMessage > private_message_received reaches its recipient and nobody else",
      "leaked-private@deliverPrivateMessage",
      "AUDIENCE",
    ],
    [
      "an unknown recipient is an error",
      "reply - chat > sendPrivateMessage > unknown recipient: error",
      "case-ignored@sendPrivateMessage",
      "CASE",
    ],
    ["notification", "push - chat > notify > sends notification", "wrong-type-in-push@notify", "SCHEMA"],
    [
      "status update",
      "push - chat > announceStatus > status_changed reaches everyone",
      "not-delivered@announceStatus",
      "NOT-DELIVERED",
    ],
    [
      "history fields conform",
      "reply - chat > readHistory > is answered with history_page",
      "wrong-type-in-field@readHistory",
      "SCHEMA",
    ],
  ]),
  ...area("streaming", [
    [
      "streams token by token",
      "stream - agentStream > streamPrompt > streams token+ done | token* error in order and ends with its terminal, nothing after",
      "stalled-stream@streamPrompt",
      "STALLED",
    ],
    [
      "order",
      "stream - agentStream > streamPrompt > keeps token#/index in order (+1 from 0)",
      "skipped-index@streamPrompt",
      "ORDERED",
    ],
    [
      "completion: `done` comes",
      "stream - agentStream > streamPrompt > streams token+ done | token* error in order and ends with its terminal, nothing after",
      "no-terminal@streamPrompt",
      "STALLED",
    ],
    [
      "completion: nothing after `done`",
      "stream - agentStream > streamPrompt > streams token+ done | token* error in order and ends with its terminal, nothing after",
      "message-after-end@streamPrompt",
      "AFTER-END",
    ],
    [
      "completion: the text is the tokens joined",
      "stream - agentStream > streamPrompt > joins token#/text to done#/text",
      "wrong-join@streamPrompt",
      "JOINS",
    ],
    [
      "completion: the tokens are counted",
      "stream - agentStream > streamPrompt > counts every token in done#/token_count",
      "wrong-count@streamPrompt",
      "COUNTS",
    ],
    [
      "error instead of tokens",
      "stream - agentStream > streamPrompt > unknown agent: error",
      "case-ignored@streamPrompt",
      "CASE",
    ],
    [
      "error mid-stream",
      "stream - agentStream > streamPrompt > agent that fails midway: token+ error",
      "case-ignored@streamPrompt",
      "CASE",
    ],
    [
      "cancellation",
      "interrupt - agentStream > cancelPrompt > ends a running streamPrompt, and nothing more of it comes",
      "cancel-ignored@cancelPrompt",
      "AFTER-INTERRUPT",
    ],
    [
      "two streams at once on one connection",
      "stream - agentStream > streamPrompt > keeps two at once on one connection apart",
      "swapped-correlation@streamPrompt",
      "ORDERED",
    ],
    [
      "two streams at once on two connections",
      "stream - agentStream > streamPrompt > keeps two connections apart",
      "reply-to-neighbour@streamPrompt",
      "UNKNOWN-CORRELATION",
    ],
    [
      "a client that leaves mid-stream",
      "stream - agentStream > streamPrompt > lives on when the client leaves midway",
      "dies-on-leave@streamPrompt",
      "SERVICE-DIED",
    ],
  ]),
  ...area("agent execution", [
    [
      "progress",
      "stream - agentExecute > executeAction > streams progress+ complete | progress* (error | cancelled) in order and ends with its terminal, nothing after",
      "stalled-stream@executeAction",
      "STALLED",
    ],
    [
      "progress never goes back",
      "stream - agentExecute > executeAction > keeps progress#/percent in order (increasing)",
      "progress-goes-back@executeAction",
      "ORDERED",
    ],
    [
      "completion",
      "stream - agentExecute > executeAction > summary in three stages: progress{3} complete",
      "cut-short@executeAction",
      "CUT-SHORT",
    ],
    [
      "error",
      "stream - agentExecute > executeAction > action that fails midway: progress+ error",
      "case-ignored@executeAction",
      "CASE",
    ],
    [
      "cancellation",
      "interrupt - agentExecute > cancelExecution > ends a running executeAction, and nothing more of it comes",
      "cancel-ignored@cancelExecution",
      "AFTER-INTERRUPT",
    ],
  ]),
  ...area("agent updates", [
    [
      "status update",
      "push - agentUpdates > pushStatus > status reaches those who asked for it and nobody else",
      "not-delivered@pushStatus",
      "NOT-DELIVERED",
    ],
    [
      "log update",
      "push - agentUpdates > pushLog > log reaches those who asked for it and nobody else",
      "wrong-echo@pushLog",
      "ECHO",
    ],
    [
      "result update",
      "push - agentUpdates > pushResult > result reaches those who asked for it and nobody else",
      "not-delivered@pushResult",
      "NOT-DELIVERED",
    ],
    [
      "only of the subscribed agent",
      "push - agentUpdates > pushStatus > status reaches those who asked for it and nobody else",
      "leaked-private@pushStatus",
      "AUDIENCE",
    ],
    [
      "none after unsubscribe",
      "interrupt - agentUpdates > unsubscribe > ends a running subscribe, and nothing more of it comes",
      "updates-after-unsubscribe@unsubscribe",
      "AFTER-INTERRUPT",
    ],
  ]),
  ...area("errors", [
    [
      "malformed JSON",
      "refusal - chat > malformed > refuses truncated JSON",
      "malformed-kills-connection@chat",
      "WRONG-REFUSAL",
    ],
    [
      "malformed JSON is answered",
      "refusal - chat > malformed > refuses text that is no JSON",
      "malformed-ignored@chat",
      "NO-REFUSAL",
    ],
    [
      "unknown type",
      "refusal - chat > unknown > refuses an unknown type",
      "unknown-ignored@chat",
      "NO-REFUSAL",
    ],
    [
      "every broken schema rule",
      "refusal - chat > message > refuses content empty (minLength 1)",
      "invalid-accepted@chat",
      "NOT-REFUSED",
    ],
    [
      "each refusal with its own code",
      "refusal - chat > message > refuses it without content",
      "wrong-refusal-code@chat",
      "WRONG-REFUSAL",
    ],
    [
      "valid messages are not refused",
      "message - chat > message > accepts content of 4000 characters (maxLength 4000)",
      "valid-refused@postMessage",
      "NOT-ACCEPTED",
    ],
    ["binary", "refusal - chat > binary > refuses a binary frame", "binary-accepted@chat", "NO-REFUSAL"],
    [
      "oversize",
      "refusal - chat > too large > refuses a frame of 65537 bytes",
      "oversize-accepted@chat",
      "NOT-REFUSED",
    ],
    [
      "oversize closes with the declared code",
      "refusal - chat > too large > refuses a frame of 65537 bytes",
      "wrong-close-code@chat",
      "WRONG-REFUSAL",
    ],
    [
      "flood",
      "refusal - chat > too fast > refuses 300 messages in one second",
      "flood-accepted@chat",
      "NOT-REFUSED",
    ],
    [
      "idle timeout",
      "idle - chat > closes a silent connection with 4408 after 1 s",
      "idle-never@chat",
      "IDLE-LATE",
    ],
    [
      "idle timeout not before its time",
      "idle - chat > closes a silent connection with 4408 after 1 s",
      "idle-early@chat",
      "IDLE-EARLY",
    ],
    [
      "idle timeout with the declared code",
      "idle - chat > closes a silent connection with 4408 after 1 s",
      "wrong-idle-code@chat",
      "WRONG-CLOSE",
    ],
    [
      "out of order",
      "refusal - agentUpdates > out of order > refuses reportStatus before its time",
      "out-of-order-accepted@agentUpdates",
      "NOT-REFUSED",
    ],
    [
      "a second exchange under a running id",
      "refusal - agentUpdates > duplicate > refuses a second subscribe with the id of one that runs",
      "duplicate-accepted@agentUpdates",
      "NOT-REFUSED",
    ],
    [
      "abrupt disconnection",
      "stream - agentExecute > executeAction > lives on when the client leaves midway",
      "dies-on-leave@executeAction",
      "SERVICE-DIED",
    ],
    [
      "malformed JSON does not end the service",
      "refusal - chat > malformed > refuses truncated JSON",
      "dies-on-malformed@chat",
      "WRONG-REFUSAL",
    ],
    [
      "the service works on afterwards",
      "refusal - chat > malformed > refuses a trailing comma",
      "dies-on-malformed@chat",
      "SERVICE-DIED",
    ],
    [
      "neighbours work on afterwards",
      "refusal - chat > malformed > refuses truncated JSON",
      "neighbour-killed@chat",
      "NEIGHBOUR",
    ],
  ]),
  ...area("async", [
    [
      "interleaved exchanges on one connection",
      "concurrency - agentStream > streamPrompt > answers 3 interleaved on one connection, each with its own",
      "swapped-correlation@streamPrompt",
      "ORDERED",
    ],
    [
      "50 clients at once without cross-talk",
      "concurrency - agentStream > streamPrompt > answers 50 clients at once, each with its own",
      "reply-to-neighbour@streamPrompt",
      "UNKNOWN-CORRELATION",
    ],
    ["deadlines", "reply - chat > ping > is answered with pong", "no-reply@ping", "NO-REPLY"],
  ]),
];
