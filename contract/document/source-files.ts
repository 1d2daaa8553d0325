import { createHash } from "node:crypto";
import { extname } from "node:path";
import type { LineMap } from "../line-map.ts";
import type { Place } from "../model.ts";
import { readJson } from "../read-json.ts";
import { readYaml, type YamlText } from "../read-yaml.ts";
import { ToolError } from "../tool-error.ts";
import { splitPlace } from "./place.ts";
import { MOST_BYTES, type SourceRead } from "./read-source.ts";
import { isRemote, referenceTarget } from "./reference.ts";
import { referencesIn } from "./references-in.ts";
import { hashOf, type SourceReader } from "./source-reader.ts";

const MOST_FILES = 1000;

/** The document and every file that it refers to, read; what can't be read is known with the reason. */
export class SourceFiles {
  readonly reader: SourceReader;
  readonly #texts = new Map<string, YamlText>();
  readonly #reads = new Map<string, SourceRead>();
  /** Files that are neither YAML nor JSON, and why. */
  readonly #foreign = new Map<string, string>();
  readonly #edited = new Set<string>();
  #bytes = 0;

  private constructor(reader: SourceReader) {
    this.reader = reader;
  }

  /**
   * Throws DOCUMENT-UNREADABLE where the document itself can't be read, YAML-SYNTAX where it, or a file that is YAML
   * or JSON by its name, is none. What else can't be read is only lost.
   */
  static async read(reader: SourceReader): Promise<SourceFiles> {
    const files = new SourceFiles(reader);
    await files.#add("");
    const read = files.#reads.get("");
    if (read?.kind === "unread")
      throw new ToolError("DOCUMENT-UNREADABLE", `${reader.document} ${read.why}`, {
        where: reader.document,
        hint: read.hint,
      });
    await files.complete();
    return files;
  }

  /** Reads what is referred to and was not read before. */
  async complete(): Promise<void> {
    // Entries that are added while a map is walked are walked, too.
    for (const [name, { value }] of this.#texts)
      for (const ref of referencesIn(value)) {
        const target = referenceTarget(ref, `${name}#`, this.reader.document);
        if (target.kind === "place") await this.#add(splitPlace(target.place).file);
      }
  }

  get(name: string): YamlText | null {
    return this.#texts.get(name) ?? null;
  }

  /** Why a file could not be read. */
  unread(name: string): { readonly why: string; readonly hint: string } {
    const read = this.#reads.get(name);
    const foreign = this.#foreign.get(name);
    if (foreign !== undefined) return { why: `is neither YAML nor JSON: ${foreign}`, hint: "" };
    return read?.kind === "unread" ? read : { why: "can't be read", hint: "" };
  }

  names(): string[] {
    return [...this.#texts.keys()];
  }

  /** The text of a file: as it was read, or as overlays have made it. */
  content(name: string): string {
    return this.isEdited(name) ? JSON.stringify(this.get(name)?.value) : this.#original(name);
  }

  isEdited(name: string): boolean {
    return this.#edited.has(name);
  }

  /** Puts another content in the place of a file's. */
  replace(name: string, text: YamlText): void {
    this.#texts.set(name, text);
    this.#edited.add(name);
  }

  /** What was read or tried, and a hash that changes with it. */
  hashes(): { readonly [name: string]: string } {
    return Object.fromEntries([...this.#reads].map(([name, read]) => [name, hashOf(read)]));
  }

  lineMap(): LineMap {
    const lines: Record<Place, LineMap["lines"][Place]> = {};
    for (const [name, text] of this.#texts) {
      const own = this.reader.shown(name);
      for (const [pointer, { file, line, column }] of text.lines())
        lines[`${name}#${pointer}`] = file === own ? [line, column] : [line, column, file];
    }
    const hash = createHash("sha256").update(this.#original("")).digest("hex");
    return { hash, document: this.reader.document, lines };
  }

  #original(name: string): string {
    const read = this.#reads.get(name);
    return read?.kind === "text" ? read.text : "";
  }

  async #add(name: string): Promise<void> {
    if (this.#reads.has(name)) return;
    const read =
      this.#reads.size < MOST_FILES
        ? await this.reader.read(name)
        : ({ kind: "unread", why: `is one of more than ${MOST_FILES} files`, hint: "" } as const);
    this.#bytes += read.kind === "text" ? read.text.length : 0;
    if (this.#bytes > MOST_BYTES)
      throw new ToolError("DOCUMENT-UNREADABLE", `${this.reader.document} and its files are too large`, {
        where: this.reader.shown(name),
        hint: `together they may have ${MOST_BYTES / 1024 / 1024} MiB`,
      });
    this.#reads.set(name, read);
    if (read.kind === "text") this.#addText(name, read.text);
  }

  /** A mistake in a file of the user's own is said at once; `schema.proto` or an answer from the net is not theirs to mend. */
  #addText(name: string, text: string): void {
    const isOwn = name === "" || (!isRemote(name) && /\.(ya?ml|json)$/i.test(name));
    try {
      this.#texts.set(name, textOf(text, this.reader.shown(name)));
    } catch (error) {
      if (isOwn || !(error instanceof ToolError)) throw error;
      this.#foreign.set(name, error.message);
    }
  }
}

/** A file that says that it is JSON has to be: YAML would take a comma too many. */
export function textOf(text: string, file: string): YamlText {
  if (extname(file).toLowerCase() === ".json") readJson(text, file);
  return readYaml(text, file);
}
