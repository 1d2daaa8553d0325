import { createPlots } from "../exchange/plots.ts";
import { caseFor } from "../exchange/cases.ts";
import { successScript } from "../exchange/script.ts";
import { usualReplies } from "./lab.ts";
import type { Fault } from "./model.ts";
import { requestsWhere } from "./places.ts";

export const CASE_IGNORED: Fault = {
  name: "case-ignored",
  family: "reply",
  summary: "a request that a declared case is about is answered like any other",
  rule: "CASE",
  appliesTo: (contract) =>
    requestsWhere(
      contract,
      "no operation declares cases",
      (operation, channel) =>
        operation.cases.some(({ expect }) => expect.kind === "sequence") &&
        usualReplies(channel, operation).length > 0,
    ),
  hooks: (scope) => {
    const plots = createPlots();
    return {
      script: (script, request, { channel }) =>
        scope.covers(channel.name, request.operation.name) &&
        caseFor(channel, request.operation, request) !== null
          ? successScript(plots.of(channel, request.operation), ["usual"])
          : script,
    };
  },
};
