import { gitAnswer } from "../git.ts";

/**
 * The commit at which HEAD left the default branch, and the branch's name: what a pull request goes to, else what
 * origin/HEAD, `init.defaultBranch`, `main` or `master` is; null where there is none of them.
 */
export async function defaultBranch(
  cwd: string,
  env: { readonly [name: string]: string | undefined },
): Promise<{ readonly branch: string; readonly mergeBase: string | null } | null> {
  const names = [
    env["GITHUB_BASE_REF"],
    (await gitAnswer(["symbolic-ref", "--short", "refs/remotes/origin/HEAD"], cwd))?.replace(/^origin\//, ""),
    await gitAnswer(["config", "init.defaultBranch"], cwd),
    "main",
    "master",
  ];
  for (const name of names) {
    if (!name) continue;
    // What others have got counts: a local branch may hold what nobody has agreed to.
    for (const ref of [`refs/remotes/origin/${name}`, `refs/heads/${name}`]) {
      if ((await commitOf(ref, cwd)) === null) continue;
      const branch = ref.replace(/^refs\/(remotes|heads)\//, "");
      return { branch, mergeBase: await gitAnswer(["merge-base", "HEAD", ref], cwd) };
    }
  }
  return null;
}

/** The commit that a revision means; null: there is none. */
export async function commitOf(revision: string, cwd: string): Promise<string | null> {
  return gitAnswer(["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`], cwd);
}
