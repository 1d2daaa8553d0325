import { expect } from "chai";
import type { Refusal } from "../../contract/model.ts";
import { expect as expectKept } from "../../harness/index.ts";
import {
  channel,
  clientOperation,
  closing,
  contractOf,
  message,
  rejects,
  replying,
} from "./contract-builder.ts";
import { bench } from "./run-scenario.ts";

/** Either of two outcomes is right: a test that takes one of them for wrong errs, and the judge does not. */
const OUTCOMES = [replying("error"), closing(1008)];
const AT = "#/operations/open/x-contract/rejects/invalid";
const declared: Refusal = { kind: "declared", place: AT, outcomes: OUTCOMES };
const inferred: Refusal = { kind: "inferred", outcomes: OUTCOMES };

/** The violation of a test that wants a close where an error comes. */
async function wrongly(invalid: Refusal, text: string, kind: "invalid" | "unknown"): Promise<unknown> {
  const open = clientOperation("open", "opened | error");
  const gate = channel("gate", {
    messages: [message("open", { door: { type: "string" } }), message("opened", {}), message("error", {})],
    operations: [{ ...open, rejects: { ...open.rejects, invalid } }],
    rejects: rejects({ unknown: OUTCOMES, invalid: OUTCOMES }),
  });
  const own = await bench(contractOf([gate]), { said: (peer) => peer.say({ type: "error" }) });
  try {
    const { error } = await own.run(async ({ connect }) => {
      const bad = (await connect("gate")).sendText(text);
      expectKept(await bad.refusal()).to.be.refused(kind, { close: 1008 });
    });
    return error;
  } finally {
    await own.close();
  }
}

describe("what a test finds wrong about a refusal", () => {
  const OPEN = '{"type":"open","door":1}';
  for (const [title, invalid, text, kind, place] of [
    ["at its operation, where that declares it", declared, OPEN, "invalid", AT],
    [
      "at the channel's declaration where no operation is meant",
      declared,
      "{}",
      "unknown",
      "#/rejects/unknown",
    ],
    ["at its operation where nothing is declared", inferred, OPEN, "invalid", "#/operations/open"],
  ] as const)
    it(`is told ${title}`, async () => {
      const error = await wrongly(invalid, text, kind);
      expect(error).to.have.nested.property("violation.rule", "WRONG-REFUSAL");
      expect(error).to.have.nested.property("violation.place", place);
    });
});
