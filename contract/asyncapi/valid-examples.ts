import { below } from "../document/place.ts";
import type { Finding } from "../finding.ts";
import type { Channel, Contract } from "../model.ts";

/**
 * The contract without examples that break the schema of their message, as findings tell: nobody may demand that
 * a service accepts them. Those that a case sends stay: it may be about just that.
 */
export function withValidExamples(contract: Contract, findings: readonly Finding[]): Contract {
  const invalid = new Set(
    findings.filter(({ code }) => code === "EXAMPLE-INVALID").map(({ place }) => place),
  );
  if (invalid.size === 0) return contract;
  return { ...contract, channels: contract.channels.map((channel) => cleaned(channel, invalid)) };
}

function cleaned(channel: Channel, invalid: ReadonlySet<string>): Channel {
  const sent = channel.operations.flatMap((operation) =>
    operation.kind === "client"
      ? operation.cases.flatMap(({ send }) =>
          send.kind === "example" ? [`${send.message} ${send.example}`] : [],
        )
      : [],
  );
  const messages = channel.messages.map((message) => ({
    ...message,
    examples: message.examples.filter(
      ({ name, place }) => !invalid.has(below(place, "payload")) || sent.includes(`${message.name} ${name}`),
    ),
  }));
  return { ...channel, messages };
}
