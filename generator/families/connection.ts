import type { Channel, HandshakeField } from "../../contract/model.ts";
import { expectedOutcomes } from "../expected-outcome.ts";
import type { PlannedGroup, PlannedTest } from "../plan.ts";
import { declaredValues } from "../planning/declared-values.ts";
import type { Planning } from "../planning/planning.ts";
import { probe, probeFor } from "../planning/probe.ts";
import { handshakeForm, Script } from "../planning/script.ts";
import { group, planTest, type TestHead } from "../planning/test.ts";
import type { HandshakeForm } from "../step.ts";
import { everyTurn } from "./conversation.ts";

/** The handshake, the opening, a clean close, coming back, and handshakes that lack something. */
export function planConnection(planning: Planning, channel: Channel): PlannedGroup[] {
  return [
    group("opening", channel.place, [greets(planning, channel), ...subprotocols(planning, channel)]),
    group("closing", channel.place, [
      closes(planning, channel),
      comesBack(planning, channel, "close"),
      comesBack(planning, channel, "cut"),
      ...several(planning, channel),
    ]),
    group("good handshake", channel.place, goodHandshakes(planning, channel)),
    group("conversation", channel.place, everyTurn(planning, channel)),
    group("bad handshake", channel.place, badHandshakes(planning, channel)),
  ].filter(({ tests }) => tests.length > 0);
}

/** A path that no channel has; once for the whole contract. */
export function planUndeclaredPath(planning: Planning): PlannedGroup[] {
  const { unknownChannel, channels } = planning.contract;
  if (channels.length === 0) return [];
  const known = new Set(channels.map(({ path }) => path));
  let path = "/no-such-channel";
  for (let turn = 2; known.has(path); turn += 1) path = `/no-such-channel-${turn}`;
  const declared = unknownChannel.kind === "declared";
  const head: TestHead = {
    title: `refuses ${path}, which the document does not declare`,
    covers: declared ? [unknownChannel.place] : ["#"],
    unspecified: declared ? "" : "rejects.unknownChannel",
  };
  const test = planTest(planning, head, (script) => {
    const answer = script.name("answer");
    script.add({ kind: "handshakeAt", answer, path });
    if (declared)
      script.add({ kind: "refusedWith", answer, outcomes: expectedOutcomes(unknownChannel.outcomes) });
  });
  return [group("", "#", [test])];
}

function greets(planning: Planning, channel: Channel): PlannedTest {
  const { opening } = channel;
  const text = opening.kind === "sequence" ? opening.sequence.text : "";
  const covers = opening.kind === "sequence" ? [channel.place, opening.sequence.place] : [channel.place];
  const title = text === "" ? "opens" : `opens and greets with ${text}`;
  return planTest(planning, { title: `${title}${converses(planning, channel)}`, covers }, (script) => {
    const client = script.connect(channel);
    if (text !== "") script.add({ kind: "opened", client: client.name, sequence: text });
    if (opening.kind === "sequence" && opening.within.kind === "declared") script.cover(opening.within.place);
    probe(script, client);
  });
}

/** Titles promise a conversation only where the channel has one to offer. */
function converses(planning: Planning, channel: Channel): string {
  const script = new Script(planning);
  return probeFor(script, script.connect(channel)) === null ? "" : ", and answers";
}

function subprotocols(planning: Planning, channel: Channel): PlannedTest[] {
  const [name] = channel.subprotocols;
  if (name === undefined) return [];
  const head = {
    title: `takes the subprotocol ${channel.subprotocols.join(" or ")}`,
    covers: [channel.place],
  };
  return [planTest(planning, head, (script) => void script.connect(channel))];
}

function closes(planning: Planning, channel: Channel): PlannedTest {
  return planTest(
    planning,
    { title: "answers a clean close with the same code", covers: [channel.place] },
    (script) => {
      const client = script.connect(channel);
      script.add({ kind: "close", client: client.name, code: 1000 });
    },
  );
}

function comesBack(planning: Planning, channel: Channel, way: "close" | "cut"): PlannedTest {
  const how = way === "close" ? "a clean close" : "an abrupt cut";
  const title = `lets a client come back after ${how}${converses(planning, channel)}`;
  return planTest(planning, { title, covers: [channel.place] }, (script) => {
    const client = script.connect(channel);
    if (way === "cut") script.add({ kind: "cut", client: client.name });
    else script.add({ kind: "close", client: client.name, code: 1000 });
    probe(script, script.connect(channel, { name: "again" }));
  });
}

