import type { Message } from "../../contract/model.ts";
import type { ReceivedMessage } from "../model.ts";
import type { Moment } from "../state.ts";
import type { Incoming } from "./incoming.ts";

/** A message that nothing takes, as the explanations below see it. */
export interface Stray {
  readonly message: Message;
  readonly id: string | null;
  readonly incoming: Incoming;
  readonly received: ReceivedMessage;
  readonly got: string;
}

/** An explanation: `true` where it fits and has said what there is to say. */
export type Explain = (moment: Moment, stray: Stray) => boolean;
