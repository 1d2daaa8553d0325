import { expect } from "chai";
import type { Contract } from "../../contract/model.ts";
import { faultSites } from "../../server/faults/sites.ts";
import { buildContract, closing, declared } from "./build-contract.ts";

/** A channel whose clients send text, and bytes besides where `bytes`; it closes for what is malformed. */
function channel(bytes: boolean): Contract {
  const built = buildContract([
    {
      name: "main",
      messages: { ping: {}, pong: {}, input: {} },
      rejects: { malformed: declared(closing(4400)) },
      client: { ping: { requests: ["ping"], sequence: "pong" }, input: { requests: ["input"] } },
    },
  ]);
  const content = { kind: "binary", anyBytes: true } as const;
  const channels = built.channels.map((one) => ({
    ...one,
    messages: one.messages.map((message) =>
      bytes && message.name === "input" ? { ...message, content } : message,
    ),
  }));
  return { ...built, channels };
}

function kindOf(contract: Contract, fault: string): string {
  return faultSites(contract).find((one) => one.fault.name === fault)?.kind ?? "";
}

describe("the places of faults", () => {
  it("are none for what becomes of bytes, where bytes are a message of clients", () => {
    for (const fault of ["binary-accepted", "dies-on-binary"])
      expect(kindOf(channel(true), fault), fault).to.equal("none");
    expect(kindOf(channel(false), "binary-accepted")).to.equal("unsaid");
    expect(kindOf(channel(false), "dies-on-binary")).to.equal("shows");
  });

  it("ask for no `rejects` where there is one that closes", () => {
    for (const fault of ["no-close-after-refusal", "deaf-after-refusal", "good-refused-after-bad"])
      expect(kindOf(channel(false), fault), fault).to.equal("none");
  });
});
