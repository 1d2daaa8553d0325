import { writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { ToolError } from "../../contract/tool-error.ts";
import { type FaultMatrix, matrixHtml } from "../../report/index.ts";
import { makeFolder } from "../../contract/make-folder.ts";

/** Writes the matrix as a page. Throws REPORT-UNWRITABLE where that can't be done. */
export async function writePage(cwd: string, file: string, matrix: FaultMatrix): Promise<void> {
  const path = resolve(cwd, file);
  try {
    makeFolder(dirname(path));
    await writeFile(path, matrixHtml(matrix));
  } catch (error) {
    throw new ToolError(
      "REPORT-UNWRITABLE",
      `can't write ${file}: ${error instanceof Error ? error.message : error}`,
      {
        where: `--html ${file}`,
      },
    );
  }
}
