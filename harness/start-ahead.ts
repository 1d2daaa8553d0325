import { channelOf } from "./channel-of.ts";
import { jobOf, type Planned, scheduler } from "./scheduler.ts";

let hooked = false;

/**
 * Lets the scheduler know, before the first test, which tests will run: a root hook reads them from Mocha's tree
 * (`.only` is applied there already). Tests that a filter on the command line leaves out can't be told apart there,
 * so `ASYNCPROOF_GREP` (the source of a regular expression over full titles) says what the run selects.
 */
export function hookIntoMocha(): void {
  if (hooked || Number(process.env["ASYNCPROOF_JOBS"] ?? 1) <= 1 || typeof globalThis.before !== "function")
    return;
  hooked = true;
  globalThis.before("asyncproof: start ahead", function (this: Mocha.Context) {
    const root = rootOf(this.test?.parent);
    if (root !== null && selectionIsKnown()) scheduler().plan(plannedIn(root));
  });
}

function rootOf(suite: Mocha.Suite | undefined): Mocha.Suite | null {
  let here = suite;
  while (here?.parent) here = here.parent;
  return here ?? null;
}

/** Starting a test that nobody selected would send what nobody asked for: then rather nothing ahead. */
function selectionIsKnown(): boolean {
  const filters = /^(-g|-f|--grep|--fgrep|--invert|-i)(=|$)/;
  return process.env["ASYNCPROOF_GREP"] !== undefined || !process.argv.some((word) => filters.test(word));
}

function plannedIn(root: Mocha.Suite): Planned[] {
  const wanted = new RegExp(process.env["ASYNCPROOF_GREP"] ?? "");
  const planned: Planned[] = [];
  root.eachTest((test) => {
    const job = test.fn === undefined ? undefined : jobOf.get(test.fn);
    if (job !== undefined && !test.isPending() && wanted.test(test.fullTitle()))
      planned.push({ job, test, channel: channelOf(test) });
  });
  return planned;
}
