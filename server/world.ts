import type { FrameReader } from "../contract/frame.ts";
import type { SchemaChecker } from "../contract/index.ts";
import type { Config } from "../config/model.ts";
import type { Contract } from "../contract/model.ts";
import type { Composer } from "./compose/composer.ts";
import type { Connection } from "./connection.ts";
import type { Decisions } from "./decisions.ts";
import type { Observer } from "./events.ts";
import type { Handlers } from "./model.ts";
import type { Pace } from "./pace.ts";
import type { Plots } from "./exchange/plots.ts";
import type { PushIndex } from "./push/push-index.ts";
import type { Turns } from "./push/turns.ts";
import type { Timers } from "./timers.ts";

/** What one running stub consists of. Only `connections` and `end` change. */
export interface World {
  readonly contract: Contract;
  readonly config: Config;
  readonly reader: FrameReader;
  readonly check: SchemaChecker;
  readonly composer: Composer;
  readonly decisions: Decisions;
  readonly timers: Timers;
  readonly plots: Plots;
  readonly pushes: PushIndex;
  readonly turns: Turns;
  readonly handlers: Handlers;
  readonly seed: number;
  /** Milliseconds before the next message of a stream, of which so many were said. */
  readonly pace: Pace;
  readonly unsolicited: boolean;
  readonly connections: Set<Connection>;
  /** The close code for whoever still comes, once everyone is told to leave; null before. */
  readonly end: { code: number | null };
  readonly log: (line: string) => void;
  readonly observe: Observer;
}
