import type { Violation } from "../judge/model.ts";
import type { RuleId } from "../judge/rules.ts";

/** The service broke its contract: what a test fails with. The message is the whole narrative, ready to print. */
export class ContractViolation extends Error {
  readonly violation: Violation;
  readonly rule: RuleId;

  constructor(violation: Violation, narrative: string) {
    super(narrative);
    this.name = "ContractViolation";
    this.violation = violation;
    this.rule = violation.rule;
    // The narrative says where; a stack of socket callbacks would only bury it.
    this.stack = `${this.name}: ${narrative}`;
  }
}
