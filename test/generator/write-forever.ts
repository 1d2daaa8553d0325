// Writes two states into a folder in turn until it is killed; says when it begins.
import { writeFiles } from "../../generator/writing/write-files.ts";
import { VARIANTS } from "./kill-variants.ts";

const [folder = ""] = process.argv.slice(2);
process.stdout.write("begun\n");
for (let turn = 0; ; turn += 1)
  await writeFiles(folder, { files: VARIANTS[turn % 2] ?? [], lines: `${turn}\n`, force: false });
