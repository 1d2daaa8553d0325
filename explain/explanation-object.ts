import { locate } from "../contract/index.ts";
import type { Json } from "../contract/json.ts";
import type { Explanation } from "./explanation.ts";
import { headlineOf } from "./operation-text.ts";
import { rejectLines } from "./outcome-text.ts";
import { sequencesOf } from "./mermaid.ts";

/** The explanation for a machine: one JSON document. The whole normalised contract is the lock file, not this. */
export function explanationObject({ contract, gaps, overlay, lineMap }: Explanation): Json {
  return {
    title: contract.title,
    version: contract.version,
    asyncapi: contract.asyncapi,
    role: contract.role,
    servers: contract.servers.map(({ name, url }) => ({ name, url })),
    channels: contract.channels.map((channel) => ({
      name: channel.name,
      path: channel.path,
      where: locate(lineMap, contract.document, channel.place),
      operations: channel.operations.map((operation) => ({
        name: operation.name,
        from: operation.kind,
        says: headlineOf(operation),
        where: locate(lineMap, contract.document, operation.place),
      })),
      sequences: sequencesOf(channel).map(({ title, sequence }) => ({ title, text: sequence.text })),
      refusals: rejectLines(channel.rejects),
    })),
    unspecified: gaps.map(({ channel, about, unsaid, keyword, place, example }) => ({
      channel,
      about,
      unsaid,
      keyword,
      where: locate(lineMap, contract.document, place),
      example,
    })),
    overlay,
  };
}
