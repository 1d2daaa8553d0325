import { Command } from "commander";
import { type CommonOptions, settingsOf, withCommonOptions } from "./options.ts";

interface GenerateFlags extends CommonOptions {
  readonly check?: true;
  readonly force?: true;
  readonly types?: string;
}

/** `asyncproof generate`: writes the tests, or says whether they are still those of the document. */
export function generateCommand(): Command {
  const command = new Command("generate")
    .description("write the tests")
    .argument("<spec>", "the AsyncAPI document")
    .option("--out <dir>", "folder of the generated tests (default: generated-tests)")
    .option("--check", "write nothing; exit 1 when a file is stale")
    .option("--types <file>", "write the types of payloads and handlers, and no tests")
    .option("--force", "write over generated files that somebody has changed");
  return withCommonOptions(command).action(act);
}

async function act(spec: string, flags: GenerateFlags): Promise<void> {
  const [{ check, generate, generateTypes, madeText }, { documentOf }] = await Promise.all([
    import("../runner/index.ts"),
    import("./finish.ts"),
  ]);
  const document = await documentOf(spec, flags, settingsOf(flags));
  const { types, check: isCheck = false, force = false } = flags;
  const tests = (): ReturnType<typeof generate> => (isCheck ? check(document) : generate(document, force));
  const made = await (types === undefined
    ? tests()
    : generateTypes(document, { file: types, check: isCheck }));
  process.stdout.write(flags.json ? `${JSON.stringify(made, null, 2)}\n` : madeText(made));
  process.exitCode = made.stale.length > 0 ? 1 : 0;
}
