/** Why a document or a lock can't be used: codes of the `ToolError`s of this room. */
export const CONTRACT_ERRORS = {
  "DOCUMENT-UNREADABLE": "the document, or a file that it needs, can't be read",
  "YAML-SYNTAX": "a file is not YAML, and so not JSON either",
  "DOCUMENT-VERSION": "not an AsyncAPI document, or of a version that is not read",
  OVERLAY: "an overlay can't be read, or an action of it can't be applied",
  "DOCUMENT-INVALID": "the official parser refuses the document",
  "NO-WEBSOCKET": "no channel of the document is a WebSocket",
  REFERENCE: "a `$ref` leads nowhere, outside, or back to itself",
  "X-CONTRACT": "`x-contract` has an unknown keyword, or a value of a wrong form",
  "X-CONTRACT-BESIDE-REF": "`x-contract` stands beside a `$ref`, where AsyncAPI ignores it",
  "X-CONTRACT-PLACE": "`x-contract` stands where it means nothing",
  CONTRADICTION: "two channels of one connection promise different things",
  SEQUENCE: "a sequence that can't be read, names something unknown, or is too large",
  "UNKNOWN-NAME": "a name that the document does not declare",
  POINTER: "a pointer that is not clear about its message",
  "SCHEMA-UNCOMPILABLE": "a payload schema that can't be checked",
  LOCK: "a contract lock that can't be read",
} as const;
export type ContractErrorCode = keyof typeof CONTRACT_ERRORS;
