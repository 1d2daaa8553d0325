import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

/** Compiles what was generated for all documents in one call, under our own tsconfig; `row.types` lists what is wrong. */
export async function compile(out, rows) {
  const config = join(out, "tsconfig.json");
  const text = { extends: resolve("tsconfig.json"), include: ["**/*.test.ts"], exclude: [] };
  await writeFile(config, JSON.stringify(text));
  const { stdout, status, error } = spawnSync(
    resolve("node_modules/.bin/tsc"),
    ["-p", config, "--pretty", "false"],
    {
      encoding: "utf8",
      maxBuffer: 1 << 28,
      timeout: 300_000,
    },
  );
  if (error !== undefined) throw error;
  const lines = stdout.split("\n").filter((line) => / error TS\d+:|^error TS/.test(line));
  for (const row of rows)
    row.types = lines.filter((line) => resolve(line.split("(")[0]).startsWith(`${row.out}/`));
  const rest = lines.filter((line) => !rows.some(({ types }) => types.includes(line)));
  if (rest.length > 0 || (status !== 0 && lines.length === 0))
    throw new Error(`tsc: ${rest.join("\n") || stdout}`);
}
