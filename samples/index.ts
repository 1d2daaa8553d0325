/** What to say, for the other rooms: without fast-check, which takes a while to load. */
export { type BrokenFrame, brokenFrames } from "./broken-frames.ts";
export { jsonText } from "./json-text.ts";
export type { Boundary, Broken, Sampler } from "./model.ts";
export { createRandom, type Random } from "./random.ts";
export { createSampler } from "./sampler.ts";
export type { Doubt } from "./doubt.ts";
export { Unsatisfiable, Unsure } from "./unsatisfiable.ts";
export { wordsOf } from "./words.ts";
