import { Command, Option } from "commander";
import { CONFIG_NAMES } from "../config/find-file.ts";
import { shellWord } from "../config/shell-word.ts";
import { plain } from "./plain.ts";
import { ToolError } from "../contract/tool-error.ts";
import type { Answers } from "../runner/index.ts";

interface InitFlags extends Partial<Answers> {
  readonly yes?: true;
}

const DEFAULTS: Answers = {
  title: "My service",
  document: "asyncapi.yaml",
  start: "",
  url: "",
  ci: "github",
};

/** `asyncproof init`: a project that passes at once, by asking or from flags. */
export function initCommand(): Command {
  return new Command("init")
    .description("a first document, config and CI workflow; nothing that is there is changed")
    .option("--yes", "ask nothing; what no flag says has its default")
    .option("--title <text>", `name of the service (default: ${DEFAULTS.title})`)
    .option("--document <file>", `path of the document (default: ${DEFAULTS.document})`)
    .option("--start <command>", "command that starts the service; {port} stands for the port")
    .option("--url <url>", "where the service runs: ws://host:port")
    .addOption(new Option("--ci <system>", "whose workflow").choices(["github", "gitlab", "none"]))
    .action(act);
}

async function act({ yes, ...flags }: InitFlags): Promise<void> {
  const { checkAnswers, init } = await import("../runner/index.ts");
  const answers = yes ? { ...DEFAULTS, ...flags } : await asked(flags);
  checkAnswers(answers);
  const { written, kept } = await init(answers, process.cwd());
  for (const path of written) process.stdout.write(plain(`written  ${path}\n`));
  for (const path of kept) {
    const holds = path === answers.document ? ["title"] : CONFIG_NAMES.includes(path) ? ["start", "url"] : [];
    const lost = holds.filter((name) => name in flags).map((name) => `; --${name} is not written`);
    process.stdout.write(plain(`kept     ${path} (it was there${lost.join("")})\n`));
  }
  const next = `\nNext: npx asyncproof run ${shellWord(answers.document)}\nThen commit generated-tests/, so that npx asyncproof check can compare.\n`;
  process.stdout.write(plain(next));
}

async function asked(flags: Partial<Answers>): Promise<Answers> {
  if (process.stdin.isTTY !== true || process.stdout.isTTY !== true)
    throw new ToolError("INIT-NOBODY", "there is nobody to be asked: this is no terminal", {
      hint: "npx asyncproof init --yes asks nothing; flags say what is different",
    });
  const { askAll } = await import("./init-questions.ts");
  return askAll({ ...DEFAULTS, ...flags });
}