/** As many connections of one identity as the document allows, all of them at work. */
function several(planning: Planning, channel: Channel): PlannedTest[] {
  const { connections, place } = channel.limits;
  if (connections === null || connections > 20) return [];
  const head = {
    title: `serves ${connections} connections of one client at once`,
    covers: [`${place}/connections`],
    exclusive: true,
  };
  const test = planTest(planning, head, (script) => {
    const clients = Array.from({ length: connections }, () => script.connect(channel));
    for (const client of clients) probe(script, client);
  });
  return [test];
}

/** What a handshake may say besides what it must: each value that the document gives. */
function goodHandshakes(planning: Planning, channel: Channel): PlannedTest[] {
  return fieldsOf(planning, channel).flatMap((field) => {
    const values = declaredValues(planning.contract, field);
    if (field.required && values.length < 2) return [];
    return values.map((value) => {
      const head = { title: `opens with ${field.name} ${value}`, covers: [field.place] };
      return planTest(
        planning,
        head,
        (script) => void script.connect(channel, formOf(channel, field, value)),
      );
    });
  });
}

function badHandshakes(planning: Planning, channel: Channel): PlannedTest[] {
  const fields = fieldsOf(planning, channel);
  const missing = fields
    .filter(({ required }) => required)
    .map((field) =>
      refuses(planning, channel, { title: `without ${field.name}`, field, form: { without: [field.name] } }),
    );
  const broken = fields.flatMap((field) => brokenField(planning, channel, field));
  const [subprotocol] = channel.subprotocols;
  if (subprotocol === undefined || channel.rejects.badHandshake.kind !== "declared")
    return [...missing, ...broken];
  const form = { without: ["subprotocol"] };
  return [
    ...missing,
    ...broken,
    refuses(planning, channel, { title: "without a subprotocol", field: null, form }),
  ];
}

/** One value that the field's schema refuses, where the document says what becomes of it. */
function brokenField(planning: Planning, channel: Channel, field: HandshakeField): PlannedTest[] {
  if (channel.rejects.badHandshake.kind !== "declared") return [];
  const start = planning.sampler.valid(field.schema, field.name);
  const number = typeof start === "number";
  const broken = planning.sampler
    .broken(field.schema, start)
    .filter(({ became }) =>
      number ? typeof became === "number" : typeof became === "string" && became !== "",
    )
    .map(({ became, label, place }) => ({ value: String(became), label, place }));
  const worst = number ? { value: "text", label: "as text", place: field.place } : undefined;
  return [...broken, ...(worst === undefined ? [] : [worst])].slice(0, 3).map(({ value, label, place }) => {
    const said = label.replace(/^the payload/, field.name).replace(/^as text/, `${field.name} as text`);
    const form = formOf(channel, field, value);
    return refuses(planning, channel, { title: said, field: { ...field, place }, form });
  });
}

function formOf(
  { query }: Channel,
  field: HandshakeField,
  value: string,
): Partial<Pick<HandshakeForm, "query" | "headers">> {
  const pairs = [[field.name, value] as const];
  return query.includes(field) ? { query: pairs } : { headers: pairs };
}

interface BadHandshake {
  readonly title: string;
  readonly field: HandshakeField | null;
  readonly form: Partial<HandshakeForm>;
}

function refuses(planning: Planning, channel: Channel, { title, field, form }: BadHandshake): PlannedTest {
  const refusal = channel.rejects.badHandshake;
  const declared = refusal.kind === "declared";
  const head: TestHead = {
    title: `refuses a handshake ${/^with/.test(title) ? title : `with ${title}`}`,
    covers: field !== null ? [field.place] : declared ? [refusal.place] : [channel.place],
    unspecified: declared ? "" : "rejects.badHandshake",
  };
  return planTest(planning, head, (script) => {
    const answer = script.name("answer");
    script.add({
      kind: "handshake",
      answer,
      handshake: handshakeForm(channel.name, { ...form, expects: "badHandshake" }),
    });
    if (declared) script.add({ kind: "refusedWith", answer, outcomes: expectedOutcomes(refusal.outcomes) });
  });
}

/** Query parameters and headers that are no credentials. */
function fieldsOf(planning: Planning, channel: Channel): HandshakeField[] {
  const carriers = carrierNames(planning, channel);
  return [...channel.query, ...channel.headers].filter(({ name }) => !carriers.has(name.toLowerCase()));
}

/** Query parameters and headers that carry a credential: without them a client is unauthenticated. */
function carrierNames(planning: Planning, channel: Channel): ReadonlySet<string> {
  const schemes = new Set(channel.security.flat().map(({ scheme }) => scheme));
  return new Set(
    planning.contract.securitySchemes.flatMap(({ name, carrier }) => {
      if (!schemes.has(name)) return [];
      if (carrier.kind === "query" || carrier.kind === "header") return [carrier.name.toLowerCase()];
      return carrier.kind === "basic" ? ["authorization"] : [];
    }),
  );
}
