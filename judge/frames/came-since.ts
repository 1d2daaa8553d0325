import type { FrameId, ReceivedMessage } from "../model.ts";
import { senders } from "../push/claims.ts";
import type { Connection } from "../state.ts";

/**
 * The last message since a frame of the client that the service may have sent by itself, an error before all others:
 * what came in place of something owed. Null for none.
 */
export function cameSince({ view, channel }: Connection, frame: FrameId): ReceivedMessage | null {
  const since = view.received.filter(
    (one) => one.frame > frame && one.reading.kind === "message" && senders(channel, one.name).length > 0,
  );
  return since.findLast(isError) ?? since.at(-1) ?? null;
}

export function isError({ reading }: ReceivedMessage): boolean {
  return reading.kind === "message" && reading.message.error;
}
