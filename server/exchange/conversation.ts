import { stepSequence } from "../../contract/index.ts";
import type { Channel, ClientOperation } from "../../contract/model.ts";

/** Where a client stands in the order of operations that its channel declares. */
export interface Conversation {
  allows(operation: ClientOperation): boolean;
  /** Counts an operation; the returned function takes it back, unless another was counted meanwhile. */
  count(operation: ClientOperation): () => void;
}

export function createConversation({ conversation }: Channel): Conversation {
  if (conversation.kind === "any") return { allows: () => true, count: () => () => undefined };
  const { sequence } = conversation;
  let state = 0;
  return {
    allows: ({ name }) => stepSequence(sequence, state, name) !== null,
    count: ({ name }) => {
      const before = state;
      const after = stepSequence(sequence, state, name) ?? state;
      state = after;
      return () => {
        if (state === after) state = before;
      };
    },
  };
}
