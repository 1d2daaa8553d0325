// Preloaded into a measured process: tells at its end what it has taken.
import { writeFileSync } from "node:fs";

process.once("exit", () => {
  const { user, system } = process.cpuUsage();
  const { maxRSS } = process.resourceUsage();
  writeFileSync(
    process.env.LOAD_METER,
    JSON.stringify({ cpuMs: (user + system) / 1000, megabytes: maxRSS / 1024 }),
  );
});
