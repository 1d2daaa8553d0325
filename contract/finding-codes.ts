/** What a document's findings are about, one code each. Findings are no errors: they say what is ignored, guessed or not checked. */
export const FINDINGS = {
  "SERVER-IGNORED": "a server of another protocol than ws or wss",
  "CHANNEL-IGNORED": "a channel that no WebSocket server serves",
  "ADDRESS-UNKNOWN": "a channel without an address; the server's own path is taken",
  "PARAMETER-UNDECLARED": "a parameter of an address that the channel does not declare",
  "MESSAGE-RENAMED":
    "two messages of one connection with the same name; the second got its channel's name before it",
  "MESSAGE-LEFT-OUT":
    "a message that an operation takes in only because it names none, and that is the other side's",
  "REPLY-ELSEWHERE": "a reply on another connection than its request; not checked",
  "CONTENT-TYPE-ASSUMED": "no content type is declared anywhere; JSON is taken",
  "CONTENT-UNCHECKED": "a message whose content can't be checked here",
  "HEADERS-UNSPECIFIED":
    "message headers or a correlation id in them: WebSocket has none, and `x-contract.headers` is not set",
  "CORRELATION-UNREADABLE": "a correlation id location that can't be read",
  "CREDENTIAL-UNTESTABLE": "a security scheme whose credential does not travel in a handshake",
  "FORMAT-UNCHECKED": "a schema format that nobody checks",
  "PATTERN-UNCHECKED": "a pattern that JavaScript can't read; it is not checked",
  "PATTERN-LOOSE": "a pattern that is only readable without Unicode mode",
  "SCHEMA-WORD-UNKNOWN": "a word that JSON Schema does not have",
  "SCHEMA-DIALECT": "a schema with words of a later JSON Schema than AsyncAPI's own; read as that",
  "EXAMPLE-INVALID": "a declared example that breaks the schema of its message",
  "CHECKED-PARTLY": "a document so large that some rules of the official parser are left out",
  "OVERLAY-SHARED": "an update of an overlay goes to a node that several references share",
  MIRRORED: "the document looks as if it were written from the client's chair",
} as const;
export type FindingCode = keyof typeof FINDINGS;
