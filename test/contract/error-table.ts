import { expect } from "chai";
import { faultOf, positionOf, read } from "./document-fixture.ts";

/** A document and what a person is told about it. */
export interface ErrorRow {
  readonly name: string;
  readonly text: string;
  readonly code: string;
  readonly message: string;
  /** What stands where the error is said to lie. */
  readonly at: string;
  readonly hint: string;
}

/** One test for each row. */
export function errorTests(rows: readonly ErrorRow[]): void {
  for (const { name, text, code, message, at, hint } of rows)
    it(`${name}: ${code}`, async () => {
      const fault = await faultOf(read(text));
      expect({ code: fault.code, message: fault.message, hint: fault.hint }).to.deep.equal({
        code,
        message,
        hint,
      });
      const where = typeof fault.where === "object" ? fault.where : null;
      const want = at === "" ? "3:1" : positionOf(text, at);
      expect(`${where?.file} ${where?.line}:${where?.column}`).to.equal(`asyncapi.yaml ${want}`);
    });
}
