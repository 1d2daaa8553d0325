import type { Channel, Contract } from "../contract/model.ts";
import { planConcurrency } from "./families/concurrency.ts";
import { planConnection, planUndeclaredPath } from "./families/connection.ts";
import { planIdle } from "./families/idle.ts";
import { planInterrupt } from "./families/interrupt.ts";
import { planMessage } from "./families/message.ts";
import { planProperty } from "./families/property.ts";
import { planPush } from "./families/push.ts";
import { planRefusal } from "./families/refusal.ts";
import { planReply } from "./families/reply.ts";
import { planSecurity } from "./families/security.ts";
import { planShutdown } from "./families/shutdown.ts";
import { planStream } from "./families/stream.ts";
import { fileNames } from "./file-names.ts";
import { FAMILIES, type Family, type PlannedFile, type PlannedGroup, type TestPlan } from "./plan.ts";
import { type UselessValue, uselessValues } from "./planning/known-values.ts";
import { type PlanMemory, recall } from "./planning/plan-memory.ts";
import { group } from "./planning/test.ts";
import { createPlanning, type Planning, type PlanOptions } from "./planning/planning.ts";

/** Config values that would be left out of every request, because none is valid with them. */
export function findUselessValues(contract: Contract, options: PlanOptions): UselessValue[] {
  return Object.keys(options.values).length === 0 ? [] : uselessValues(createPlanning(contract, options));
}

type PlanFamily = (planning: Planning, channel: Channel) => PlannedGroup[];

const PLANNERS: { readonly [family in Family]: PlanFamily } = {
  connection: planConnection,
  security: planSecurity,
  message: planMessage,
  reply: planReply,
  stream: planStream,
  interrupt: planInterrupt,
  push: planPush,
  refusal: planRefusal,
  idle: planIdle,
  concurrency: planConcurrency,
  property: planProperty,
};

/**
 * What has to be tested of a contract: for every channel each family that it gives reason for. Pure; the same
 * contract and options give the same plan, with whatever memory.
 */
export function planTests(
  contract: Contract,
  options: PlanOptions,
  memory: PlanMemory = new Map(),
): TestPlan {
  const planning = createPlanning(contract, options);
  const names = fileNames(contract.channels.map(({ name }) => name));
  const recalled = recall(contract, options, memory);
  const planned = (family: Family, channel: Channel): PlannedFile =>
    recalled(channel, family, () => ({
      ...fileOf(family, channel.name, PLANNERS[family](planning, channel)),
      path: `${family}/${names.get(channel.name) ?? "channel"}.test.ts`,
    }));
  const files = FAMILIES.flatMap((family) => [
    ...contract.channels.map((channel) => planned(family, channel)),
    ...(family === "connection" ? [undeclaredPath(planning), shutdown(planning)] : []),
  ]);
  return {
    document: contract.document,
    seed: options.seed,
    files: files.filter(({ groups }) => groups.length > 0),
  };
}

function fileOf(family: Family, channel: string, groups: readonly PlannedGroup[]): PlannedFile {
  const full = groups.filter(({ tests }) => tests.length > 0);
  return { path: "", family, channel, title: `${family} - ${channel}`, groups: merged(full) };
}

/** Groups of one title are one: two operations may share a message. */
function merged(groups: readonly PlannedGroup[]): PlannedGroup[] {
  const titles = [...new Set(groups.map(({ title }) => title))];
  return titles.flatMap((title) => {
    const same = groups.filter((one) => one.title === title);
    const [first] = same;
    if (first === undefined) return [];
    const tests = same.flatMap((one) => one.tests);
    if (same.length === 1) return [first];
    const distinct = new Map(tests.map((test) => [JSON.stringify(test), test]));
    return [group(first.title, first.place, [...distinct.values()])];
  });
}

function undeclaredPath(planning: Planning): PlannedFile {
  const file = fileOf("connection", "", planUndeclaredPath(planning));
  return { ...file, title: "connection - undeclared path", path: "connection/undeclared-path.test.ts" };
}

function shutdown(planning: Planning): PlannedFile {
  const file = fileOf("connection", "", planShutdown(planning));
  return { ...file, title: "connection - shutdown", path: "connection/shutdown.test.ts" };
}
