import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadConfig } from "../../config/index.ts";
import { openKnown } from "../../runner/known-file.ts";
import { folderWith } from "./folder.ts";

interface Snippet {
  readonly language: string;
  readonly file: string;
  readonly text: string;
}

/** Code blocks that begin with the name of the file that they stand in. */
function snippetsIn(doc: string): Snippet[] {
  const text = readFileSync(join(import.meta.dirname, "../../docs", doc), "utf8");
  return [...text.matchAll(/```(\w+)\n(?:#|\/\/) (\S+)\n([\s\S]*?)```/g)].map(
    ([, language = "", file = "", code = ""]) => ({ language, file, text: code }),
  );
}

for (const doc of ["config.md", "existing-service.md"])
  describe(`docs/${doc}`, () => {
    const snippets = snippetsIn(doc);

    it("has snippets", () => expect(snippets.length).to.be.greaterThan(2));

    for (const [index, { file, text, language }] of snippets.entries())
      if (/config\.(yaml|mjs)$/.test(file) && language !== "ts")
        it(`shows a ${file} that is one (${index + 1})`, async () => {
          const folder = folderWith({ [file]: text });
          const config = await loadConfig({ cwd: folder.path, flags: {}, env: {} }).finally(folder.remove);
          expect(config.file).to.equal(file);
        });
      else if (file.endsWith("known.yaml"))
        it(`shows a ${file} that is one`, async () => {
          const folder = folderWith({ [file]: text });
          const options = { cwd: folder.path, write: false, now: new Date("2026-11-22") };
          const { breaches } = await openKnown(file, options).finally(folder.remove);
          expect(breaches.accepted()).to.have.length(1);
        });
  });
