import type { Channel, ClientOperation, Contract, ServerOperation } from "../../contract/model.ts";
import type { FaultPlace, Targets } from "./model.ts";

/** Targets from places; `why` tells why there are none. */
export function targets(places: readonly FaultPlace[], why: string): Targets {
  return places.length === 0 ? { kind: "none", why } : { kind: "places", places };
}

export function channelsWhere(
  contract: Contract,
  why: string,
  isOne: (channel: Channel) => boolean,
): Targets {
  const found = contract.channels.filter(isOne).map(({ name }) => ({ channel: name, operation: "" }));
  return targets(found, why);
}

/** Client operations. */
export function requestsWhere(
  contract: Contract,
  why: string,
  isOne: (operation: ClientOperation, channel: Channel) => boolean,
): Targets {
  const found = contract.channels.flatMap((channel) =>
    channel.operations
      .filter((one) => one.kind === "client" && isOne(one, channel))
      .map(({ name }) => ({ channel: channel.name, operation: name })),
  );
  return targets(found, why);
}

/** Operations that the server sends when something triggers them. */
export function pushesWhere(
  contract: Contract,
  why: string,
  isOne: (operation: ServerOperation, channel: Channel) => boolean,
): Targets {
  const found = contract.channels.flatMap((channel) =>
    channel.operations
      .filter((one) => one.kind === "server" && one.trigger.kind !== "unsolicited" && isOne(one, channel))
      .map(({ name }) => ({ channel: channel.name, operation: name })),
  );
  return targets(found, why);
}
