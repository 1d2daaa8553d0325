import { Command, CommanderError, Help } from "commander";
import { createRequire } from "node:module";
import { checkCommand } from "./check.ts";
import { completionCommand } from "./completion.ts";
import { diffCommand } from "./diff.ts";
import { explainCommand } from "./explain.ts";
import { fail } from "./fail.ts";
import { faultsCommand } from "./faults.ts";
import { generateCommand } from "./generate.ts";
import { initCommand } from "./init.ts";
import { learnCommand } from "./learn.ts";
import { mergeReportsCommand } from "./merge-reports.ts";
import { watchOutputs } from "./outputs.ts";
import { proxyCommand } from "./proxy.ts";
import { runCommand } from "./run.ts";
import { serveCommand } from "./serve.ts";
import { validateCommand } from "./validate.ts";
import { watchEnd } from "./watch-end.ts";

const USAGE = 2;
/** They stand for hours, or read gigabytes: what they run pays for its optimising. */
const LONG_LIVED: ReadonlySet<string> = new Set(["serve", "proxy", "validate", "learn"]);

/** Everything before an action stays light, so that `--help` and `--version` answer at once. */
function program(): Command {
  const { version }: { readonly version: string } = createRequire(import.meta.url)("asyncproof/package.json");
  const main = new Command("asyncproof")
    .description("Proves that a running WebSocket service keeps its AsyncAPI document.")
    .version(version)
    .addHelpText(
      "after",
      "\nExit codes: 0 kept, 1 broken, 2 could not tell.\nFirst steps: npx asyncproof run asyncapi.yaml, or npx asyncproof init where there is none.",
    )
    // "" and 0 are what a flag says that is not given, and nothing that anybody would write.
    .configureHelp({
      optionDescription: (option) =>
        new Help().optionDescription(option).replace(/ \(default: (""|0)\)$/, ""),
    })
    .hook("preAction", async (_, command) => {
      if (LONG_LIVED.has(command.name()) || isLook(command)) return;
      (await import("../runner/short-lived.ts")).optimiseLate("command");
    })
    .exitOverride();
  const commands = [
    runCommand(),
    generateCommand(),
    checkCommand(),
    mergeReportsCommand(),
    initCommand(),
    completionCommand(),
    serveCommand(),
    faultsCommand(),
    diffCommand(),
    explainCommand(),
    proxyCommand(),
    validateCommand(),
    learnCommand(),
  ];
  for (const command of commands) main.addCommand(command.copyInheritedSettings(main));
  return main;
}

/** `generate --check` is over at once where nothing has changed, and sees to it itself where something has. */
function isLook(command: Command): boolean {
  return command.name() === "generate" && command.opts()["check"] === true;
}

watchOutputs();
const over = watchEnd();

try {
  await program().parseAsync();
} catch (error) {
  // commander has said what was wrong, and would exit with 1.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : USAGE;
  else process.exitCode = fail(error);
}
over();
