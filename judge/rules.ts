/**
 * Every way in which a service (or, in real traffic, a client) can break its contract, one id each. A rule id is a promise to scripts: it is
 * never renamed. `docs/rules.md` explains each with an example; a test holds list and document together.
 */
export const RULES = {
  // the handshake and the connection
  "NO-HANDSHAKE": "the opening handshake was not answered within its deadline",
  "HANDSHAKE-REFUSED": "a handshake that the document allows was refused",
  "HANDSHAKE-ACCEPTED": "a handshake that the document refuses was accepted",
  "WRONG-STATUS": "a handshake was refused, with another status or close code than declared",
  LEAK: "something was sent to a connection before the refusal of its handshake",
  SUBPROTOCOL: "the handshake's answer does not name the declared subprotocol",
  "SERVICE-DIED": "the service died or stopped accepting connections after a handshake had succeeded",
  "UNEXPECTED-CLOSE": "the service closed a connection without a declared reason",
  "WRONG-CLOSE": "the service closed with another code than declared",
  "NO-CLOSE": "a declared close, or the answer to the client's close, did not come within its deadline",
  PROTOCOL: "the service sent bytes that RFC 6455 does not allow",
  // one frame
  MALFORMED: "the service sent a frame that is not of the declared content type",
  UNDECLARED: "the service sent a frame that is no message declared for its direction",
  SCHEMA: "a message breaks its payload schema",
  // which exchange a frame belongs to, and its place there
  "NO-OPENING": "the messages declared for the opening did not come, or not in that order",
  "NO-REPLY": "the first reply did not come within its deadline",
  STALLED: "the next message of a running exchange did not come within its deadline",
  "OUT-OF-SEQUENCE": "a message came that the exchange's sequence does not allow at this place",
  "AFTER-END": "a message came for an exchange that had ended",
  "UNKNOWN-CORRELATION": "a message carries a correlation id that was never sent on this connection",
  UNEXPECTED: "a declared message came where nothing in the document lets it come",
  "CUT-SHORT": "the service closed the connection before a running exchange had ended",
  "AFTER-INTERRUPT": "a message of an interrupted exchange came after the interruption was confirmed",
  // what the messages of an exchange say together
  ECHO: "a reply does not repeat the value that it has to repeat",
  ORDERED: "a value is not in the declared order",
  JOINS: "a value is not the declared items joined",
  COUNTS: "a value is not the count of the declared messages",
  CASE: "a declared case was answered in another way than it expects",
  // what is sent to whom
  "NOT-DELIVERED": "a message owed to a connection did not come within its deadline",
  AUDIENCE: "a message came to a connection that is not in its audience",
  "DELIVERED-TWICE": "a message came more than once for one trigger",
  // bad input
  "NOT-ACCEPTED": "a valid message was refused",
  "NOT-REFUSED": "bad input was answered like good input",
  "NO-REFUSAL": "bad input did not get the declared outcome in time",
  "WRONG-REFUSAL": "bad input was refused in another way than declared",
  NEIGHBOUR: "another connection was disturbed",
  // the other side
  CLIENT:
    "real traffic: a client sent what the document does not let it send, or left out an answer that it owes",
  // silence
  "IDLE-EARLY": "an idle connection was closed before its time",
  "IDLE-LATE": "an idle connection was not closed in its time",
} as const;

/** The id of one rule. */
export type RuleId = keyof typeof RULES;
