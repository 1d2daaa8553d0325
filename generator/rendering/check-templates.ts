import { wordHint } from "../../contract/nearest-word.ts";
import type { StepKind } from "../step.ts";
import { templateHint, type TemplateSet, type TemplateSource } from "./template-set.ts";
import { type Node, parsedTemplate, type Program, templateFault } from "./template-tree.ts";
import { type FieldKind, FRAME_VIEWS, KIND, STEP_KINDS, STEP_VIEWS, type View } from "./view-model.ts";

/** What a template sees where it stands: a view, or one item of a list of names or values. */
type Scope = "file" | "group" | "test" | "step" | StepKind | "one name" | "one text" | "one value";

/** What `each` makes of a list. */
const ITEMS: { readonly [kind in FieldKind]?: Scope } = {
  groups: "group",
  tests: "test",
  steps: "step",
  names: "one name",
  texts: "one text",
  values: "one value",
};
const WRITERS: { readonly [helper: string]: readonly FieldKind[] } = {
  literal: ["text", "number", "value"],
  comment: ["text", "number", "name"],
  name: ["name"],
};
const BLOCKS = ["if", "unless", "each"];
const DATA: { readonly [name: string]: FieldKind } = { first: "flag", last: "flag", index: "number" };

/**
 * Follows the templates from `file` on through every include, with what each sees there. Throws TEMPLATE, with file,
 * line and column, for the first that names a field, template or helper that is not there, writes a value in a way
 * that could make code of it, or has logic beyond `if` and `each`; and for a template of the user's that none includes.
 */
export function checkTemplates(templates: TemplateSet): void {
  const checker = new TemplateChecker(templates);
  checker.enter("file", "file", null);
  for (const source of templates.sources.values())
    if (source.isOwn && !checker.hasSeen(source.name))
      throw templateFault(source, null, {
        message: `no template includes \`${source.name}\`, and asyncproof has none of that name`,
        hint: templateHint(source.name, templates),
      });
}

/** Where an include stands. */
interface Includer {
  readonly source: TemplateSource;
  readonly node: Node;
}

class TemplateChecker {
  readonly #templates: TemplateSet;
  readonly #programs = new Map<string, Program>();
  readonly #entered = new Set<string>();

  constructor(templates: TemplateSet) {
    this.#templates = templates;
  }

  hasSeen(name: string): boolean {
    return this.#programs.has(name);
  }

  enter(name: string, scope: Scope, by: Includer | null): void {
    const source = this.#templates.sources.get(name);
    if (source === undefined) {
      if (by === null) throw new Error(`there is no template \`${name}\``);
      const hint = wordHint(name, this.#templates.sources.keys());
      throw templateFault(by.source, by.node, { message: `there is no template \`${name}\``, hint });
    }
    const program = this.#programs.get(name) ?? parsedTemplate(source);
    this.#programs.set(name, program);
    const key = `${name} ${scope}`;
    if (this.#entered.has(key)) return;
    this.#entered.add(key);
    this.#walk(program, scope, source);
  }

  #walk(program: Program, scope: Scope, source: TemplateSource): void {
    if ((program.blockParams ?? []).length > 0)
      throw unsupported(source, program.body[0] ?? null, "names for the items of a block (`as |item|`)");
    for (const node of program.body) this.#visit(node, scope, source);
  }

  #visit(node: Node, scope: Scope, source: TemplateSource): void {
    if (node.type === "CommentStatement") return;
    if (node.type === "ContentStatement") checkText(node, source);
    else if (node.type === "MustacheStatement") checkValue(node, scope, source);
    else if (node.type === "BlockStatement") this.#block(node, scope, source);
    else if (node.type === "PartialStatement") this.#include(node, scope, source);
    else throw unsupported(source, node, "decorators and blocks of partials");
  }

  #block(node: Node, scope: Scope, source: TemplateSource): void {
    const word = String(node.path?.original ?? "");
    if (!BLOCKS.includes(word))
      throw templateFault(source, node, {
        message: `unknown block \`${word}\``,
        hint: wordHint(word, BLOCKS),
      });
    const kind = kindOf(only(node, source), scope, source);
    const item = word === "each" ? ITEMS[kind] : scope;
    if (item === undefined)
      throw templateFault(source, node, {
        message: `\`each\` goes through a list, and \`${node.params?.[0]?.original}\` is ${kindText(kind)}`,
        hint: "write `if`",
      });
    if (node.program !== undefined) this.#walk(node.program, item, source);
    if (node.inverse !== undefined) this.#walk(node.inverse, scope, source);
  }

  #include(node: Node, scope: Scope, source: TemplateSource): void {
    if ((node.params ?? []).length > 0 || node.hash != null)
      throw unsupported(
        source,
        node,
        "arguments of partials: a partial sees what the place sees that includes it",
      );
    const by = { source, node };
    if (node.name?.type === "PathExpression") {
      this.enter(String(node.name.original), scope, by);
      return;
    }
    const [of, field] = node.name?.params ?? [];
    const isKind = of?.original === "this" && field?.original === "kind";
    if (node.name?.path?.original !== "lookup" || !isKind || scope !== "step")
      throw unsupported(source, node, 'dynamic partials but `{{> (lookup this "kind")}}` for a step');
    for (const kind of STEP_KINDS) this.enter(kind, kind, by);
  }
}

