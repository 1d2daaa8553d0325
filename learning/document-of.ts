import { pointerOf, quoteName } from "../contract/index.ts";
import { type Credential, schemeDraft, securityDraft } from "./credentials.ts";
import { handshakeDraft, messageDraft } from "./message-draft.ts";
import { channelName, Names, operationDrafts } from "./operation-draft.ts";
import { type ChannelPlan, type Loosened, planOf } from "./plan.ts";
import type { Course } from "./course.ts";
import { define, type Draft, type Notes } from "./schema-of.ts";

const DESCRIPTION =
  "Proposed from recorded traffic: it says what was seen, not what was meant. Read it, correct it, then keep it.";

/** A first document: everything in it is a proposal. */
export function documentOf(course: Course, loosened: Loosened, notes: Notes): Draft {
  const channels: Draft = {};
  const operations: Draft = {};
  const channelNames = new Names([]);
  const names = new Names([]);
  const credential = course.credentials.found();
  for (const lesson of course.channels.values()) {
    const plan = planOf(lesson, loosened);
    const channel = channelNames.free(channelName(lesson.path.pattern), "");
    define(channels, channel, channelDraft(plan, channel, { loosened, notes, credential }));
    const made = operationDrafts(plan, channel, { names, has: () => false });
    for (const [name, operation] of made.operations) define(operations, name, operation);
  }
  return {
    asyncapi: "3.0.0",
    info: { title: "Learned from recordings", version: "0.1.0", description: DESCRIPTION },
    defaultContentType: "application/json",
    servers: {
      recorded: {
        host: "localhost:8080",
        protocol: "ws",
        description: "Put the service's host here.",
        ...(credential === null ? {} : securityDraft(credential)),
      },
    },
    ...shutdownDraft(course),
    "x-learned": { frames: course.frames, channels: course.channels.size },
    channels,
    operations,
    ...(credential === null ? {} : schemeDraft(credential)),
  };
}

/** What clients see when the service goes away. */
export function shutdownDraft({ shutdown }: Course): Draft {
  const codes = [...shutdown.keys()].toSorted((one, other) => one - other);
  const [only] = codes;
  if (only === undefined) return {};
  return { "x-contract": { shutdown: { close: codes.length === 1 ? only : codes } } };
}

function termsDraft(opening: readonly string[], limit: number | null): Draft {
  const terms: Draft = {
    ...(opening.length > 0 ? { opening: opening.map(quoteName).join(" ") } : {}),
    ...(limit === null ? {} : { limits: { messageBytes: limit } }),
  };
  return Object.keys(terms).length > 0 ? { "x-contract": terms } : {};
}

interface ChannelAbout {
  readonly loosened: Loosened;
  readonly notes: Notes;
  /** What a server asks for: no query of the channel's. */
  readonly credential: Credential | null;
}

/** A channel with all its messages. */
export function channelDraft(
  plan: ChannelPlan,
  channel: string,
  { loosened, notes, credential }: ChannelAbout,
): Draft {
  const { lesson, messages, opening } = plan;
  const pointer = pointerOf("channels", channel);
  const drafts: Draft = {};
  for (const message of messages) {
    const at = `${pointer}${pointerOf("messages", message.name)}`;
    define(drafts, message.name, messageDraft(lesson, message, { pointer: at, notes, loosened }));
  }
  return {
    address: lesson.path.pattern,
    ...handshakeDraft(lesson, pointer, { notes, without: credential?.query ?? null }),
    ...termsDraft(opening, lesson.sizes.limit()),
    messages: drafts,
    "x-learned": { connections: lesson.path.connections },
  };
}
