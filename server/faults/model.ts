import type { FrameReader } from "../../contract/frame.ts";
import type { Contract } from "../../contract/model.ts";
import type { Composer } from "../compose/composer.ts";
import type { Connection } from "../connection.ts";
import type { Decisions } from "../decisions.ts";

/** One way in which a stub breaks its contract on purpose, defined over any contract. */
export interface Fault {
  readonly name: string;
  /** The family of tests that has to notice it. */
  readonly family:
    | "connection"
    | "security"
    | "message"
    | "reply"
    | "stream"
    | "interrupt"
    | "push"
    | "refusal"
    | "idle"
    | "concurrency"
    | "property";
  /** What the service does wrong, one sentence. */
  readonly summary: string;
  /** Id of the rule that names it (`docs/rules.md`). */
  readonly rule: string;
  /** It can leave no test of its channel green: whoever connects meets it. Any other has to leave some. */
  readonly breaksAll?: true;
  appliesTo(contract: Contract): Targets;
  hooks(scope: FaultScope): Partial<Decisions>;
}

/** Faults that break the same kind of promise. */
export interface FaultFamily {
  readonly name: string;
  readonly summary: string;
  readonly faults: readonly Fault[];
}

/** Where a fault can show; or why it can't. */
export type Targets =
  | { readonly kind: "places"; readonly places: readonly FaultPlace[] }
  | { readonly kind: "none"; readonly why: string };

/** A channel, or (`operation` not "") an operation in it. `channel` is "" where the fault belongs to no channel. */
export interface FaultPlace {
  readonly channel: string;
  readonly operation: string;
}

/** What a fault may use, and where it is to show. */
export interface FaultScope extends FaultTools {
  covers(channel: string, operation?: string): boolean;
  /** Says that the fault did something that no decision shows. */
  act(): void;
}

export interface FaultTools {
  readonly contract: Contract;
  readonly reader: FrameReader;
  readonly composer: Composer;
  readonly connections: ReadonlySet<Connection>;
  /** Cuts every connection and stops listening, as a service does that dies. */
  readonly die: () => void;
}
