// Writes docs/scenarios.md from test/scenarios/scenarios.json.
import "../harness/ts/register.mjs";
import { writeFileSync } from "node:fs";

const { SCENARIOS } = await import("../test/scenarios/map.ts");
const { scenariosDocument } = await import("../test/scenarios/render.ts");
writeFileSync(new URL("../docs/scenarios.md", import.meta.url), scenariosDocument(SCENARIOS));
console.log(`docs/scenarios.md: ${SCENARIOS.length} scenarios`);
