import { type Contract, type Json, pointerOf, pointerTokens, quoteName } from "../contract/index.ts";
import type { ChannelLesson } from "./channel-lesson.ts";
import type { Course } from "./course.ts";
import { type Credential, schemeDraft, securityDraft } from "./credentials.ts";
import { channelDraft, shutdownDraft } from "./document-of.ts";
import { proposeFields, type Proposal } from "./field-proposals.ts";
import { correlationDraft, messageDraft } from "./message-draft.ts";
import { channelName, contractTerms, evidenceOf, Names, operationDrafts } from "./operation-draft.ts";
import { type ChannelPlan, type Loosened, planOf, refusedOn } from "./plan.ts";
import { define, type Draft, type Notes } from "./schema-of.ts";
import { sentAnyway } from "./sent-anyway.ts";
import { widerConversation } from "./wider-conversation.ts";

interface Making {
  readonly contract: Contract;
  readonly loosened: Loosened;
  readonly notes: Notes;
  readonly proposals: Proposal[];
  readonly names: Names;
  readonly channelNames: Names;
}

/** What a document does not say of the traffic, as proposals for places in it, in the order of its channels. */
export function proposalsOf(
  course: Course,
  contract: Contract,
  about: { loosened: Loosened; notes: Notes },
): Proposal[] {
  const names = contract.channels.flatMap((channel) => channel.operations.map((one) => one.name));
  const making: Making = {
    ...about,
    contract,
    proposals: [],
    names: new Names(names),
    channelNames: new Names(contract.channels.map(({ place }) => pointerTokens(place.slice(1)).at(-1) ?? "")),
  };
  const credential = newCredential(course, contract);
  if (credential !== null) proposeCredential(credential, making);
  if (contract.shutdown.kind === "none" && course.shutdown.size > 0)
    making.proposals.push({
      place: "#",
      update: shutdownDraft(course),
      why: "the service closed so of itself",
    });
  for (const lesson of course.channels.values()) {
    const plan = planOf(lesson, about.loosened);
    if (lesson.declared === null) newChannel(plan, making, credential);
    else knownChannel(plan, lesson.declared, making);
  }
  return making.proposals;
}

/** Only documents of version 3 have operations and messages where we would put them. */
function isVersion3({ asyncapi }: Contract): boolean {
  return asyncapi.startsWith("3.");
}

/** A credential that all showed, where the document says nothing of any. */
function newCredential({ credentials }: Course, contract: Contract): Credential | null {
  const found = credentials.found();
  if (found === null || !isVersion3(contract) || contract.securitySchemes.length > 0) return null;
  const isDeclared = contract.channels.some(
    ({ query, headers }) =>
      query.some(({ name }) => name === found.query) ||
      headers.some(({ name }) => name.toLowerCase() === found.header),
  );
  return isDeclared ? null : found;
}

function proposeCredential(credential: Credential, { contract, proposals }: Making): void {
  const why = `all of ${credential.handshakes} handshakes carry it`;
  proposals.push({ place: "#", update: schemeDraft(credential), why });
  for (const { place } of contract.servers) proposals.push({ place, update: securityDraft(credential), why });
}

function newChannel(
  plan: ChannelPlan,
  { contract, loosened, notes, proposals, names, channelNames }: Making,
  credential: Credential | null,
): void {
  if (!isVersion3(contract)) return;
  const channel = channelNames.free(channelName(plan.lesson.path.pattern), "");
  const draft = channelDraft(plan, channel, { loosened, notes, credential });
  proposals.push({
    place: "#/channels",
    update: { [channel]: draft },
    why: `${plan.lesson.path.connections} connections on a path that is not declared`,
  });
  addOperations(plan, channel, () => false, { proposals, names });
}

function knownChannel(
  plan: ChannelPlan,
  declared: NonNullable<ChannelLesson["declared"]>,
  making: Making,
): void {
  const { contract, loosened, notes, proposals, names } = making;
  const channel = pointerTokens(declared.place.slice(1)).at(-1) ?? "";
  const { lesson } = plan;
  for (const message of plan.messages) {
    if (message.declared !== null) {
      knownMessage(lesson, message.declared, making);
      continue;
    }
    if (!isVersion3(contract)) continue;
    const at = pointerOf("channels", channel, "messages", message.name);
    proposals.push({
      place: declared.place,
      update: {
        messages: own(message.name, messageDraft(lesson, message, { pointer: at, notes, loosened })),
      },
      why: `${message.frames} of ${lesson.sides[message.side].frames} frames of the ${message.side} are no declared message`,
    });
  }
  const answers = declared.operations.flatMap((one) => (one.kind === "client" ? one.replies : []));
  const said = sentAnyway(declared, refusedOn(lesson, loosened).length > 0);
  const known = (name: string): boolean =>
    said.has(name) || (answers.includes(name) && !isAlone(lesson, name));
  const byRequest = isVersion3(contract)
    ? addOperations(plan, channel, known, { proposals, names })
    : new Map<string, string>();
  const added = plan.requests.filter((one) => one.declared === null);
  const conversation = widerConversation(
    declared,
    added.flatMap(({ message }) => byRequest.get(message.name) ?? []),
    loosened.first.has(lesson.path.pattern),
  );
  if (conversation !== null)
    proposals.push({
      place: declared.place,
      update: { "x-contract": { conversation } },
      why: "what the conversation does not name is refused",
    });
  for (const request of plan.requests) {
    const { declared: operation, sequence } = request;
    if (operation === null) continue;
    const terms = contractTerms(request, byRequest);
    if (operation.interrupts.length > 0) delete terms["interrupts"];
    const isSaid =
      operation.sequence.kind === "sequence" && !operation.sequence.sequence.place.endsWith("/reply");
    const isDefault =
      operation.sequence.kind === "sequence" && sameChoice(operation.replies, sequence?.text ?? "");
    if (isSaid || isDefault) delete terms["sequence"];
    if (Object.keys(terms).length === 0) continue;
    proposals.push({
      place: operation.place,
      update: { "x-contract": terms, "x-learned": evidenceOf(request) },
      why: sequence === null ? "" : `${sequence.shown} of ${sequence.of} exchanges`,
    });
  }
  const limit = lesson.sizes.limit();
  if (declared.limits.messageBytes === null && limit !== null)
    proposals.push({
      place: declared.place,
      update: { "x-contract": { limits: { messageBytes: limit } } },
      why: `${limit + 1} bytes were too large (close 1009)`,
    });
  if (declared.opening.kind === "none" && plan.opening.length > 0)
    proposals.push({
      place: declared.place,
      update: { "x-contract": { opening: plan.opening.map(quoteName).join(" ") } },
      why: `${lesson.exchanges.connections} connections begin so`,
    });
}

