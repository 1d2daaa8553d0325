import type { Channel } from "../../contract/model.ts";
import type { PlannedGroup } from "../plan.ts";
import type { Planning } from "../planning/planning.ts";
import { planHostile } from "../refusals/hostile.ts";
import { planLimits } from "../refusals/limits.ts";
import { planMessages } from "../refusals/messages.ts";
import { planOrder } from "../refusals/order.ts";
import { planTexts } from "../refusals/texts.ts";

/** Bad input of every kind: what becomes of it, and that the connection and its neighbours work afterwards. */
export function planRefusal(planning: Planning, channel: Channel): PlannedGroup[] {
  return [
    ...planTexts(planning, channel),
    ...planHostile(planning, channel),
    ...planMessages(planning, channel),
    ...planLimits(planning, channel),
    ...planOrder(planning, channel),
  ].filter(({ tests }) => tests.length > 0);
}
