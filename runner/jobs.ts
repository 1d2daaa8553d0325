import type { Config } from "../config/index.ts";
import type { Contract } from "../contract/model.ts";
import { oneLine } from "../contract/plain-text.ts";

/** Before our own stub, which answers in no time: more would only wait for the one process that asks. */
const BEFORE_THE_STUB = 8;

/** What decides how many scenarios may run at a time where nobody says. */
export interface Setting {
  readonly contract: Contract;
  readonly config: Pick<Config, "url" | "start" | "setup">;
  /** The user's own tests among those that run. */
  readonly ownTests: readonly string[];
}

/** How many scenarios run at a time, and why not as many as were asked for; "" where they are. */
export interface Jobs {
  readonly jobs: number;
  readonly text: string;
}

/**
 * As many as were asked for, else as `usualJobs` has it. Where only so many connections of a client are allowed it is one
 * at a time whatever was asked for: those of scenarios beside each other are one client's, and a service that keeps the
 * document would refuse some of them. How many each will open is not known before: some tests try again, or are the user's.
 */
export function jobsFor(asked: number | null, setting: Setting): Jobs {
  if (asked === null) return { jobs: usualJobs(setting), text: "" };
  const limited = setting.contract.channels.find(({ limits }) => limits.connections !== null);
  if (asked === 1 || limited === undefined) return { jobs: asked, text: "" };
  const most =
    limited.limits.connections === 1 ? "1 connection" : `${limited.limits.connections} connections`;
  return {
    jobs: 1,
    text: `--jobs ${asked}: one scenario runs at a time all the same, as ${oneLine(limited.name)} allows ${most} of a client (\`limits.connections\`)\n`,
  };
}

/**
 * How many scenarios run at a time where nobody says: several before our own stub, which is known to take them, and
 * one before any other service. One as well where a document or a config lets tests see each other.
 */
export function usualJobs({ contract, config, ownTests }: Setting): number {
  const isOurStub = config.url === null && config.start === null;
  const { hooks, triggers } = config.setup;
  const isAskedOf = Object.keys(hooks).length + Object.keys(triggers).length + ownTests.length > 0;
  return isOurStub && !isAskedOf && !letsClientsMeet(contract) ? BEFORE_THE_STUB : 1;
}

/** Who comes and goes is told to others, or only so many may be there. */
function letsClientsMeet({ channels }: Contract): boolean {
  return channels.some(
    ({ operations, limits }) =>
      limits.connections !== null ||
      operations.some(
        (one) =>
          one.kind === "server" &&
          (one.trigger.kind === "connect" || one.trigger.kind === "disconnect") &&
          one.audience.kind !== "sender",
      ),
  );
}
