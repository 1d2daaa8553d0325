import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bin/cli.ts";

/** A service that shares no code with us, and how it is started. */
export interface Example {
  readonly folder: string;
  readonly command: string;
  readonly service: string;
  /** What Python has to have for it; Debian has it. */
  readonly needs?: string;
}

const PYTHON = "/usr/bin/python3";

export const EXAMPLES: readonly Example[] = [
  { folder: "examples/python-agent", command: PYTHON, service: "service.py", needs: "websockets" },
  { folder: "examples/fastify-rooms", command: process.execPath, service: "service.mjs" },
  { folder: "examples/tuple-rpc", command: process.execPath, service: "service.mjs" },
  { folder: "examples/trading-desk", command: process.execPath, service: "service.mjs" },
  { folder: "examples/speech", command: PYTHON, service: "service.py", needs: "websockets" },
  {
    folder: "examples/fastapi-thermostats",
    command: PYTHON,
    service: "service.py",
    needs: "fastapi, uvicorn, websockets",
  },
];

/** A service with one fault, and what its first lines say of it. */
export interface WrongService {
  readonly file: string;
  /** The rule that has to catch it. */
  readonly rule: string;
  /** Other rules that the same fault breaks. */
  readonly besides: readonly string[];
  /** A family in which it is caught, and one that the fault does not touch. */
  readonly red: string;
  readonly green: string;
}

export function wrongServices({ folder }: Example): WrongService[] {
  const files = readdirSync(join(root, folder, "wrong")).filter((name) => /\.(?:mjs|py)$/.test(name));
  return files.map((name) => {
    const source = readFileSync(join(root, folder, "wrong", name), "utf8");
    const said = (what: string): string => new RegExp(`${what}: (.+)`).exec(source)?.[1]?.trim() ?? "";
    const [rule, red, green] = ["expected rule", "family that turns red", "family that stays green"].map(
      said,
    );
    if (!rule || !red || !green) throw new Error(`${name} does not say what catches it`);
    const besides = said("rules that follow")
      .split(/,\s*/)
      .filter((one) => one !== "");
    return { file: join("wrong", name), rule, besides, red, green };
  });
}

/** Where what it needs is missing the example is skipped, but never in CI. */
export function canRun({ command, needs }: Example): boolean {
  if (needs === undefined) return true;
  try {
    execFileSync(command, ["-c", `import ${needs}`], { stdio: "ignore" });
    return true;
  } catch (error) {
    if (process.env["CI"] !== undefined) throw error;
    return false;
  }
}
