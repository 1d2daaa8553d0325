import type { AnyFunctions } from "./model.ts";

/** What a property is tried with, in words: values are made when the test runs. */
export const any: AnyFunctions = {
  valid: (channel, message) => ({ kind: "valid", channel, message }),
  broken: (channel, message) => ({ kind: "broken", channel, message }),
  walk: (channel) => ({ kind: "walk", channel, message: "" }),
};
