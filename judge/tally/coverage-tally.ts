import type { Json } from "../../contract/json.ts";
import type { Contract, Message, Place, SchemaName } from "../../contract/model.ts";
import { everyItem } from "./declared.ts";
import { grouped, itemId, stepId, valueId } from "./items.ts";
import type { ItemKind } from "./model.ts";
import { SeenSteps } from "./seen-steps.ts";
import { createSchemaMarks } from "./schema-marks.ts";

/** Whose item it is. */
interface Owner {
  readonly channel: string;
  readonly subject: string;
}

/** Counts what of a contract the traffic has exercised. One may serve many judges. */
export interface CoverageTally {
  /** A promise was kept on a channel. */
  kept(channel: string, place: Place): void;
  /** A step of an automaton was taken. `on`: a name, or `close(1000)`. */
  step(owner: Owner, place: Place, step: { readonly from: number; readonly on: string }): void;
  /** What one kind of item says beside its place. */
  detail(about: Owner & { readonly kind: ItemKind }, place: Place, detail: string): void;
  /** A valid message went over the wire. */
  message(channel: string, message: Message, payload: Json): void;
  value(owner: Owner, schema: SchemaName, value: Json): void;
  /** Ids of the items that were exercised for the first time since the last call. */
  drain(): readonly string[];
}

const NOTHING: readonly string[] = [];

export function createCoverageTally(contract: Contract): CoverageTally {
  const items = everyItem(contract).filter(({ evidence }) => evidence === "traffic");
  const open = new Set(items.map(({ id }) => id));
  const byPlace = grouped(
    items.filter(({ kind, id }) => !DETAILED.has(kind) && id.endsWith("|")),
    ({ channel, place }) => `${channel}|${place}`,
  );
  /** Values and branches that were not seen, by owner: a payload is looked into only while there are any. */
  const values = grouped(
    items.filter(({ kind }) => kind === "value" || kind === "branch"),
    ({ channel, subject }) => `${channel}|${subject}`,
  );
  const marks = createSchemaMarks(contract);
  const steps = new SeenSteps();
  /** Messages of which nothing is left to be seen, with their channel. */
  const complete = new WeakMap<Message, string>();
  let fresh: string[] = [];
  const add = (id: string): void => {
    if (open.delete(id)) fresh.push(id);
  };
  const value: CoverageTally["value"] = (owner, schema, payload) => {
    const key = `${owner.channel}|${owner.subject}`;
    const rest = values.get(key)?.filter(({ id }) => open.has(id)) ?? [];
    const [first] = rest;
    if (first !== undefined)
      marks(schema, payload, (place) => {
        for (const kind of ["value", "branch"] as const) add(valueId(kind, first.chosenBy, place));
      });
    values.set(
      key,
      rest.filter(({ id }) => open.has(id)),
    );
  };
  return {
    value,
    kept(channel, place) {
      for (const name of [channel, ""]) for (const { id } of byPlace.get(`${name}|${place}`) ?? []) add(id);
    },
    step(owner, place, step) {
      if (steps.isNew(owner, place, step)) add(stepId(owner, place, step));
    },
    detail: (about, place, detail) => add(itemId(about, place, detail)),
    message(channel, message, payload) {
      if (complete.get(message) === channel) return;
      const { name, place, content } = message;
      const owner = { channel, subject: name };
      add(itemId({ kind: "message", ...owner }, place));
      if (content.kind === "json" || content.kind === "text") value(owner, content.schema, payload);
      if ((values.get(`${channel}|${name}`)?.length ?? 0) === 0) complete.set(message, channel);
    },
    drain() {
      if (fresh.length === 0) return NOTHING;
      const drained = fresh;
      fresh = [];
      return drained;
    },
  };
}

/** Kinds that a kept place does not show: their own call does. */
const DETAILED: ReadonlySet<ItemKind> = new Set([
  "transition",
  "interrupt",
  "value",
  "branch",
  "message",
  "field",
]);

/** For whoever judges without counting. */
export const NO_TALLY: CoverageTally = {
  kept: () => {},
  step: () => {},
  detail: () => {},
  message: () => {},
  value: () => {},
  drain: () => NOTHING,
};
