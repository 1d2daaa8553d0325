import { ToolError } from "../contract/tool-error.ts";
import { fail } from "./fail.ts";

const COULD_NOT_TELL = 2;

/**
 * What becomes of output that can't be written. Whoever reads ours may stop reading (`| head`): the exit code still
 * counts. Standard output that is lost otherwise, on a full disk, is an error: nobody knows what was not said. Of
 * lost error output there is nobody to tell.
 */
export function watchOutputs(): void {
  let isLost = false;
  process.stdout.on("error", (error: Error & { readonly code?: string }) => {
    if (error.code === "EPIPE" || isLost) return;
    isLost = true;
    process.once("exit", () => {
      process.exitCode = COULD_NOT_TELL;
    });
    const lost = new ToolError("OUTPUT-UNWRITABLE", `standard output can't be written: ${error.message}`, {
      hint: "what was found was not told: free some space, or write to another place",
    });
    fail(
      lost,
      process.argv.filter((word) => word !== "--json"),
    );
  });
  process.stderr.on("error", () => {});
}
