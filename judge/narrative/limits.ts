import type { Deadline } from "../../contract/model.ts";
import type { JudgeOptions } from "../model.ts";
import { duration } from "./words.ts";

/** A deadline as the document has it; where it has none, that the limit was the tool's. */
export function limitText(keyword: string, deadline: Deadline, { patienceMs }: JudgeOptions): string {
  if (deadline.kind === "declared") return `${keyword}: ${duration(deadline.ms)}`;
  return `no \`${keyword}\` declared: the limit of ${duration(patienceMs)} is the tool's`;
}
