import { wordHint } from "../../contract/index.ts";
import type { Contract } from "../../contract/model.ts";
import { ToolError } from "../../contract/tool-error.ts";
import type { Decisions } from "../decisions.ts";
import { inTurn } from "./in-turn.ts";
import { FAULTS } from "./list.ts";
import type { Fault, FaultPlace, FaultTools } from "./model.ts";
import { watched, type Witness } from "./witness.ts";

/** A fault, and where it is to show. */
export interface SelectedFault {
  readonly fault: Fault;
  readonly places: readonly FaultPlace[];
}

/**
 * Reads `NAME` or `NAME@channelOrOperation`. Throws FAULT-UNKNOWN for a name or place that is none (with the nearest
 * that is), FAULT-USELESS for a fault that can't show in this contract (with the reason).
 */
export function selectFault(contract: Contract, text: string): SelectedFault {
  const at = text.indexOf("@");
  const name = at < 0 ? text : text.slice(0, at);
  const fault = FAULTS.find((one) => one.name === name);
  if (fault === undefined)
    throw new ToolError("FAULT-UNKNOWN", `there is no fault ${name}`, {
      hint: wordHint(
        name,
        FAULTS.map((one) => one.name),
      ),
    });
  const targets = fault.appliesTo(contract);
  if (targets.kind === "none")
    throw new ToolError("FAULT-USELESS", `the fault ${name} can't show here: ${targets.why}`, {
      hint: "choose one that the contract says something about",
    });
  return { fault, places: at < 0 ? targets.places : placesAt(targets.places, text.slice(at + 1), name) };
}

function placesAt(places: readonly FaultPlace[], where: string, name: string): readonly FaultPlace[] {
  const found = places.filter(({ channel, operation }) => channel === where || operation === where);
  if (found.length > 0) return found;
  const known = places.flatMap(({ channel, operation }) => [channel, operation]).filter((one) => one !== "");
  throw new ToolError("FAULT-UNKNOWN", `the fault ${name} can't show at ${where}`, {
    hint: wordHint(where, known),
  });
}

/** What a stub with faults does, and what came of each fault. */
export interface FaultyDecisions {
  readonly decisions: Decisions;
  readonly witnesses: readonly Witness[];
}

/** The decisions of a stub with these faults; without any, the right ones. */
export function decisionsFor(
  faults: readonly (string | SelectedFault)[],
  tools: FaultTools,
): FaultyDecisions {
  const all = faults.map((one) =>
    faulty(typeof one === "string" ? selectFault(tools.contract, one) : one, tools),
  );
  return {
    decisions: inTurn(all.map(({ hooks }) => hooks)),
    witnesses: all.map(({ witness }) => witness),
  };
}

function faulty(
  { fault, places }: SelectedFault,
  tools: FaultTools,
): { readonly hooks: Partial<Decisions>; readonly witness: Witness } {
  const witness: Witness = { asked: false, shown: false };
  const covers = (channel: string, operation = ""): boolean => {
    const is = places.some((place) => place.channel === channel && place.operation === operation);
    if (is) witness.asked = true;
    return is;
  };
  const act = (): void => {
    witness.shown = true;
  };
  return { hooks: watched(fault.hooks({ ...tools, covers, act }), witness), witness };
}
