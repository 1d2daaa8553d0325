import { createSchemaChecker } from "../../../contract/index.ts";
import type { Json } from "../../../contract/json.ts";
import { ToolError } from "../../../contract/tool-error.ts";
import { inFolder, readIn } from "../document-fixture.ts";
import { bareChecker } from "./bare-ajv.ts";

/** A group of the official JSON Schema test suite. */
export interface SuiteGroup {
  readonly description: string;
  readonly schema: Json;
  readonly tests: readonly { readonly description: string; readonly data: Json; readonly valid: boolean }[];
}

export type Draft = "draft-04" | "draft-06" | "draft-07" | "2019-09" | "2020-12";

/**
 * What becomes of one case, seen through a whole document and our normalising.
 * - `right`: the suite's verdict; `cured`: that, where bare ajv is wrong or can't compile the schema.
 * - `unchecked`: a verdict that the suite doesn't share, and a finding says that this schema is not wholly checked.
 * - `ajv`: bare ajv is as wrong, and no finding says so; `ours`: only we are wrong.
 * - `refused`: no contract, with an error that says why.
 */
export type Outcome = "right" | "cured" | "unchecked" | "ajv" | "ours" | "refused";

export interface CaseResult {
  readonly outcome: Outcome;
  readonly name: string;
  /** Why it is refused, or which findings say that it is unchecked. */
  readonly why: string;
}

/** Findings after which a schema is not wholly checked. */
const UNCHECKED: ReadonlySet<string> = new Set([
  "FORMAT-ROUGH",
  "FORMAT-UNCHECKED",
  "PATTERN-LOOSE",
  "PATTERN-UNCHECKED",
  "REFERENCE-LOST",
  "SCHEMA-UNSURE",
  "SCHEMA-WORD-INVALID",
]);

/** Judges every case of a group. */
export function measure(draft: Draft, group: SuiteGroup): Promise<CaseResult[]> {
  const named = (test: string): string => `${group.description}: ${test}`;
  const files = { "asyncapi.yaml": documentOf(draft), "schema.json": JSON.stringify(group.schema) };
  return inFolder(files, async (cwd) => {
    try {
      const { contract, warnings } = await readIn(cwd);
      const check = createSchemaChecker(contract);
      const why = warnings.filter(({ code }) => UNCHECKED.has(code)).map(({ message }) => message);
      const content = contract.channels[0]?.messages[0]?.content;
      if (content?.kind !== "json") throw new Error(`${group.description}: the payload is not checked`);
      const bare = bareChecker(draft, group.schema);
      return group.tests.map(({ description, data, valid }) => {
        const ours = check(content.schema, data).length === 0;
        const alone = bare(data);
        return {
          name: named(description),
          outcome: outcomeOf({ ours, alone, valid }, why),
          why: why.join("; "),
        };
      });
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      return group.tests.map(({ description }) => ({
        name: named(description),
        outcome: "refused" as const,
        why: `${error.code} ${error.message}`,
      }));
    }
  });
}

interface Verdicts {
  readonly ours: boolean;
  /** Null: ajv can't compile it. */
  readonly alone: boolean | null;
  readonly valid: boolean;
}

function outcomeOf({ ours, alone, valid }: Verdicts, unchecked: readonly string[]): Outcome {
  if (ours === valid) return alone === valid ? "right" : "cured";
  if (unchecked.length > 0) return "unchecked";
  return alone === ours || alone === null ? "ajv" : "ours";
}

function documentOf(draft: Draft): string {
  return JSON.stringify({
    asyncapi: "3.1.0",
    info: { title: "Suite", version: "1" },
    defaultContentType: "application/json",
    servers: { s: { host: "h", protocol: "ws" } },
    channels: {
      c: {
        address: "/",
        messages: {
          m: {
            payload: {
              schemaFormat: `application/schema+json;version=${draft}`,
              schema: { $ref: "./schema.json" },
            },
          },
        },
      },
    },
  });
}
