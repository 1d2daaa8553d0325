import Handlebars from "handlebars";
import { isObject } from "../../contract/json.ts";
import { ToolError } from "../../contract/index.ts";
import { type Payload, plain } from "../payload.ts";
import { checkTemplates } from "./check-templates.ts";
import { deferred } from "./statement.ts";
import type { TemplateSet, TemplateSource } from "./template-set.ts";
import { type Node, templateFault } from "./template-tree.ts";
import type { FileView } from "./view.ts";

/** Makes the text of one file; values in it are still to be laid out. */
export type FileTemplate = (view: FileView) => string;

/**
 * An instance of our own: nothing of it is global. Throws TEMPLATE for a mistake in a template of the user's, here or
 * when it renders.
 */
export function compileTemplates(templates: TemplateSet): FileTemplate {
  // Ours are checked by our tests.
  if (templates.folder !== null) checkTemplates(templates);
  const engine = Handlebars.create();
  engine.registerHelper({ literal, comment, name });
  const options = {
    strict: true,
    noEscape: true,
    preventIndent: true,
    knownHelpersOnly: true,
    knownHelpers: { literal: true, comment: true, name: true },
  };
  for (const [key, source] of templates.sources) {
    const compiled = engine.compile(source.text, options);
    engine.registerPartial(key, source.isOwn ? blaming(source, compiled) : compiled);
  }
  const file = engine.compile("{{> file}}", options);
  return (view) => file(view);
}

/** The template, but what it throws says where. */
function blaming(source: TemplateSource, template: Handlebars.TemplateDelegate): Handlebars.TemplateDelegate {
  return (view, options) => {
    try {
      return template(view, options);
    } catch (error) {
      if (error instanceof ToolError) throw error;
      const node = error instanceof Unwritable ? error.node : null;
      const message = error instanceof Error ? error.message : String(error);
      throw templateFault(source, node, { message, hint: 'a name may be "": ask with `if` first' });
    }
  };
}

/** A value that a helper can't write. */
class Unwritable extends TypeError {
  readonly node: Node;

  constructor(message: string, { loc }: { readonly loc?: NonNullable<Node["loc"]> }) {
    super(message);
    this.node = { type: "MustacheStatement", ...(loc === undefined ? {} : { loc }) };
  }
}

/** A value, to be written as the room in its line allows. */
function literal(value: unknown, at: object): string {
  if (isPayload(value)) return deferred(value);
  if (typeof value === "string" || typeof value === "number") return deferred(plain(value));
  throw new Unwritable(`a template writes ${typeof value}, which is no value`, at);
}

function isPayload(value: unknown): value is Payload {
  return (
    isObject(value as Parameters<typeof isObject>[0]) &&
    "json" in (value as object) &&
    "holes" in (value as object)
  ); // checked here
}

/** Text inside a line comment: one line, nothing that hides or ends it. */
function comment(value: unknown): string {
  return String(value)
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ")
    .replaceAll("*/", "* /");
}

/** A variable; anything else would be code from a name. */
function name(value: unknown, at: object): string {
  if (typeof value === "string" && /^[A-Za-z_$][\w$]*$/.test(value)) return value;
  throw new Unwritable(`${JSON.stringify(value)} is no identifier`, at);
}
