/** From traffic back to what a document should say: proposals with their evidence, never applied here. */
export { Course, PASSES } from "./course.ts";
export { documentOf } from "./document-of.ts";
export { type Doubt, isRare, shownSeen } from "./evidence.ts";
export type { Proposal } from "./field-proposals.ts";
export { loosen } from "./loosen.ts";
export { overlayComments, overlayOf, proposalsOf } from "./overlay-of.ts";
export { type Loosened, nothingLoosened, refusedOn } from "./plan.ts";
export type { Draft, Notes } from "./schema-of.ts";
