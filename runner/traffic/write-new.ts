import { writeFile } from "node:fs/promises";
import { ToolError } from "../../contract/index.ts";

/** Writes a file that is not there yet; `force`: whatever is there. Throws LEARN-EXISTS, LEARN-UNWRITABLE. */
export async function writeNew(path: string, text: string, force: boolean): Promise<void> {
  try {
    await writeFile(path, text, { flag: force ? "w" : "wx" });
  } catch (error) {
    const { code, message } =
      error instanceof Error
        ? { code: "", ...error, message: error.message }
        : { code: "", message: String(error) };
    if (code === "EEXIST")
      throw new ToolError("LEARN-EXISTS", "the file is there already", {
        where: path,
        hint: "give --out another name, or write over it with --force",
      });
    throw new ToolError("LEARN-UNWRITABLE", message, {
      where: path,
      hint: "--out needs a path that can be written",
    });
  }
}
