export type { Boundary, Broken, Sampler } from "./model.ts";
export { createRandom, type Random } from "./random.ts";
export { createSampler } from "./sampler.ts";
export { samplesIn, samplesOf, sampleOf, type Samples, type SamplesOptions } from "./samples-of.ts";
export { wordsOf } from "./words.ts";
export { Unsatisfiable } from "./unsatisfiable.ts";
