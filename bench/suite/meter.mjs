// Preloaded into every process of a measurement: tells at its end how much CPU time it has taken.
import { appendFileSync } from "node:fs";

process.once("exit", () => {
  const { user, system } = process.cpuUsage();
  const line = { script: process.argv[1] ?? "", cpuMs: (user + system) / 1000 };
  appendFileSync(process.env.SUITE_METER, `${JSON.stringify(line)}\n`);
});
