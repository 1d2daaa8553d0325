/** Ends a switch over a closed union: a new kind that a switch forgets does not compile. Throws if reached. */
export function assertNever(value: never): never {
  throw new Error(`unhandled kind: ${JSON.stringify(value)}`);
}
