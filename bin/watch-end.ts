import { dirname, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { stackPlaces } from "../config/stack-places.ts";
import { type SourcePlace, ToolError } from "../contract/tool-error.ts";
import { exceptionText, fail } from "./fail.ts";

const COULD_NOT_TELL = 2;
/** How long what a module of the user's, or a service gone into the background, holds open may still do something. */
const GRACE_MS = 1000;

/**
 * The process ends when its command is over, and not before. Modules of the user's (config, handlers) run in it: one
 * that ends it, waits without end, or throws where nobody listens is an error, and never the exit code of a kept
 * contract; one that holds something open (a database, a timer) doesn't hold up the end. To be told when the command
 * is over.
 */
export function watchEnd(): () => void {
  let isOver = false;
  process.on("beforeExit", () => {
    if (isOver) return;
    isOver = true;
    process.exitCode = fail(
      new ToolError("ENDED-EARLY", "the command waits for something that can't come any more", {
        hint: "an `await` at the top of a module of yours (the config, handlers) never ends",
      }),
    );
  });
  process.on("exit", (code) => {
    // A second signal ends it so: whoever sent it knows.
    if (isOver || code === COULD_NOT_TELL) return;
    const call: { stack?: string } = {};
    Error.captureStackTrace(call, process.exit);
    const at = beginOf(call.stack ?? "");
    process.exitCode = fail(
      new ToolError("ENDED-EARLY", "the process was ended before the command was over", {
        where: at === "ours" ? null : at,
        hint: `\`process.exit(${code})\` was called: a module of yours (the config, handlers) must not`,
      }),
    );
  });
  process.on("uncaughtException", (error: unknown) => {
    // What was found has been told.
    if (isOver) process.exit();
    process.exitCode = fail(uncaught(error));
    isOver = true;
    process.exit();
  });
  return () => {
    isOver = true;
    const timer = setTimeout(() => {
      // A slow reader gets all of it.
      if (process.stdout.writableLength === 0) process.exit();
      timer.refresh();
    }, GRACE_MS).unref();
  };
}

/** What nobody caught is our fault only where our own code threw it. */
function uncaught(error: unknown): unknown {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const at = beginOf(stack);
  if (at === "ours") return error;
  return new ToolError("UNCAUGHT", `an exception that nobody caught: ${exceptionText(error)}`, {
    where: at,
    hint:
      at === null
        ? "a module of yours (the config, handlers) may have opened what failed; where there is none, please report it"
        : "it comes from a module of yours (the config, handlers), or from one that it loads",
  });
}

/** Where a stack began; ours is what our own code, or a dependency that it has called, has done. */
function beginOf(stack: string): SourcePlace | "ours" | null {
  const ours = dirname(dirname(fileURLToPath(import.meta.url))) + sep;
  const places = stackPlaces(stack);
  const caller = places.find(({ file }) => file.startsWith(ours) || !file.includes("/node_modules/"));
  const place = caller ?? places[0];
  if (place === undefined) return null;
  if (place.file.startsWith(ours)) return "ours";
  return { ...place, file: relative(process.cwd(), place.file).split(sep).join("/") };
}
