import type { BrokenPromise } from "../broken-promise.ts";

/** Why an expectation does not hold; null where it does. `place` only where it is another than the subject's own. */
export type Finding = (Omit<BrokenPromise, "place"> & { readonly place?: string }) | null;