function isAlone({ exchanges }: ChannelLesson, name: string): boolean {
  return (exchanges.alone.get(name) ?? 0) > 0;
}

function sameChoice(replies: readonly string[], text: string): boolean {
  const names = text
    .replaceAll(/[()]/g, "")
    .split("|")
    .map((name) => name.trim())
    .sort();
  return names.join("|") === replies.map(quoteName).sort().join("|");
}

function own(key: string, value: Json): Draft {
  const draft: Draft = {};
  define(draft, key, value);
  return draft;
}

function addOperations(
  plan: ChannelPlan,
  channel: string,
  has: (message: string) => boolean,
  { proposals, names }: Pick<Making, "proposals" | "names">,
): ReadonlyMap<string, string> {
  const { operations, byRequest } = operationDrafts(plan, channel, { names, has });
  for (const [name, operation] of operations)
    proposals.push({ place: "#/operations", update: own(name, operation), why: "no operation says so" });
  return byRequest;
}

function knownMessage(
  lesson: ChannelLesson,
  message: NonNullable<ChannelPlan["messages"][number]["declared"]>,
  making: Making,
): void {
  const { contract, loosened, notes, proposals } = making;
  const { content, correlation, name, place } = message;
  const stats = [...lesson.messages.values()].find((one) => one.declared === message)?.stats;
  if (correlation.length === 0 && place.startsWith("#")) {
    const update = correlationDraft(lesson, name, loosened);
    const id = lesson.correlated.get(name);
    if (Object.keys(update).length > 0 && id !== undefined)
      proposals.push({ place, update, why: `${id.matched} of ${id.of} ${name}` });
  }
  if (content.kind !== "json" || stats === undefined) return;
  const entry = contract.schemas[content.schema];
  if (entry !== undefined)
    proposeFields(
      entry.schema,
      stats,
      { place: entry.place, key: "", depth: 0 },
      { contract, notes, proposals },
    );
}

/** Comments for places in the document, where they stand in the overlay. */
export function overlayComments(
  proposals: readonly Proposal[],
  comments: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const places = [...new Set(proposals.map(({ place }) => place.slice(1)))];
  const moved = new Map<string, string>();
  for (const [pointer, comment] of comments)
    for (const [index, place] of places.entries())
      if (pointer.startsWith(`${place}/`))
        moved.set(`/actions/${index}/update${pointer.slice(place.length)}`, comment);
  return moved;
}

/** The overlay (OpenAPI Overlay 1.0): one action for each place, with what shows it. */
export function overlayOf(proposals: readonly Proposal[], document: string): Draft {
  const byPlace = new Map<string, { update: Draft; why: string[] }>();
  for (const { place, update, why } of proposals) {
    const known = byPlace.get(place) ?? { update: {}, why: [] };
    byPlace.set(place, known);
    merge(known.update, update);
    if (why !== "" && !known.why.includes(why)) known.why.push(why);
  }
  const actions = [...byPlace].map(([place, { update, why }]) => ({
    target: jsonPath(place),
    description: `Proposed: ${why.join("; ")}.`,
    update,
  }));
  return {
    overlay: "1.0.0",
    info: { title: `What recorded traffic shows beyond ${document}`, version: "0.1.0" },
    actions,
  };
}

function merge(into: Draft, from: Draft): void {
  for (const [key, value] of Object.entries(from)) {
    const old = Object.hasOwn(into, key) ? into[key] : undefined;
    if (Array.isArray(old) && Array.isArray(value)) into[key] = [...new Set([...old, ...value])];
    else if (typeof old === "object" && old !== null && typeof value === "object" && value !== null)
      // Drafts, made a moment ago.
      merge(old as Draft, value as Draft);
    else define(into, key, value);
  }
}

/** Words of a document whose value is a list where a number follows them; elsewhere a number is a name. */
const LISTS = new Set(["oneOf", "anyOf", "allOf", "items", "prefixItems"]);

function jsonPath(place: string): string {
  const tokens = pointerTokens(place.slice(1));
  const steps = tokens.map((token, index) => {
    if (/^\d+$/.test(token) && LISTS.has(tokens[index - 1] ?? "")) return `[${token}]`;
    if (/^[A-Za-z_]\w*$/.test(token)) return `.${token}`;
    return `['${token.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}']`;
  });
  return `$${steps.join("")}`;
}
