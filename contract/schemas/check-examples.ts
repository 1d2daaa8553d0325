import { exampleCalled } from "../example-name.ts";
import type { Loading } from "../document/loading.ts";
import { below } from "../document/place.ts";
import type { Contract, Message } from "../model.ts";
import { createSchemaChecker, type SchemaChecker } from "../schema-checker.ts";
import { resolveRef } from "../schema-ref.ts";
import { isPlainlyValid } from "./plainly-valid.ts";
import { ToolError } from "../tool-error.ts";

/** Reports declared examples that break the schema of their message. */
export function reportExamples(contract: Contract, loading: Loading): void {
  const judge = createSchemaChecker(contract);
  const check: SchemaChecker = (name, value) =>
    isPlainlyValid((ref) => resolveRef(contract, ref).schema, contract.schemas[name]?.schema, value)
      ? []
      : judge(name, value);
  try {
    for (const { messages } of contract.channels)
      for (const message of messages) reportMessage(message, check, loading);
  } catch (error) {
    if (!(error instanceof ToolError) || typeof error.where !== "string") throw error;
    const where = loading.tree.where(error.where);
    throw new ToolError(error.code, error.message, { where, hint: error.hint });
  }
}

function reportMessage({ name, content, examples }: Message, check: SchemaChecker, { warn }: Loading): void {
  if (content.kind !== "json" && content.kind !== "text") return;
  for (const example of examples) {
    const [fault] = check(content.schema, example.payload);
    if (fault === undefined) continue;
    const at = fault.at === "" ? "the payload" : fault.at;
    warn(
      "EXAMPLE-INVALID",
      below(example.place, "payload"),
      `${exampleCalled(example.name)} of ${name} breaks its schema: ${at} ${fault.message}`,
    );
  }
}
