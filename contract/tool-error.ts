/** Where in the user's input an error lies; `line` and `column` count from 1. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * What the user or we did wrong (the service's faults are `Violation`s, never exceptions). Printed without a
 * stack trace, exit code 2. `code` is listed in `docs/errors.md`.
 */
export class ToolError extends Error {
  readonly code: string;
  readonly where: SourcePlace | string | null;
  readonly hint: string;

  constructor(
    code: string,
    message: string,
    about: { where?: SourcePlace | string | null; hint?: string } = {},
  ) {
    super(message);
    this.name = "ToolError";
    this.code = code;
    this.where = about.where ?? null;
    this.hint = about.hint ?? "";
  }
}
