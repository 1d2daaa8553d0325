import { Argument, Command, type Option } from "commander";
import { REPORT_KINDS } from "../report/report-kinds.ts";
import { bashScript, fishScript, type Words, zshScript } from "./completion-scripts.ts";

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

/** `asyncproof completion`: a script for the shell, made from the commands themselves. */
export function completionCommand(): Command {
  return new Command("completion")
    .description(
      'shell completion: eval "$(asyncproof completion bash)", or a file where the shell looks for it',
    )
    .addArgument(new Argument("<shell>", "whose").choices(Object.keys(SCRIPTS)))
    .action(async (shell: keyof typeof SCRIPTS, _, command: Command) => {
      const [{ FAMILIES }, { FAULTS }] = await Promise.all([
        import("../generator/index.ts"),
        import("../server/faults/index.ts"),
      ]);
      const known = { families: FAMILIES, faults: FAULTS.map(({ name }) => name) };
      process.stdout.write(SCRIPTS[shell](wordsOf(command.parent ?? command, known)));
    });
}

/** Names that options may be. */
interface Known {
  readonly families: readonly string[];
  readonly faults: readonly string[];
}

/** What options may be that take other words, too, or several; after `=` comes more. */
function offered({ long, argChoices }: Option, { families, faults }: Known): readonly string[] {
  if (argChoices !== undefined) return argChoices;
  switch (long) {
    case "--family":
      return families;
    case "--fault":
      return faults;
    case "--report":
      return REPORT_KINDS.map((kind) => (kind === "github" ? kind : `${kind}=`));
    case "--pace":
      return ["real", "none"];
    default:
      return [];
  }
}

/** Every command with its options and what they may be. */
function wordsOf(main: Command, known: Known): Words[] {
  return main.commands.map((command) => ({
    command: command.name(),
    says: command.description(),
    options: command.options.map((option) => ({
      flag: option.long ?? option.short ?? "",
      says: option.description,
      choices: offered(option, known),
      takesValue: option.required || option.optional,
    })),
    choices: command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices),
  }));
}
