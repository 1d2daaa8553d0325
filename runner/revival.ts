import { accepts, type Endpoint } from "./tcp.ts";

/** How long a service may take to come up again. */
const LIMIT_MS = 10_000;

/**
 * A Mocha hook before each test: after a failure it waits until the service, which is started again when it dies,
 * accepts connections, so that one death is told once and not by every test that follows. A service that once did
 * not come back is not waited for again.
 */
export function revival(endpoint: Endpoint): Mocha.AsyncFunc {
  let last: Mocha.Runnable | null = null;
  let lost = false;
  return async function () {
    const failed = last?.state === "failed";
    last = this.currentTest ?? null;
    if (!failed || lost) return;
    lost = (await accepts(endpoint, LIMIT_MS, new AbortController().signal)) !== "";
  };
}
