import { Script } from "node:vm";

/** A test file that waits for the harness. */
export type GeneratedScript = (harness: object) => void;

/** The head of a generated file, as `templates/file.hbs` writes it: what it is, what it imports, where its contract lies. */
const HEAD =
  /^\/\/ [^\n]*\nimport \{([\w\s,]+)\} from "asyncproof\/harness";(\s*const \{[\w\s,]+\} = contractAt\(\s*new URL\("[^"\\]*", )import\.meta\.url(\),?\s*\);\n)/;
/** More that only a module can have, or a text that looks like it. */
const OF_MODULE = /^\s*(?:import|export)\b/m;

/**
 * A generated test file as a script of the same lines, to which the harness is handed: to run it takes no module loader,
 * which knows no file that ends in `.ts`. Null where the text has another form than our template's: then it is a module
 * like any other.
 */
export function generatedScript(source: string, url: URL): GeneratedScript | null {
  const [head, names = "", contractAt = "", end = ""] = HEAD.exec(source) ?? [];
  if (head === undefined) return null;
  const body = source.slice(head.length);
  if (OF_MODULE.test(body)) return null;
  const code = `((harness, here) => { "use strict";\nconst {${names}} = harness;${contractAt}here${end}${body}\n})`;
  try {
    const script: (harness: object, here: string) => void = new Script(code, {
      filename: url.href,
    }).runInThisContext();
    return (harness) => script(harness, url.href);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
