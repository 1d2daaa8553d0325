/**
 * The channel that a generated test is about, as its outermost suite says: `chat` of `refusal - chat`. "" of a test of the
 * user's own, which may be about any.
 */
export function channelOf(test: Mocha.Runnable): string {
  const [, channel = ""] = /^.*? - (.*)$/.exec(test.titlePath()[0] ?? "") ?? [];
  return channel;
}
