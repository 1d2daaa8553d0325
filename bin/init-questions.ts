import { select, text } from "@clack/prompts";
import { ToolError } from "../contract/tool-error.ts";
import { type Answers, wrongStart, wrongUrl } from "../runner/index.ts";

const USUAL_WIDTH = 80;

/** Asks for everything, with `defaults` as answers that stand there already. Throws INTERRUPTED. */
export async function askAll(defaults: Answers): Promise<Answers> {
  // A terminal that does not say how wide it is says 0, and each letter would stand on a line of its own.
  if (process.stdout.columns === 0) process.stdout.columns = USUAL_WIDTH;
  const title = await line("What is the service called?", defaults.title);
  const document = await line("Where is the document?", defaults.document);
  const start = await line(
    "Which command starts the service? {port} stands for its port; empty for none",
    defaults.start,
    wrongStart,
  );
  const url =
    start === "" ? await line("At which URL does it run? Empty for the stub", defaults.url, wrongUrl) : "";
  const ci = answered<Answers["ci"]>(
    await select<Answers["ci"]>({
      message: "Which CI is it?",
      initialValue: defaults.ci,
      options: [
        { value: "github", label: "GitHub Actions" },
        { value: "gitlab", label: "GitLab" },
        { value: "none", label: "another, or none" },
      ],
    }),
  );
  return { title, document, start, url, ci };
}

/** Asks again until `wrong` has nothing against the answer. */
async function line(
  message: string,
  defaultValue: string,
  wrong: (answer: string) => string | undefined = () => undefined,
): Promise<string> {
  const validate = (answer: string | undefined): string | undefined => wrong(answer || defaultValue);
  return answered(await text({ message, defaultValue, placeholder: defaultValue, validate }));
}

/** Ctrl+C gives a symbol in place of an answer. */
function answered<Value extends string>(value: Value | symbol): Value {
  if (typeof value !== "symbol") return value;
  throw new ToolError("INTERRUPTED", "init was interrupted", { hint: "nothing was written" });
}
