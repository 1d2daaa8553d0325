import { transformSync } from "esbuild";
import { XMLValidator } from "fast-xml-parser";
import jsTokens from "js-tokens";
import { marked } from "marked";
import { parse as parseYaml } from "yaml";
import { type Form, OUTLETS } from "./outlets.ts";
import { MARK, UNSEEN } from "./payloads.ts";

const TAME = "tame";

/** Sends texts through an outlet; throws for the first that becomes more than text. */
export async function checkOutlet(name: string, texts: readonly string[]): Promise<void> {
  const outlet = OUTLETS.get(name);
  if (outlet === undefined) throw new Error(`there is no outlet ${name}`);
  const tame = await outlet.write(TAME);
  for (const text of texts) {
    const out = await outlet.write(text);
    const unseen = UNSEEN.test(out) ? "something that nobody sees" : "";
    const why = unseen || (await fault(outlet.form, out, tame));
    if (why !== "") throw new Error(`${JSON.stringify(text)}: ${why}\n${JSON.stringify(out.slice(0, 3000))}`);
  }
}

/** How many of the texts are noticed in what an outlet without an encoder would write. */
export async function noticed(form: Form, texts: readonly string[]): Promise<number> {
  const make = RAW[form];
  const found = await Promise.all(
    texts.map(
      async (text) =>
        UNSEEN.test(make(text)) || (await thrown(() => fault(form, make(text), make(TAME)))) !== "",
    ),
  );
  return found.filter(Boolean).length;
}

async function thrown(call: () => Promise<string>): Promise<string> {
  try {
    return await call();
  } catch (error) {
    return String(error);
  }
}

/** What is wrong with what came out; "" for nothing. `tame`: the same with a harmless text. */
async function fault(form: Form, out: string, tame: string): Promise<string> {
  switch (form) {
    case "terminal":
      return /^\s*::|##\[/m.test(out) ? "a workflow command" : "";
    case "json":
      for (const line of out.startsWith("{\n") ? [out] : out.trimEnd().split("\n")) JSON.parse(line);
      return "";
    case "html":
      return tagsOf(out) === tagsOf(tame) ? "" : `tags ${tagsOf(out)}, not ${tagsOf(tame)}`;
    case "xml": {
      const valid = XMLValidator.validate(out);
      if (valid !== true) return valid.err.msg;
      return tagsOf(out) === tagsOf(tame) ? "" : "an element of its own";
    }
    case "markdown":
      return markdownFault(out, tame);
    case "annotations": {
      const lines = out.trimEnd().split("\n");
      if (lines.length !== tame.trimEnd().split("\n").length) return "a line more";
      return lines.every((line) => /^::error [^\r\n]*::/.test(line)) ? "" : "a line of its own";
    }
    case "code":
      return codeFault(out);
    case "yaml": {
      const read: unknown = parseYaml(out);
      return shapeOf(read) === shapeOf(parseYaml(tame)) ? "" : "another structure";
    }
  }
}

function tagsOf(text: string): string {
  return [...text.matchAll(/<[/!?]?[a-zA-Z-]*/g)].map(([tag]) => tag).join("");
}

async function markdownFault(out: string, tame: string): Promise<string> {
  const [html, other] = await Promise.all([marked.parse(out), marked.parse(tame)]);
  const tags = (text: string): string =>
    [...new Set([...text.matchAll(/<([a-z0-9]+)/g)].map(([, tag]) => tag))].sort().join();
  if (tags(html) !== tags(other)) return `tags ${tags(html)}, not ${tags(other)}`;
  const cells = (text: string): number => text.split(/<t[dh]/).length;
  const blocks = (text: string): number => text.split(/<(?:h\d|pre|li)/).length;
  return cells(html) === cells(other) && blocks(html) === blocks(other) ? "" : "another structure";
}

/** It compiles, and outside of strings and comments no name stands but as a variable that is declared there. */
function codeFault(code: string): string {
  for (const file of code.split(/^(?=\/\/ From )/m)) transformSync(file, { loader: "ts" });
  const tokens = [...jsTokens(code)].filter(
    ({ type }) => !/^(?:WhiteSpace|LineTerminatorSequence)$/.test(type),
  );
  for (const [index, { type, value }] of tokens.entries()) {
    if (type === "Invalid") return `${type} ${value}`;
    if (!value.includes(MARK) || /^(?:String|NoSub|Template|SingleLine|MultiLine)/.test(type)) continue;
    const isVariable = type === "IdentifierName" && new RegExp(`\\bconst ${value} =`).test(code);
    if (!isVariable || tokens[index + 1]?.value === "(") return `${type} ${value}`;
  }
  return "";
}

function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shapeOf).join()}]`;
  if (typeof value === "object" && value !== null) return `{${Object.values(value).map(shapeOf).join()}}`;
  return typeof value;
}

/** What an outlet without an encoder would write. */
const RAW: { readonly [form in Form]: (text: string) => string } = {
  terminal: (text) => `${text}\n`,
  json: (text) => `{"text":"${text.replace(/["\\\p{Cc}]/gu, "")}"}\n`,
  html: (text) => `<p>${text}</p>`,
  xml: (text) =>
    `<a b="${text.replace(/[<>&"]/g, "")}">${text.replace(/[<&]/g, "")}<b/></a>${text.includes("<") ? "<c>" : ""}`,
  markdown: (text) => `| a |\n| --- |\n| ${text} |\n`,
  annotations: (text) => `::error file=x::${text}\n`,
  code: (text) => `it("${text}", () => {});\n`,
  yaml: (text) => `a: {text: x}\nb: ${text.includes(":") ? "{x: y}" : "z"}\n`,
};
