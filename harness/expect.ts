import { type expect as ChaiExpect, use } from "chai";
// By itself too, so that the declarations that are shipped bring the assertions' types along.
import "./assertions.ts";
import { contractAssertions } from "./assertions.ts";

/** chai's `expect`, with the contract's assertions. */
export const expect: typeof ChaiExpect = use(contractAssertions).expect;
