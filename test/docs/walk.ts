import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bin/cli.ts";

/** A step of a document that a reader could follow: a file to write, or commands with what they say. */
export type Step =
  | { readonly kind: "file"; readonly name: string; readonly text: string }
  | { readonly kind: "commands"; readonly commands: readonly Command[] };

export interface Command {
  readonly command: string;
  /** Lines of its output, in their order; between them may be others where `...` stands. */
  readonly shows: readonly string[];
}

/** The steps of a Markdown file: blocks that name a file (```` ```yaml chat.yaml ````), and ```` ```console ````. */
export function stepsOf(file: string): readonly Step[] {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)].flatMap(
    ([, language, name, body = ""]): Step[] => {
      if (language === "console") return [{ kind: "commands", commands: commandsOf(body) }];
      return name === undefined ? [] : [{ kind: "file", name, text: body }];
    },
  );
}

function commandsOf(body: string): readonly Command[] {
  return body
    .split(/^\$ /m)
    .filter((part) => part.trim() !== "")
    .map((part) => {
      const [command = "", ...shows] = part.trimEnd().split("\n");
      return { command, shows: shows.map((line) => line.trimEnd()) };
    });
}

/** A folder in which asyncproof and `ws` are installed. */
export function installInto(folder: string): void {
  mkdirSync(join(folder, "node_modules", ".bin"), { recursive: true });
  symlinkSync(join(root, "bin", "asyncproof"), join(folder, "node_modules", ".bin", "asyncproof"));
  symlinkSync(root, join(folder, "node_modules", "asyncproof"));
  symlinkSync(join(root, "node_modules", "ws"), join(folder, "node_modules", "ws"));
  writeFileSync(join(folder, "package.json"), "{}");
}

/** Does what the command says. The last line is `exit code N` where that is not 0. */
export async function said(command: string, folder: string): Promise<string> {
  const env = { ...process.env, NO_COLOR: "1", COLUMNS: "80", npm_config_loglevel: "error" };
  const shell = spawn("bash", ["-c", `${command} 2>&1`], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  shell.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const [code] = await once(shell, "close");
  return code === 0 ? output : `${output}\nexit code ${code}\n`;
}

/** The first line that is not where it was shown, with what came; "" where all are. Times may differ. */
export function missing(shows: readonly string[], output: string): string {
  const lines = output.split("\n").map(timeless);
  let at = 0;
  for (const line of shows) {
    if (line === "..." || line === "") continue;
    const found = lines.findIndex((one, index) => index >= at && isShown(timeless(line), one));
    if (found < 0) return `${line}\n\nis not shown (in its place) by:\n\n${output}`;
    at = found + 1;
  }
  return "";
}

/** A line that ends in `...` shows its beginning. */
function isShown(line: string, came: string): boolean {
  return line.endsWith(" ...") ? came.startsWith(line.slice(0, -4)) : came === line;
}

function timeless(line: string): string {
  return line
    .replaceAll(/\b\d+(?:\.\d+)? (?:ms|s)\b/g, "TIME")
    .replace(/ \(TIME\)$/, "")
    .trimEnd();
}
