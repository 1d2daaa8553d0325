import type { Message, ServerOperation } from "./model.ts";

/**
 * Do the echoes say with which id a push comes? Without that, of those who have asked for one (`audience: running`)
 * nobody knows who has asked for this one. True of a message without an id.
 */
export function tellsId({ echoes }: ServerOperation, { correlation }: Message): boolean {
  return correlation.every((pointer) => echoes.some(({ to }) => to.pointer === pointer));
}
