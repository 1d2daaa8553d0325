import { Command, Option } from "commander";
import { type CommonOptions, settingsOf, withCommonOptions } from "./options.ts";

interface ExplainFlags extends CommonOptions {
  readonly format: "text" | "mermaid" | "json" | "overlay";
  readonly channel: string;
}

/** `asyncproof explain`: the contract as understood, and what the document never said. */
export function explainCommand(): Command {
  const formats = ["text", "mermaid", "json", "overlay"];
  const command = new Command("explain")
    .description("the contract as understood, and what is left unspecified")
    .argument("<spec>", "the AsyncAPI document")
    .addOption(new Option("--format <kind>", "how to say it").choices(formats).default("text"))
    .option("--channel <name>", "only this channel", "");
  return withCommonOptions(command).action(act);
}

async function act(spec: string, flags: ExplainFlags): Promise<void> {
  const [{ explainDocument }, { documentOf }, { textOf }] = await Promise.all([
    import("../runner/index.ts"),
    import("./finish.ts"),
    import("./explain-text.ts"),
  ]);
  const document = await documentOf(spec, flags, settingsOf(flags));
  const explanation = await explainDocument(document, flags.channel);
  process.stdout.write(textOf(explanation, flags.json ? "json" : flags.format));
}
