import { createFrameReader, createSchemaChecker, type SchemaChecker } from "../../contract/index.ts";
import type { FrameReader } from "../../contract/frame.ts";
import type { Json } from "../../contract/json.ts";
import type { Contract } from "../../contract/model.ts";
import { createSampler, type Sampler } from "../../samples/index.ts";

/** What plans depend on besides the contract. */
export interface PlanOptions {
  /** Known-good values by `message#/pointer`. */
  readonly values: { readonly [pointer: string]: Json };
  readonly seed: number;
  /** Idle limits longer than this are not waited for, ms. */
  readonly maxWaitMs: number;
}

/** The contract, and what reads it and speaks for it. */
export interface Planning extends PlanOptions {
  readonly contract: Contract;
  readonly sampler: Sampler;
  readonly reader: FrameReader;
  readonly checker: SchemaChecker;
}

export function createPlanning(contract: Contract, options: PlanOptions): Planning {
  return {
    ...options,
    contract,
    sampler: createSampler(contract, options.seed),
    reader: createFrameReader(contract),
    checker: createSchemaChecker(contract),
  };
}
