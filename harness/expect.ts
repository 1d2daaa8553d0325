import { use } from "chai";
import { contractAssertions } from "./assertions.ts";

/** chai's `expect`, with the contract's assertions. */
export const expect: Chai.ExpectStatic = use(contractAssertions).expect;
