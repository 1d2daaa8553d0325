import { join, resolve } from "node:path";
import type { Credential } from "../../config/model.ts";
import { BESIDE_TESTS } from "../../generator/index.ts";
import type { Document } from "../document.ts";
import { KNOWN_LIST } from "../known-file.ts";
import { ownTestFiles } from "../own-test-files.ts";
import { sourcesOf } from "../watch/sources-of.ts";
import type { Input } from "./refuse-overwriting.ts";

/**
 * What a command reads for a document: it and all that its text refers to, overlays, config, keys, templates, known
 * violations and the tests in its folder. Modules that the config imports are not looked for.
 */
export async function inputsOf(document: Document): Promise<readonly Input[]> {
  const { cwd, spec, config } = document;
  const { files, configs } = await sourcesOf({ cwd, spec, configFile: config.file }, document);
  const { templates, reading, setup } = config;
  const named = (what: string, paths: readonly (string | null)[]): Input[] =>
    paths.flatMap((path) => (path === null ? [] : [{ what, path: resolve(cwd, path) }]));
  const { ca, cert, key } = setup.tls;
  return [
    ...named("the document", spec === "" ? [] : [spec]),
    ...named("an overlay", reading.overlays),
    ...named("the config", configs),
    ...named("a file that the document needs", files),
    ...named(KNOWN_LIST, [setup.known]),
    ...(templates === null
      ? []
      : [{ what: "a template", path: resolve(cwd, templates), isFolder: true as const }]),
    ...named("a file of `tls`", [...ca, cert, key]),
    ...named("a key", keysOf(config)),
    ...named("a test", await testsIn(document)),
    ...named(
      "a file that the tests need",
      BESIDE_TESTS.map((name) => join(config.out, name)),
    ),
  ];
}

function keysOf({ credentials, identities }: Document["config"]): string[] {
  const all: Credential[] = [credentials, ...identities.map((one) => one.credentials)].flatMap((by) =>
    Object.values(by),
  );
  return all.flatMap((one) =>
    "jwt" in one ? [one.jwt.keyFile, one.jwt.publicKeyFile].filter((file) => file !== undefined) : [],
  );
}

async function testsIn({ cwd, config }: Document): Promise<string[]> {
  const folder = resolve(cwd, config.out);
  try {
    const tests = await ownTestFiles(folder, { planned: [], cwd });
    return tests.map((test) => resolve(folder, test));
  } catch {
    // There is no such folder yet.
    return [];
  }
}
