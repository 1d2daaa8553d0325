/** The contract as understood: who sends what, in which order, and what the document never said. */
export { explanationText } from "./contract-text.ts";
export { type Explanation, explain } from "./explanation.ts";
export { explanationObject } from "./explanation-object.ts";
export type { Gap } from "./gap.ts";
export { gapsOf } from "./gaps.ts";
export { mermaidText, stateDiagram } from "./mermaid.ts";
export { overlaySnippet } from "./overlay-snippet.ts";
