/** What to say: values for schemas, messages and conversations. */
export { type BrokenFrame, brokenFrames } from "./broken-frames.ts";
export { jsonText } from "./json-text.ts";
export type { Boundary, Broken, Sampler } from "./model.ts";
export { createRandom, type Random } from "./random.ts";
export { createSampler } from "./sampler.ts";
export {
  arbitraryOf,
  sampleOf,
  samplesIn,
  samplesOf,
  type Samples,
  type SamplesOptions,
} from "./samples-of.ts";
export { Unsatisfiable } from "./unsatisfiable.ts";
export { isWholeWalk, type WalkOptions, type WalkStep, walksOf } from "./walks.ts";
export { wordsOf } from "./words.ts";