/** A block comment around an include or a value would hide what is rendered, and be ended by what stands in it. */
function checkText(node: Node, source: TemplateSource): void {
  const text = String(node.original ?? "");
  if (text.split("/*").length !== text.split("*/").length)
    throw unsupported(source, node, "values and includes inside of `/* */`");
}

function checkValue(node: Node, scope: Scope, source: TemplateSource): void {
  const word = String(node.path?.original ?? "");
  if ((node.params ?? []).length === 0)
    throw templateFault(source, node, {
      message: `\`${word}\` is written as it is, and could become code`,
      hint: `write {{literal ${word}}}, {{comment ${word}}} or {{name ${word}}}`,
    });
  const writes = Object.hasOwn(WRITERS, word) ? WRITERS[word] : undefined;
  if (writes === undefined)
    throw templateFault(source, node, {
      message: `unknown helper \`${word}\``,
      hint: wordHint(word, Object.keys(WRITERS)),
    });
  const param = only(node, source);
  const kind = kindOf(param, scope, source);
  checkSurroundings(node, source);
  if (writes.includes(kind)) return;
  const fits = Object.keys(WRITERS).filter((helper) => WRITERS[helper]?.includes(kind));
  throw templateFault(source, node, {
    message: `\`${word}\` can't write \`${param.original}\`, which is ${kindText(kind)}`,
    hint:
      fits.length === 0
        ? "it is for `if` or `each`"
        : `write ${fits.map((one) => `\`${one}\``).join(" or ")}`,
  });
}

/** What is written must stay what it is: a comment behind slashes, a literal that brings its own quotes. */
function checkSurroundings(node: Node, source: TemplateSource): void {
  const { line, column } = node.loc?.start ?? { line: 1, column: 0 };
  const before = (source.text.split("\n")[line - 1] ?? "").slice(0, column);
  const word = node.path?.original;
  if (word === "comment" && !before.includes("//"))
    throw templateFault(source, node, {
      message: "`comment` outside of a comment could become code",
      hint: "put `//` before it on its line, or write `literal`",
    });
  if (word !== "comment" && /["'`\\]$/.test(before))
    throw templateFault(source, node, {
      message: `\`${word}\` inside of quotes could become code`,
      hint: "`literal` brings its own quotes",
    });
}

function only(node: Node, source: TemplateSource): Node {
  const [param, ...more] = node.params ?? [];
  if (param === undefined || more.length > 0 || node.hash != null)
    throw unsupported(source, node, `\`${node.path?.original}\` with other than one argument`);
  return param;
}

function kindOf(node: Node, scope: Scope, source: TemplateSource): FieldKind {
  if (node.type === "StringLiteral") return "text";
  if (node.type === "NumberLiteral") return "number";
  const parts = node.parts ?? [];
  const [name = ""] = parts;
  if (node.type !== "PathExpression" || (node.depth ?? 0) > 0 || parts.length > 1)
    throw unsupported(source, node, `\`${node.original}\`: a template sees the fields of its own view`);
  if (node.data === true) {
    const kind = Object.hasOwn(DATA, name) ? DATA[name] : undefined;
    if (kind === undefined)
      throw unknown(
        source,
        node,
        Object.keys(DATA).map((one) => `@${one}`),
      );
    return kind;
  }
  if (name === "" && scope === "one name") return "name";
  if (name === "" && scope === "one text") return "text";
  if (name === "" && scope === "one value") return "value";
  const fields = fieldsOf(scope);
  const kind = Object.hasOwn(fields, name) ? fields[name]?.[0] : undefined;
  if (kind === undefined) throw unknown(source, node, Object.keys(fields));
  return kind;
}

function fieldsOf(scope: Scope): View {
  if (scope === "one name" || scope === "one text" || scope === "one value") return {};
  if (scope === "file" || scope === "group" || scope === "test") return FRAME_VIEWS[scope];
  return scope === "step" ? { kind: KIND } : { kind: KIND, ...STEP_VIEWS[scope] };
}

function unknown(source: TemplateSource, node: Node, known: readonly string[]): Error {
  const word = String(node.original);
  return templateFault(source, node, {
    message: `unknown field \`${word}\``,
    hint: wordHint(word, known),
  });
}

function unsupported(source: TemplateSource, node: Node | null, what: string): Error {
  const hint = "docs/templates.md shows what may stand in a template";
  return templateFault(source, node, { message: `templates have no ${what}`, hint });
}

function kindText(kind: FieldKind): string {
  if (ITEMS[kind] !== undefined) return "a list";
  return kind === "flag" ? "yes or no" : `a ${kind}`;
}
