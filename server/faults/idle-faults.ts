import type { Contract, Idle } from "../../contract/model.ts";
import type { Decisions } from "../decisions.ts";
import type { Fault, FaultScope } from "./model.ts";
import { channelsWhere } from "./places.ts";

interface IdleFault extends Pick<Fault, "name" | "summary" | "rule"> {
  readonly isOne?: (idle: Idle & { kind: "close" }) => boolean;
  readonly hooks: (scope: FaultScope) => Partial<Decisions>;
}

function idleFault({ name, summary, rule, isOne = () => true, hooks }: IdleFault): Fault {
  return {
    name,
    family: "idle",
    summary,
    rule,
    appliesTo: (contract: Contract) =>
      channelsWhere(contract, "no silence is limited", ({ idle }) => idle.kind === "close" && isOne(idle)),
    hooks,
  };
}

export const IDLE_NEVER: Fault = idleFault({
  name: "idle-never",
  summary: "a silent connection stays open",
  rule: "IDLE-LATE",
  hooks: (scope) => ({ idleMs: (ms, { name }) => (scope.covers(name) ? Number.POSITIVE_INFINITY : ms) }),
});

/** Long enough to converse, and so short that a busy machine can't make it look like the whole. */
const EARLY = 0.1;

export const IDLE_EARLY: Fault = idleFault({
  name: "idle-early",
  summary: "a silent connection is closed in less than its time",
  rule: "IDLE-EARLY",
  // A close before its time may be mistaken for another reason where any code is allowed.
  isOne: ({ codes }) => codes.kind === "codes",
  hooks: (scope) => ({ idleMs: (ms, { name }) => (scope.covers(name) ? ms * EARLY : ms) }),
});

const OTHER_CLOSE = 4999;

export const WRONG_IDLE_CODE: Fault = idleFault({
  name: "wrong-idle-code",
  summary: "a silent connection is closed in time, but with another code than declared",
  rule: "WRONG-CLOSE",
  isOne: ({ codes }) => codes.kind === "codes" && !codes.codes.includes(OTHER_CLOSE),
  hooks: (scope) => ({
    closeCode: (code, reason, { channel }) =>
      reason === "idle" && scope.covers(channel.name) ? OTHER_CLOSE : code,
  }),
});
