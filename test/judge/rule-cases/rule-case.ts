import type { Contract } from "../../../contract/model.ts";
import type { JudgeOptions } from "../../../judge/model.ts";
import type { RuleId } from "../../../judge/rules.ts";
import type { Traffic } from "../traffic.ts";

/** Wrong traffic that breaks exactly one rule, and the right traffic that is like it but for the fault. */
export interface RuleCase {
  readonly rule: RuleId;
  readonly title: string;
  readonly contract: Contract;
  readonly options?: Partial<JudgeOptions>;
  readonly wrong: (traffic: Traffic) => void;
  readonly right: (traffic: Traffic) => void;
}
