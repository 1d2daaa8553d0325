/** What was promised: a document becomes a `Contract`, and frames are read by it. */
export {
  type Answered,
  type OwedAnswer,
  shortestAnswer,
  stepAnswer,
  unanswered,
} from "./answering.ts";
export * from "./assert-never.ts";
export { assumesOneOfSeveral } from "./assumed-sequence.ts";
export * from "./channel-names.ts";
export { closeMatches } from "./close-codes.ts";
export { declaredReplies, repliesOf } from "./outcome-replies.ts";
export { CONTRACT_ERRORS, type ContractErrorCode } from "./error-codes.ts";
export type { Finding } from "./finding.ts";
export { type FindingCode, FINDINGS, MISTAKES } from "./finding-codes.ts";
export * from "./frame.ts";
export { createFrameReader } from "./frame-reader.ts";
export * from "./json.ts";
export * from "./json-pointer.ts";
export * from "./line-map.ts";
export { type LoadedContract, loadContract, type LoadOptions } from "./load-contract.ts";
export { lockText, parseLock, readLock } from "./lock.ts";
export * from "./model.ts";
export { nearestWord, wordHint } from "./nearest-word.ts";
export { matchPath, type PathMatch } from "./path-match.ts";
export { patternOf, patternSupport } from "./pattern.ts";
export { createSchemaChecker, type SchemaChecker } from "./schema-checker.ts";
export { refTo, type ResolvedSchema, resolveRef, schemaOf } from "./schema-ref.ts";
export { carrierText, sharedCarrier, type SharedCarrier } from "./shared-carrier.ts";
export { tellsId } from "./tells-id.ts";
export { isAbout, messageOfPointer, pointerName } from "./pointer-name.ts";
export { unscopedBeside } from "./unscoped-alternative.ts";
export { unshowable } from "./unshowable.ts";
export { mapSubschemas, subschemas, walkSchema } from "./schema-walk.ts";
export { type SchemaTableOf, tableOfSchema, type TableOptions } from "./schemas/table-of-schema.ts";
export {
  acceptsAt,
  closesAt,
  comesInSeveral,
  compileSequence,
  hasWayOut,
  namesIn,
  quoteName,
  stepClose,
  stepSequence,
} from "./sequence.ts";
export { uncheckedPlaces } from "./unchecked-places.ts";
export { type SourcePlace, ToolError } from "./tool-error.ts";
