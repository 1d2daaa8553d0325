import { relative } from "node:path";
import { lockText } from "../../contract/index.ts";
import { ToolError } from "../../contract/tool-error.ts";
import type { Stub } from "../../server/index.ts";
import type { Served } from "../serve.ts";

interface ReloadParts {
  readonly stub: Stub;
  readonly served: Served;
  readonly read: () => Promise<Served>;
  readonly talk: (text: string) => void;
}

/** Starts the stub again with what its files say now. */
export interface Reloads {
  /** The files that count at the moment. */
  readonly files: readonly string[];
  /** One of them changed. What can't be read leaves the old one in service, and the reason is told; never throws. */
  changed(file: string): Promise<void>;
}

export function createReloads({ stub, served, read, talk }: ReloadParts): Reloads {
  let now = served;
  const reload = async (name: string): Promise<void> => {
    const next = await read();
    const same = lockText(next.contract) === lockText(now.contract) && !isHandlers(next, now);
    if (same) talk(`${name} changed, but nothing of the contract\n`);
    else {
      await stub.reload(next, `service restart: ${name} changed`);
      talk(`${name} changed: started again, every connection was closed\n`);
    }
    now = next;
  };
  return {
    get files() {
      return now.files;
    },
    changed: async (file) => {
      const name = relative(process.cwd(), file);
      try {
        await reload(name);
      } catch (error) {
        talk(
          `${name} changed, but the new one can't be served, so the old one goes on:\n${reasonOf(error)}\n`,
        );
      }
    },
  };
}

/** Handlers are functions, made anew at each reading of their module. */
function isHandlers(next: Served, now: Served): boolean {
  return Object.keys({ ...next.handlers, ...now.handlers }).some(
    (name) => next.handlers[name] !== now.handlers[name],
  );
}

function reasonOf(error: unknown): string {
  if (!(error instanceof ToolError)) return `  ${error instanceof Error ? error.message : String(error)}`;
  const { code, message, where, hint } = error;
  const at =
    where === null || typeof where === "string" ? where : `${where.file}:${where.line}:${where.column}`;
  return [
    `  ${message}`,
    ...(at === null ? [] : [`  at ${at}`]),
    ...(hint === "" ? [] : [`  ${hint}`]),
    `  ${code}`,
  ].join("\n");
}
