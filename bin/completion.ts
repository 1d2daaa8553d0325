import { Argument, Command } from "commander";
import { bashScript, fishScript, type Words, zshScript } from "./completion-scripts.ts";

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

/** `asyncproof completion`: a script for the shell, made from the commands themselves. */
export function completionCommand(): Command {
  return new Command("completion")
    .description(
      'shell completion: eval "$(asyncproof completion bash)", or a file where the shell looks for it',
    )
    .addArgument(new Argument("<shell>", "whose").choices(Object.keys(SCRIPTS)))
    .action((shell: keyof typeof SCRIPTS, _, command: Command) => {
      process.stdout.write(SCRIPTS[shell](wordsOf(command.parent ?? command)));
    });
}

/** Every command with its options and what they may be. */
function wordsOf(main: Command): Words[] {
  return main.commands.map((command) => ({
    command: command.name(),
    says: command.description(),
    options: command.options.map(({ long, short, description, argChoices = [], required, optional }) => ({
      flag: long ?? short ?? "",
      says: description,
      choices: argChoices,
      takesValue: required || optional,
    })),
    choices: command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices),
  }));
}
