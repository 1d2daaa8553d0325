import { Command } from "commander";
import { type CommonOptions, settingsOf, withCommonOptions } from "./options.ts";

interface GenerateFlags extends CommonOptions {
  readonly check?: true;
  readonly force?: true;
}

/** `asyncproof generate`: writes the tests, or says whether they are still those of the document. */
export function generateCommand(): Command {
  const command = new Command("generate")
    .description("write the tests")
    .argument("<spec>", "the AsyncAPI document")
    .option("--out <dir>", "folder of the generated tests (default: generated-tests)")
    .option("--check", "write nothing; exit 1 when a file is stale")
    .option("--force", "write over generated files that somebody has changed");
  return withCommonOptions(command).action(act);
}

async function act(spec: string, flags: GenerateFlags): Promise<void> {
  const [{ check, generate, madeText }, { documentOf, showConfig }] = await Promise.all([
    import("../runner/index.ts"),
    import("./finish.ts"),
  ]);
  const document = await documentOf(spec, flags, settingsOf(flags));
  if (flags.showConfig) return showConfig(document, flags);
  const made = flags.check ? await check(document) : await generate(document, flags.force === true);
  process.stdout.write(flags.json ? `${JSON.stringify(made, null, 2)}\n` : madeText(made));
  process.exitCode = made.stale.length > 0 ? 1 : 0;
}
