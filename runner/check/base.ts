import { statSync } from "node:fs";
import { posix, relative, resolve, sep } from "node:path";
import { type Contract, lockText, ToolError } from "../../contract/index.ts";
import { readSide, type Side } from "../diff.ts";
import type { Document } from "../document.ts";
import { git, gitAnswer, gitError, isShallow } from "../git.ts";
import { revisionIn } from "../revision.ts";
import { commitOf, defaultBranch } from "./default-branch.ts";

/** What the contract is compared with, or why there is nothing. */
export type Base =
  | { readonly kind: "found"; readonly side: Side; readonly name: string }
  | { readonly kind: "none"; readonly why: string; readonly hint: string };

export interface BaseOptions extends Pick<Document, "spec" | "cwd" | "config" | "role"> {
  /** A file, `REV:path` or a git revision; "" for what the default branch had. */
  readonly base: string;
  readonly env: { readonly [name: string]: string | undefined };
}

const LOCK_FILE = "contract.lock.json";
const DEEPEN = "fetch all branches with their history, as `fetch-depth: 0` of actions/checkout does";

/**
 * The contract as others know it. A base that is named has to be there: throws REVISION, LOCK or what is wrong with its
 * document. Without one, the lock as committed where HEAD left the default branch, never the one just regenerated.
 */
export async function findBase(options: BaseOptions, contract: Contract): Promise<Base> {
  const { base, cwd } = options;
  if (base === "") return committed(options, contract);
  // A folder may have a branch's name.
  const isFile = statSync(resolve(cwd, base), { throwIfNoEntry: false })?.isFile() ?? false;
  if (isFile || revisionIn(base) !== null)
    return { kind: "found", side: await readSide(base, options), name: base };
  const commit = await commitOf(base, cwd);
  if (commit === null) throw await notThere(base, cwd);
  const found = await contractAt(commit, options, base);
  if (found.kind === "none") throw gitError(base, found.why);
  return found;
}

/** What is no revision here may be one where the history is. */
async function notThere(base: string, cwd: string): Promise<ToolError> {
  if (await isShallow(cwd))
    return gitError(base, "is neither a file nor a revision of this shallow clone", DEEPEN);
  return gitError(base, "is neither a file nor a revision");
}

async function whereToFind(cwd: string): Promise<string> {
  return (await isShallow(cwd)) ? `this clone is shallow: ${DEEPEN}` : "name a base: --base REVISION";
}

async function committed(options: BaseOptions, contract: Contract): Promise<Base> {
  const { cwd, env } = options;
  const head = await commitOf("HEAD", cwd);
  if (head === null) return none("this is no git repository with a commit", "name one: --base FILE");
  const found = await defaultBranch(cwd, env);
  if (found === null) return none("no default branch is known", await whereToFind(cwd));
  const { branch, mergeBase } = found;
  if (mergeBase === null)
    return none(
      `HEAD and ${branch} have no commit in common here`,
      "a shallow clone has no history: fetch all of it",
    );
  if (mergeBase !== head || !(await holdsLock(head, options, contract)))
    return contractAt(mergeBase, options, branch);
  // On the default branch itself what was committed last is what is checked: the commit before it is what others know.
  const before = await commitOf("HEAD^1", cwd);
  if (before === null)
    return none(`${branch} has no earlier commit here`, "a shallow clone has no history: fetch all of it");
  return contractAt(before, options, "HEAD^1");
}

function none(why: string, hint: string): Base {
  return { kind: "none", why, hint };
}

/** Is the lock in that commit that of the contract as it is now? */
async function holdsLock(commit: string, options: BaseOptions, contract: Contract): Promise<boolean> {
  const text = await git(["show", `${commit}:${lockPath(options)}`], options.cwd).catch((error: unknown) => {
    if (error instanceof ToolError) return null;
    throw error;
  });
  return text === null ? sameDocument(commit, options) : text === lockText(contract);
}

async function sameDocument(commit: string, { spec, cwd }: BaseOptions): Promise<boolean> {
  return (await gitAnswer(["diff", "--quiet", commit, "--", spec], cwd)) !== null;
}

/** The lock of a commit; the document of that commit where it has no lock, or one of another version. */
async function contractAt(commit: string, options: BaseOptions, name: string): Promise<Base> {
  const { cwd, spec } = options;
  const lock = `${commit}:${lockPath(options)}`;
  const shown = `${name} (${commit.slice(0, 7)})`;
  if ((await gitAnswer(["cat-file", "-e", lock], cwd)) !== null)
    try {
      return found(await readSide(lock, options), commit, `the lock of ${shown}`);
    } catch (error) {
      // Of another version of ours; the document says the same.
      if (!(error instanceof ToolError && error.code === "LOCK")) throw error;
    }
  const document = `${commit}:${fromHere(spec, cwd)}`;
  if ((await gitAnswer(["cat-file", "-e", document], cwd)) === null)
    return none(`${shown} has neither the document nor its lock`, "the document is new, or has moved");
  return found(await readSide(document, options), commit, `the document of ${shown}`);
}

/** Places of the old contract are told with the commit, short enough to be read. */
function found({ contract, lineMap }: Side, commit: string, name: string): Base {
  const file = contract.document.replace(/^[^:]*:(\.\/)?/, "");
  const document = `${commit.slice(0, 7)}:${file}`;
  const side = { contract: { ...contract, document }, lineMap: lineMap && { ...lineMap, document } };
  return { kind: "found", side, name };
}

function lockPath({ config, cwd }: BaseOptions): string {
  return fromHere(posix.join(config.out.split(sep).join("/"), LOCK_FILE), cwd);
}

/** As git takes a path that is relative to the working directory. */
function fromHere(path: string, cwd: string): string {
  const near = relative(cwd, resolve(cwd, path)).split(sep).join("/");
  return near.startsWith("../") ? near : `./${near}`;
}
