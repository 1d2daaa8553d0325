/** Code coverage of a service that we start: counted by V8 or by nyc, reported by nyc. */
export type { CoverageOptions } from "./coverage.ts";
export { measuring } from "./measuring.ts";
