import type { Channel, ClientOperation } from "../../contract/model.ts";
import { errorNames, type Plot, plotOf } from "./script.ts";

/** The plot of each client operation, made at first use. */
export interface Plots {
  of(channel: Channel, operation: ClientOperation): Plot;
}

export function createPlots(): Plots {
  const known = new WeakMap<ClientOperation, Plot>();
  return {
    of: (channel, operation) => {
      let plot = known.get(operation);
      if (plot === undefined) {
        plot = makePlot(channel, operation);
        known.set(operation, plot);
      }
      return plot;
    },
  };
}

function makePlot(channel: Channel, operation: ClientOperation): Plot {
  const answers = channel.operations.flatMap((other) =>
    other.kind === "client" && other.interrupts.includes(operation.name) ? other.replies : [],
  );
  // What something triggers comes when that happens; what comes unasked for may as well be said at once.
  const pushed = channel.operations.flatMap((other) =>
    other.kind === "server" &&
    other.trigger.kind !== "unsolicited" &&
    other.audience.kind === "running" &&
    other.audience.operation === operation.name
      ? other.messages
      : [],
  );
  return plotOf(operation, {
    errors: errorNames(channel.messages),
    elsewhere: new Set([...answers, ...pushed]),
  });
}
