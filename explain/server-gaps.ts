import type { Channel, ServerOperation } from "../contract/model.ts";
import type { Gap } from "./gap.ts";

/** What a message that the server sends by itself leaves unsaid: after what, to whom, how soon. */
export function serverGaps(
  channel: Channel,
  { name, place, trigger, audience, within, messages }: ServerOperation,
): Gap[] {
  const own = { channel: channel.name, about: name, place };
  if (messages.length === 0 || isOpening(channel, messages)) return [];
  if (trigger.kind === "unsolicited") {
    const first = channel.operations.find(({ kind }) => kind === "client");
    const example = { trigger: first?.name ?? "connect", audience: "everyone", within: "2s" };
    const unsaid = "after what it comes, and to whom; nobody can demand it";
    return [{ ...own, unsaid, keyword: "trigger", example }];
  }
  const gaps: Gap[] = [];
  if (audience.kind === "undeclared")
    gaps.push({
      ...own,
      unsaid: "who gets it, and who must not",
      keyword: "audience",
      example: { audience: "everyone" },
    });
  if (within.kind === "patience")
    gaps.push({ ...own, unsaid: "how soon it comes", keyword: "within", example: { within: "2s" } });
  return gaps;
}

/** What the opening brings is said there. */
function isOpening({ opening }: Channel, messages: readonly string[]): boolean {
  if (opening.kind === "none") return false;
  const steps = opening.sequence.states.flatMap((state) => state.steps);
  return messages.every((name) => steps.some(({ on }) => on.kind === "name" && on.name === name));
}
