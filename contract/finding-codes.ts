/** What a document's findings are about, one code each. Findings are no errors: they say what is ignored, guessed or not checked. */
export const FINDINGS = {
  "SERVER-IGNORED": "a server of another protocol than ws or wss",
  "CHANNEL-IGNORED": "a channel that no WebSocket server serves",
  "ADDRESS-UNKNOWN": "a channel without an address; the server's own path is taken",
  "PARAMETER-UNDECLARED": "a parameter of an address that the channel does not declare",
  "PARAMETER-LOCATION": "a parameter whose value messages repeat; not checked",
  "MESSAGE-RENAMED":
    "two messages of one connection with the same name; the second got its channel's name before it",
  "MESSAGE-LEFT-OUT":
    "a message that an operation takes in only because it names none, and that is the other side's",
  "REPLY-ELSEWHERE": "a reply on another connection that nobody here can look at; not checked",
  "REPLY-ADDRESS": "a reply whose address only its request says; expected on the requester's connection",
  "CONTENT-TYPE-ASSUMED": "no content type is declared anywhere; JSON is taken",
  "CONTENT-UNCHECKED": "a message whose content can't be checked here",
  "HEADERS-UNSPECIFIED":
    "message headers or a correlation id in them: WebSocket has none, and `x-contract.headers` is not set",
  "CORRELATION-UNREADABLE": "a correlation id location that can't be read",
  "CREDENTIAL-UNTESTABLE": "a security scheme whose credential does not travel in a handshake",
  "CREDENTIAL-SHARED":
    "two security schemes needed together whose credentials travel in the same place; shown only where both are one",
  "FORMAT-UNCHECKED": "a schema format that nobody checks",
  "FORMAT-ROUGH": "a schema format that is checked only roughly: what passes counts as unspecified",
  "PATTERN-UNCHECKED": "a pattern that JavaScript can't read, or not in bounded time; it is not checked",
  "PATTERN-LOOSE": "a pattern that is only readable without Unicode mode",
  "SCHEMA-WORD-UNKNOWN": "a word that JSON Schema does not have",
  "SCHEMA-DIALECT":
    "a schema whose words are of another JSON Schema than AsyncAPI's own, or than the one it declares",
  "SCHEMA-WORD-INVALID": "a word of JSON Schema with a value that it can't have; not checked",
  "SCHEMA-BESIDE-REF": "a rule beside a `$ref`, where it means nothing in that dialect; not checked",
  "SCHEMA-UNSURE":
    "a word that the validator is known to misjudge in some cases; what passes counts as unspecified",
  "EXAMPLE-INVALID": "a declared example that breaks the schema of its message",
  "POINTER-UNDECLARED":
    "a pointer to a value that no schema declares; what is said of it is checked where it comes, or never",
  "PROMISE-IMPOSSIBLE":
    "a promise about a value that the schema of its message rules out: no service keeps both",
  "CHECKED-PARTLY": "a document so large that some rules of the official parser are left out",
  "DOCUMENT-FAULT": "a rule of AsyncAPI that the official parser sees broken; read as it stands",
  "REFERENCE-LOST": "a `$ref` that leads nowhere, outside, or back to itself; read as if it were not there",
  "REFERENCE-REPAIRED": "a `$ref` with an unescaped `/` in a key; read as it was meant",
  "OPERATION-LEFT-OUT": "an operation that can't be read",
  "MESSAGES-LOST":
    "an operation none of whose named messages is there; those of its channel are taken that nobody else names",
  "CHANNEL-BYPASSED": "an operation that names a message not through its channel; read as the channel's",
  "SECURITY-LOST": "a security scheme that is not declared; its alternative is not tested",
  "SERVER-LOST": "a channel that names a server which is not declared",
  "SERVER-ASSUMED": "no server is declared to speak WebSocket; what is taken for one",
  "VARIABLE-UNKNOWN": "a variable of a server's URL that has no value",
  "SUBPROTOCOL-UNKNOWN": "a handshake that asks for a subprotocol and names none",
  "HANDSHAKE-HEADER": "a header of the binding that every WebSocket handshake sets itself",
  "HANDSHAKE-METHOD": "a method of the binding that a WebSocket handshake can't have",
  "BINDING-FORM": "a `ws` binding whose query or headers are no schema of an object",
  "OVERLAY-SHARED": "an update of an overlay goes to a node that several references share",
  MIRRORED: "the document looks as if it were written from the client's chair",
} as const;
export type FindingCode = keyof typeof FINDINGS;

/** What is wrong in a document that is tested all the same, as far as it can be; `--strict` refuses it. */
export const FAULTS: ReadonlySet<FindingCode> = new Set([
  "DOCUMENT-FAULT",
  "REFERENCE-LOST",
  "REFERENCE-REPAIRED",
  "OPERATION-LEFT-OUT",
  "MESSAGES-LOST",
  "CHANNEL-BYPASSED",
  "SECURITY-LOST",
  "SERVER-LOST",
  "HANDSHAKE-METHOD",
  "BINDING-FORM",
  "EXAMPLE-INVALID",
  "PROMISE-IMPOSSIBLE",
]);

/** What whoever wrote the document hardly meant: worth a word at its line wherever the document is changed. */
export const MISTAKES: ReadonlySet<FindingCode> = new Set([...FAULTS, "POINTER-UNDECLARED"]);
