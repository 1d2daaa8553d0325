/** `asyncproof/samples`: values for schemas, messages and conversations, with arbitraries for property tests. */
export { type Contract, loadContract, ToolError } from "../contract/index.ts";
export * from "./index.ts";
export {
  arbitraryOf,
  sampleOf,
  samplesIn,
  samplesOf,
  type Samples,
  type SamplesOptions,
} from "./samples-of.ts";
export { isWholeWalk, type WalkOptions, type WalkStep, walksOf } from "./walks.ts";
export { checkProperty, type PropertyEnd, type PropertyOptions, type Shown } from "./check-property.ts";
export { type SpokenValues, spokenValuesOf } from "./spoken-values.ts";
