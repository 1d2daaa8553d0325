import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { eventLine, headerLine } from "../../traffic/index.ts";
import { folderWith } from "../config/folder.ts";
import { conversation, PLAIN, TALK } from "../traffic/documents.ts";
import { asyncproof, fixture } from "./cli.ts";

const RECORDING = [headerLine(PLAIN, new Date(0)), ...conversation(TALK).map(eventLine), ""].join("\n");
const REFERRING = `asyncapi: 3.0.0
info: { title: x, version: "1" }
channels:
  chat: { $ref: "./channel.yaml" }
`;

/** A project in which every file is the user's own. */
export function ownProject(): ReturnType<typeof folderWith> {
  const folder = folderWith({
    "talk.ndjson": RECORDING,
    "old.ndjson": RECORDING,
    "refers.yaml": REFERRING,
    "other.echo.yaml": "asyncapi: 3.0.0\n",
    "channel.yaml": "address: /chat\n",
    "overlay.yaml": "overlay: 1.0.0\n",
    "asyncproof.config.yaml": "known: known.yaml\n",
    "known.yaml": "# nothing yet\n",
    "handlers.mjs": "export default {};\n",
    "types.ts": "export interface Mine {}\n",
    "coverage/coverage-summary.json": '{"total":{"lines":{"pct":50}}}',
    "generated-tests/own.test.ts": "// mine\n",
    "generated-tests/contract.lock.json": "{}",
  });
  cpSync(join(fixture, "echo.yaml"), join(folder.path, "echo.yaml"));
  return folder;
}

/** Words after `asyncproof`, and the code of what it has to say. */
export type Refused = readonly (readonly [args: string, code: string])[];

/** Runs all of them in the folder, two at a time, and gives those that did not end as they should. */
export async function notRefused(rows: Refused, folder: string): Promise<string[]> {
  const wrong: string[] = [];
  const rest = [...rows];
  const lane = async (): Promise<void> => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
      const { code, stdout, stderr } = await asyncproof(next[0].split(" "), folder);
      if (code !== 2 || !`${stdout}${stderr}`.includes(next[1])) wrong.push(`${next[0]}: ${code} ${stderr}`);
    }
  };
  await Promise.all([lane(), lane()]);
  return wrong;
}

/** Every file with its text. */
export function textsIn(folder: string): readonly (readonly [path: string, text: string])[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (one) => one.isFile() && !one.parentPath.includes(".cache"),
  );
  const paths = files.map((one) => join(one.parentPath, one.name)).sort();
  return paths.map((path) => [path, readFileSync(path, "utf8")] as const);
}
