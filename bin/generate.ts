import { Command } from "commander";
import { visibleJson } from "../contract/plain-text.ts";
import { plain } from "./plain.ts";
import type { Document } from "../runner/index.ts";
import { guard, outputOf } from "./guard.ts";
import { type CommonOptions, settingsOf, withCommonOptions } from "./options.ts";
import { watchOption } from "./watch-option.ts";

interface GenerateFlags extends CommonOptions {
  readonly check?: true;
  readonly force?: true;
  readonly watch?: true;
  readonly types?: string;
}

/** `asyncproof generate`: writes the tests, or says whether they are still those of the document. */
export function generateCommand(): Command {
  const command = new Command("generate")
    .description("write the tests")
    .argument("<spec>", "the AsyncAPI document")
    .option("--out <dir>", "folder of the generated tests (default: generated-tests)")
    .option("--templates <dir>", "templates that take the place of ours, by their names")
    .option("--check", "write nothing; exit 1 when a file is stale, and show how")
    .option("--types <file>", "write the types of payloads and handlers, and no tests")
    .option("--force", "write over generated files that somebody has changed")
    .addOption(watchOption("write them again whenever the document changes", ["check"]));
  return withCommonOptions(command).action(act);
}

async function act(spec: string, flags: GenerateFlags): Promise<void> {
  if (flags.watch) return (await import("./watch.ts")).watchTests(spec, flags);
  const { documentOf } = await import("./document-of.ts");
  const document = await documentOf(spec, flags, settingsOf(flags));
  if (flags.showConfig) return (await import("./finish.ts")).showConfig(document, flags);
  if (flags.types !== undefined) return writeTypes(document, flags.types, flags);
  if (flags.check) return look(document, flags);
  const { generate, madeText } = await import("../runner/index.ts");
  const made = await generate(document, flags.force === true);
  process.stdout.write(flags.json ? `${visibleJson(made, 2)}\n` : plain(madeText(made)));
}

async function writeTypes(document: Document, file: string, flags: GenerateFlags): Promise<void> {
  const { generateTypes, typesText } = await import("../runner/index.ts");
  if (flags.check !== true) await guard(outputOf("--types", file), { documents: [document] });
  const made = await generateTypes(document, { file, check: flags.check === true });
  process.stdout.write(flags.json ? `${visibleJson(made, 2)}\n` : plain(typesText(made)));
  process.exitCode = made.state === "stale" ? 1 : 0;
}

/** Nothing that makes tests is loaded where nothing has changed since the last look. */
async function look(document: Document, flags: GenerateFlags): Promise<void> {
  const { isFresh, NOTHING_STALE } = await import("../runner/fresh.ts");
  if (await isFresh(document)) {
    process.stdout.write(flags.json ? `${JSON.stringify(NOTHING_STALE, null, 2)}\n` : "nothing is stale\n");
    return;
  }
  (await import("../runner/short-lived.ts")).optimiseLate("command");
  const [{ check, checkedText }, { coloursFor }] = await Promise.all([
    import("../runner/index.ts"),
    import("../report/index.ts"),
  ]);
  const checked = await check(document);
  const colours = coloursFor(process.stdout, { color: flags.color, env: process.env });
  process.stdout.write(flags.json ? `${visibleJson(checked, 2)}\n` : checkedText(checked, colours));
  process.exitCode = checked.stale.length > 0 ? 1 : 0;
}
