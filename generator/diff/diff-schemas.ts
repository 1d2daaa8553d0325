import type { SchemaName } from "../../contract/model.ts";
import type { Breaks } from "./change.ts";
import type { Pair } from "./diff-terms.ts";
import type { Detail, Recorder } from "./recorder.ts";
import type { Bench } from "./schema/bench.ts";
import { type Difference, differences } from "./schema/compare.ts";
import { TOPICS } from "./schema-rules.ts";

export interface SchemaDiffer {
  readonly recorder: Recorder;
  readonly bench: Bench;
}

/** Who sends what a schema describes. */
export type Sender = "clients" | "service";

interface About {
  readonly by: readonly Sender[];
  /** In words: `question`, `header X-Client`. */
  readonly what: string;
  /** Locations whose values are compared elsewhere. */
  readonly except?: readonly string[];
}

/**
 * Compares what two schemas allow. What clients send may only be asked less: old values have to stay valid. What
 * the service sends may only be promised more: no value may be new.
 */
export function diffSchemas(differ: SchemaDiffer, names: Pair<SchemaName>, about: About): void {
  const { bench } = differ;
  const [old, now] = [bench.part("old", names.old), bench.part("new", names.new)];
  const isMeant = ({ at, topic }: Difference): boolean =>
    topic !== "value" || !(about.except ?? []).includes(at);
  for (const one of differences(bench, old, now).filter(isMeant))
    record(differ, { one, how: "narrowed", about });
  for (const one of differences(bench, now, old).filter(isMeant))
    record(differ, { one, how: "widened", about });
}

interface Finding {
  readonly one: Difference;
  readonly how: "narrowed" | "widened";
  readonly about: About;
}

function record({ recorder }: SchemaDiffer, finding: Finding): void {
  const { one, how, about } = finding;
  const [old, now] = how === "narrowed" ? [one.first, one.second] : [one.second, one.first];
  const spot = { old: old === "" ? null : old, new: now === "" ? null : now };
  const rule = one.shown ? TOPICS[one.topic][how] : "UNDECIDED";
  const harmed = how === "narrowed" ? "clients" : "service";
  const senders: readonly (Sender | null)[] = about.by.length === 0 ? [null] : about.by;
  for (const sender of senders) {
    const harms = sender === harmed && !one.remark;
    const breaks: Breaks = harmed === "clients" ? "senders" : "receivers";
    const detail: Detail = {
      severity: harms ? (one.shown ? "breaking" : "undecided") : "compatible",
      breaks: harms ? breaks : "nobody",
      at: one.at,
      example: one.shown && !one.remark ? { value: one.example } : null,
    };
    recorder.tell(rule, spot, { ...detail, why: whyOf(finding, sender, harms) });
  }
}

function whyOf({ one, how, about }: Finding, sender: Sender | null, harms: boolean): string {
  const subject = `${about.what}${one.at === "" ? "" : ` ${one.at}`}`;
  const rule = `${subject} ${one.detail}`;
  if (one.remark) return how === "narrowed" ? `${subject} is declared now` : `${subject} is declared no more`;
  if (!one.shown)
    return harms
      ? `nobody can tell: ${how === "narrowed" ? "now" : "before"} ${rule}, and no value was found that shows a difference`
      : `${subject} is written in another way; it may mean the same, and breaks nothing`;
  if (how === "narrowed")
    return `now ${rule}${harms ? ": clients that send something else are refused" : "; the service promises more"}`;
  if (sender === "clients") return `before ${rule}; now clients may send more`;
  return `before ${rule}; now ${harms ? "the service may send something else" : "it may be something else"}`;
}
