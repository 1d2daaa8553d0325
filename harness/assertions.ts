import type { Json } from "../contract/json.ts";
import type { RejectKind } from "../contract/model.ts";
import type { ExpectedOutcome } from "./model.ts";

export { contractAssertions } from "./assertions/index.ts";

declare global {
  namespace Chai {
    /** What the harness adds to chai. Each throws the ContractViolation that fits. */
    interface Assertion {
      /** Names in order keep to the sequence. Of replies, or of messages such as `client.opening`. */
      follow(sequence: string): Assertion;
      /** A reply came where one is declared, none is an error message, nothing was refused. Of replies. */
      succeed(): Assertion;
      /** The same of a request that nothing shows to succeed: an error in its place is not reached, not broken. */
      succeedIfTaken(): Assertion;
      /** Kept its sequence, error branches included, and was not refused. Of replies. */
      accepted(): Assertion;
      /** Values at `/pointer` of a message, or at `name#/pointer` of every such message among replies. */
      carry(values: { readonly [pointer: string]: Json }): Assertion;
      /** As `carry`, for values that have to be repeated. */
      echo(values: { readonly [pointer: string]: Json }): Assertion;
      /** The bad frame got one of these outcomes. Of what `refusal()` gives. */
      refused(kind: RejectKind, ...outcomes: readonly ExpectedOutcome[]): Assertion;
      /** Nothing is promised, and nothing forbidden happened. Of what `refusal()` gives. */
      harmless(kind?: RejectKind): Assertion;
      /** The handshake was refused with one of these outcomes. Of what `handshake()` gives. */
      refusedWith(...outcomes: readonly ExpectedOutcome[]): Assertion;
      /** Of what `close()` and `closedByServer()` give. */
      closedWith(codes: number | readonly number[] | "any"): Assertion;
      /** No message of that name. Of messages or replies. */
      none(message: string): Assertion;
    }
  }
}
