// The least that anybody pays who reads a document with the official parser: `node bare.mjs FILE [quick]`.
// quick: without the rules that take time with the square of the operations.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { Parser } = createRequire(import.meta.url)("@asyncapi/parser");
const [file, how] = process.argv.slice(2);
const parser = new Parser(how === "quick" ? { ruleset: { core: false, recommended: false } } : {});
const { document } = await parser.parse(readFileSync(file, "utf8"), { source: file });
if (document === undefined) process.exit(1);
