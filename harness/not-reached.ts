import type { NotReachedReason } from "../judge/model.ts";

/** Thrown inside a body where the run can't get to what the test is about: the test becomes pending, not red. */
export class NotReached extends Error {
  readonly reason: NotReachedReason;

  constructor(reason: NotReachedReason, because: string) {
    super(`${reason}: ${because}`);
    this.name = "NotReached";
    this.reason = reason;
  }
}
