import { wordHint } from "../../contract/index.ts";
import { ToolError } from "../../contract/tool-error.ts";
import type { FaultSites } from "../../server/index.ts";

/**
 * The faults that are asked for, by `NAME` or `NAME@PLACE`; all where nothing is asked for. Throws FAULT-UNKNOWN for a
 * name or place that is none.
 */
export function choose(all: readonly FaultSites[], only: readonly string[]): readonly FaultSites[] {
  if (only.length === 0) return all;
  return only.map((text) => {
    const [name = "", where = ""] = text.split("@");
    const found = all.find(({ fault }) => fault.name === name);
    if (found === undefined)
      throw new ToolError("FAULT-UNKNOWN", `there is no fault ${name}`, {
        hint: wordHint(
          name,
          all.map(({ fault }) => fault.name),
        ),
      });
    return where === "" ? found : at(found, where);
  });
}

function at(found: FaultSites, where: string): FaultSites {
  if (found.kind !== "shows") return found;
  const places = found.places.filter(({ channel, operation }) => channel === where || operation === where);
  if (places.length > 0) return { ...found, places };
  const known = found.places.map(({ channel, operation }) => operation || channel);
  throw new ToolError("FAULT-UNKNOWN", `the fault ${found.fault.name} can't show at ${where}`, {
    hint: wordHint(where, known),
  });
}
