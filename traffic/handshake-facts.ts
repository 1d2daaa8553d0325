import { type Contract, matchPath } from "../contract/index.ts";
import type { HandshakeFacts } from "../judge/index.ts";
import type { Headers } from "./model.ts";

/** What a client said in its handshake, as the judge wants it. A path that fits no channel is an undeclared one. */
export function factsOf(contract: Contract, url: string, headers: Headers): HandshakeFacts {
  const mark = url.indexOf("?");
  const path = mark < 0 ? url : url.slice(0, mark);
  const query = firstOfEach(new URLSearchParams(mark < 0 ? "" : url.slice(mark + 1)));
  const [match] = matchPath(contract.channels, path);
  if (match === undefined)
    return {
      channel: "",
      path,
      parameters: {},
      query,
      headers,
      expects: { kind: "refused", as: "unknownChannel" },
    };
  const { channel, parameters } = match;
  // Whether a credential is good nobody here can know.
  return { channel: channel.name, path, parameters, query, headers, expects: { kind: "any" } };
}

/** Facts of a connection of which nothing but its channel is known. */
export function factsOfChannel(contract: Contract, name: string): HandshakeFacts {
  const path = contract.channels.find((channel) => channel.name === name)?.path ?? "";
  return { channel: name, path, parameters: {}, query: {}, headers: {}, expects: { kind: "any" } };
}

function firstOfEach(pairs: Iterable<readonly [string, string]>): { [name: string]: string } {
  return Object.fromEntries([...pairs].toReversed());
}
