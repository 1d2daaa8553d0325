import type { Channel, Idle } from "../../contract/model.ts";
import { codesOf } from "../expected-outcome.ts";
import type { PlannedGroup } from "../plan.ts";
import type { Planning } from "../planning/planning.ts";
import type { Connecting } from "../planning/script.ts";
import { group, notReached, planTest, type TestHead } from "../planning/test.ts";

type IdleClose = Extract<Idle, { kind: "close" }>;

/** How long the silence lasts, and the handshake that makes it so. */
interface Silence {
  readonly ms: number;
  readonly connecting: Connecting;
}

/** The close of a silent connection, where a run can wait for it. */
export function planIdle(planning: Planning, channel: Channel): PlannedGroup[] {
  const { idle } = channel;
  if (idle.kind === "none") return [];
  const silence = shortestSilence(planning, channel, idle);
  const codes = codesOf(idle.codes);
  const list = typeof codes === "number" ? [codes] : codes;
  const said = list === "any" ? "" : ` with ${list.join(" or ")}`;
  const who = idle.until === "" ? "a silent connection" : `a connection that does not ${idle.until}`;
  const head: TestHead = {
    title: `closes ${who}${said}${silence === null ? "" : ` after ${duration(silence.ms)}`}`,
    covers: [idle.place],
    exclusive: true,
  };
  if (silence === null)
    return one(channel, notReached(head, "not steerable", "no handshake value sets the idle limit"));
  if (silence.ms > planning.maxWaitMs) {
    const because = `${duration(silence.ms)} is longer than ${duration(planning.maxWaitMs)}`;
    return one(channel, notReached(head, "longer than max-wait", because));
  }
  const test = planTest(planning, head, (script) => {
    const client = script.connect(channel, silence.connecting);
    script.add({ kind: "closedByServer", client: client.name, codes: list });
  });
  return one(channel, test);
}

function one(channel: Channel, test: ReturnType<typeof planTest>): PlannedGroup[] {
  return [group("", channel.place, [test])];
}

/** The declared silence, or the shortest that a handshake can ask for; null where neither is known. */
function shortestSilence(planning: Planning, channel: Channel, { after }: IdleClose): Silence | null {
  if (after.kind === "fixed") return { ms: after.ms, connecting: {} };
  const [, where, name = ""] = after.pointer.pointer.split("/");
  const fields =
    where === "query" ? channel.query : where === "headers" ? channel.headers : channel.parameters;
  const field = fields.find((candidate) => candidate.name === name);
  const fallback = after.defaultMs === null ? null : { ms: after.defaultMs, connecting: {} };
  if (field === undefined || where === "path") return fallback;
  const values = planning.sampler
    .boundaries(field.schema)
    .map(({ value }) => Number(value))
    .concat(Number(field.example ?? Number.NaN), 1)
    .filter((value) => value * after.unitMs >= 200 && isValid(planning, field.schema, value));
  const least = Math.min(...values);
  if (!Number.isFinite(least)) return fallback;
  const entry = [[name, String(least)] as const];
  return { ms: least * after.unitMs, connecting: where === "query" ? { query: entry } : { headers: entry } };
}

function isValid({ checker }: Planning, schema: string, value: number): boolean {
  return checker(schema, value).length === 0 || checker(schema, String(value)).length === 0;
}

function duration(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`;
}
