import type { PlannedGroup } from "../plan.ts";
import type { Planning } from "../planning/planning.ts";
import { group, planTest } from "../planning/test.ts";

/** What clients see when the service is stopped: one on every channel; once for the whole contract. */
export function planShutdown(planning: Planning): PlannedGroup[] {
  const { shutdown, channels } = planning.contract;
  if (shutdown.kind === "none" || channels.length === 0) return [];
  const codes = shutdown.codes.kind === "codes" ? shutdown.codes.codes : "any";
  const said = codes === "any" ? "" : ` with ${codes.join(" or ")}`;
  const head = {
    title: `closes every connection${said} when it is stopped`,
    covers: [shutdown.place],
    exclusive: true,
  };
  const test = planTest(planning, head, (script) => {
    const clients = channels.map((channel) => script.connect(channel));
    script.add({ kind: "restart" });
    for (const { name } of clients) script.add({ kind: "closedByServer", client: name, codes });
  });
  return [group("", "#", [test])];
}
