import type { Channel } from "../../contract/model.ts";
import type { Scheduled } from "../agenda.ts";
import type { ConnectionId, OwedPush } from "../model.ts";
import type { Sending } from "./audience.ts";

/** One trigger of one operation of the server, and who has to get what follows. */
export interface Round extends Scheduled<Round> {
  readonly channel: Channel;
  readonly sending: Sending;
  /** The id that the pushed message has to carry, where the echoes tell it. */
  readonly id: string | null;
  /** `pending`: the trigger's exchange still runs. `void`: it failed, so nothing is owed and nothing forbidden. */
  state: "pending" | "due" | "void";
  deadlineAt: number;
  readonly owed: Map<ConnectionId, OwedPush>;
  /** Those of them to whom it has not come. */
  readonly waiting: Set<ConnectionId>;
  /** Who must not get it. */
  readonly barred: Set<ConnectionId>;
}

/** What most requests trigger. */
export const NO_ROUNDS: readonly Round[] = [];
