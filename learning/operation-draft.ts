import { type Json, pointerOf } from "../contract/index.ts";
import type { Draft } from "./schema-of.ts";
import { isTag } from "./text-kinds.ts";
import type { ChannelPlan, PlannedRequest } from "./plan.ts";

/** Names of channels and operations, each given once. */
export class Names {
  readonly #taken: Set<string>;

  constructor(taken: readonly string[]) {
    this.#taken = new Set(taken);
  }

  free(wish: string, channel: string): string {
    const clean = wish.replaceAll(/[^A-Za-z0-9_.-]/g, "_") || "channel";
    let name = this.#taken.has(clean) && channel !== "" ? `${channel}_${clean}` : clean;
    for (let number = 2; this.#taken.has(name); number += 1) name = `${clean}_${number}`;
    this.#taken.add(name);
    return name;
  }
}

/** A channel's name, after its path. */
export function channelName(pattern: string): string {
  const words = pattern.split("/").filter((segment) => segment !== "" && !segment.startsWith("{"));
  const name = words.join("_").replaceAll(/[^A-Za-z0-9_.-]/g, "_");
  return isTag(name) ? name : "root";
}

/** The operations of a channel that no document declares yet, by name. */
export function operationDrafts(
  plan: ChannelPlan,
  channel: string,
  { names, has }: { readonly names: Names; readonly has: (message: string) => boolean },
): { readonly operations: ReadonlyMap<string, Draft>; readonly byRequest: ReadonlyMap<string, string> } {
  const operations = new Map<string, Draft>();
  const byRequest = new Map<string, string>();
  for (const { message, declared } of plan.requests)
    byRequest.set(message.name, declared?.name ?? names.free(message.name, channel));
  for (const request of plan.requests) {
    if (request.declared !== null) continue;
    const name = byRequest.get(request.message.name) ?? "";
    operations.set(name, requestDraft(request, channel, byRequest));
  }
  const first = plan.opening.filter((name) => !has(name));
  if (first.length > 0)
    operations.set(names.free("opening", channel), pushDraft(channel, first, { trigger: "connect" }));
  for (const { name, frames } of plan.pushes)
    if (!has(name))
      operations.set(names.free(`send_${name}`, channel), {
        ...pushDraft(channel, [name], null),
        "x-learned": { frames, alone: plan.lesson.exchanges.alone.get(name) ?? 0 },
      });
  return { operations, byRequest };
}

function requestDraft(
  request: PlannedRequest,
  channel: string,
  byRequest: ReadonlyMap<string, string>,
): Draft {
  const { message, sequence } = request;
  const terms = contractTerms(request, byRequest);
  return {
    action: "receive",
    channel: { $ref: `#${pointerOf("channels", channel)}` },
    messages: [refTo(channel, message.name)],
    ...(sequence === null || sequence.replies.length === 0
      ? {}
      : {
          reply: {
            channel: { $ref: `#${pointerOf("channels", channel)}` },
            messages: sequence.replies.map((name) => refTo(channel, name)),
          },
        }),
    ...(Object.keys(terms).length > 0 ? { "x-contract": terms } : {}),
    "x-learned": evidenceOf(request),
  };
}

/** What the vocabulary says of a request. */
export function contractTerms(
  { sequence, interrupts }: PlannedRequest,
  byRequest: ReadonlyMap<string, string>,
): Draft {
  const targets = interrupts.flatMap((name) => byRequest.get(name) ?? []);
  return {
    ...(sequence === null ? {} : { sequence: sequence.text }),
    ...(targets.length > 0 ? { interrupts: targets.length === 1 ? (targets[0] ?? "") : targets } : {}),
  };
}

export function evidenceOf({ message, sequence }: PlannedRequest): Draft {
  return sequence === null ? { requests: message.frames } : { exchanges: sequence.shown, of: sequence.of };
}

function pushDraft(channel: string, messages: readonly string[], terms: Draft | null): Draft {
  return {
    action: "send",
    channel: { $ref: `#${pointerOf("channels", channel)}` },
    messages: messages.map((name) => refTo(channel, name)),
    ...(terms === null ? {} : { "x-contract": terms }),
  };
}

function refTo(channel: string, message: string): Json {
  return { $ref: `#${pointerOf("channels", channel, "messages", message)}` };
}
