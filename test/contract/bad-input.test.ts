import { expect } from "chai";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadContract } from "../../contract/index.ts";
import type { SourcePlace } from "../../contract/index.ts";
import { faultOf, inFolder } from "./document-fixture.ts";

interface Row {
  readonly name: string;
  readonly file: string;
  readonly content: string | Buffer | ((path: string) => void);
  readonly code: string;
  readonly message: RegExp;
  /** `line:column`, or "" where the fault has no line. */
  readonly at: string;
}

const bomb = ["a: &a0 [x, x, x, x, x, x, x, x, x, x]"];
for (let level = 1; level < 10; level += 1)
  bomb.push(`b${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(", ")}]`);

const rows: readonly Row[] = [
  {
    name: "no YAML",
    file: "a.yaml",
    content: "asyncapi: 3.1.0\n  info: x\n",
    code: "YAML-SYNTAX",
    message: /./,
    at: "1:11",
  },
  {
    name: "plain text",
    file: "a.yaml",
    content: "hello\n",
    code: "DOCUMENT-VERSION",
    message: /^a\.yaml is not an AsyncAPI document$/,
    at: "1:1",
  },
  {
    name: "an alias bomb",
    file: "a.yaml",
    content: bomb.join("\n"),
    code: "YAML-SYNTAX",
    message: /^its aliases \(`\*name`\) stand for too much$/,
    at: "",
  },
  {
    name: "6,000 aliases, among which each is looked for",
    file: "a.yaml",
    content: Array.from({ length: 6000 }, (_, at) => `a${at}: &a${at} x\nb${at}: *a${at}\n`).join(""),
    code: "YAML-SYNTAX",
    message: /^it has more than 5000 aliases \(`\*name`\)$/,
    at: "10002:8",
  },
  {
    name: "100,000 keys in one map, none of which is `asyncapi`",
    file: "a.yaml",
    content: Array.from({ length: 100_000 }, (_, at) => `key${at}: 1\n`).join(""),
    code: "DOCUMENT-VERSION",
    message: /^a\.yaml is not an AsyncAPI document$/,
    at: "1:1",
  },
  {
    name: "more than a million values",
    file: "a.yaml",
    content: `[${"1,".repeat(1_000_001)}1]`,
    code: "YAML-SYNTAX",
    message: /^it holds more than 1000000 values$/,
    at: "",
  },
  {
    name: "a key that its map has already",
    file: "a.yaml",
    content: "asyncapi: 3.1.0\nx:\n  a: { b: 1, c: 2, b: 3 }\n",
    code: "YAML-SYNTAX",
    message: /^Map keys must be unique$/,
    at: "3:20",
  },
  {
    name: "an alias without an anchor",
    file: "a.yaml",
    content: "asyncapi: 3.1.0\ninfo: [a, *here]\nx: &here 1\n",
    code: "YAML-SYNTAX",
    message: /^`\*here` stands for nothing: there is no `&here` before it$/,
    at: "2:11",
  },
  {
    name: "a list that holds itself",
    file: "a.yaml",
    content: "asyncapi: 3.1.0\nx: &a\n  - { b: *a }\n",
    code: "YAML-SYNTAX",
    message: /^`\*a` stands in what it stands for, so there is no end to it$/,
    at: "3:10",
  },
  {
    name: "a schema that holds itself",
    file: "a.yaml",
    content: "asyncapi: 3.1.0\nx: &a\n  items: &b { c: *a }\n",
    code: "YAML-SYNTAX",
    message: /^`\*a` stands in what it stands for, so there is no end to it$/,
    at: "3:18",
  },
  {
    name: "two documents in one file",
    file: "a.yaml",
    content: "asyncapi: 3.1.0\n---\nasyncapi: 3.1.0\n",
    code: "YAML-SYNTAX",
    message: /^a second document begins here \(`---`\): one file holds one$/,
    at: "2:1",
  },
  {
    name: "3,000 levels of indentation",
    file: "a.yaml",
    content: Array.from({ length: 3000 }, (_, at) => `${" ".repeat(at)}a:\n`).join(""),
    code: "YAML-SYNTAX",
    message: /^nested too deeply to be read$/,
    at: "",
  },
  {
    name: "100,000 brackets",
    file: "a.yaml",
    content: "[".repeat(100_000),
    code: "YAML-SYNTAX",
    message: /./,
    at: "",
  },
  {
    name: "50 MB",
    file: "a.yaml",
    content: Buffer.alloc(50 * 1024 * 1024, "a: b\n"),
    code: "DOCUMENT-UNREADABLE",
    message: /^a\.yaml is too large: 50 MiB or more, at most 10 are read$/,
    at: "",
  },
  {
    name: "nothing",
    file: "a.yaml",
    content: "",
    code: "DOCUMENT-VERSION",
    message: /^a\.yaml is empty$/,
    at: "1:1",
  },
  {
    name: "comments only",
    file: "a.yaml",
    content: "# nothing yet\n",
    code: "DOCUMENT-VERSION",
    message: /^a\.yaml is empty$/,
    at: "",
  },
  {
    name: "OpenAPI",
    file: "a.yaml",
    content: "info: {}\nopenapi: 3.1.0\n",
    code: "DOCUMENT-VERSION",
    message: /is an OpenAPI document, not an AsyncAPI document$/,
    at: "2:10",
  },
  {
    name: "Swagger",
    file: "a.json",
    content: '{"swagger": "2.0"}',
    code: "DOCUMENT-VERSION",
    message: /is an OpenAPI \(Swagger\) document/,
    at: "1:14",
  },
  {
    name: "an overlay",
    file: "a.yaml",
    content: "overlay: 1.0.0\n",
    code: "DOCUMENT-VERSION",
    message: /is an overlay, not/,
    at: "1:10",
  },
  {
    name: "an unknown version",
    file: "a.yaml",
    content: "asyncapi: 9.0.0\n",
    code: "DOCUMENT-VERSION",
    message: /^AsyncAPI 9\.0\.0 is not read$/,
    at: "1:11",
  },
  {
    name: "an unknown version that YAML takes for a number",
    file: "a.yaml",
    content: "asyncapi: 4.0\n",
    code: "DOCUMENT-VERSION",
    message: /^AsyncAPI 4\.0 is not read$/,
    at: "1:11",
  },
  {
    name: "a version that is none",
    file: "a.yaml",
    content: "asyncapi: [3]\n",
    code: "DOCUMENT-VERSION",
    message: /^AsyncAPI \[3\] is not read$/,
    at: "1:1",
  },
  {
    name: "JSON with a comma too many",
    file: "a.json",
    content: '{\n  "asyncapi": "3.1.0",\n}\n',
    code: "YAML-SYNTAX",
    message: /^not JSON: `}` can't stand here$/,
    at: "3:1",
  },
  {
    name: "JSON that ends too early",
    file: "a.json",
    content: '{\n  "asyncapi": [1',
    code: "YAML-SYNTAX",
    message: /^not JSON: the file ends too early$/,
    at: "2:17",
  },
  {
    name: "YAML that says that it is JSON",
    file: "a.json",
    content: "asyncapi: 3.1.0\n",
    code: "YAML-SYNTAX",
    message: /^not JSON: `a` can't stand here$/,
    at: "1:1",
  },
  {
    name: "a binary file",
    file: "a.yaml",
    content: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff]),
    code: "DOCUMENT-UNREADABLE",
    message: /^a\.yaml is not text$/,
    at: "",
  },
  {
    name: "a folder",
    file: "a.yaml",
    content: (path) => mkdirSync(path),
    code: "DOCUMENT-UNREADABLE",
    message: /^a\.yaml is a folder$/,
    at: "",
  },
  {
    name: "nothing at that path",
    file: "a.yaml",
    content: () => undefined,
    code: "DOCUMENT-UNREADABLE",
    message: /^a\.yaml is not there$/,
    at: "",
  },
  {
    name: "a link to itself",
    file: "a.yaml",
    content: (path) => symlinkSync(path, path),
    code: "DOCUMENT-UNREADABLE",
    message: /its links go round in a circle$/,
    at: "",
  },
];

describe("bad input", function () {
  this.timeout(30_000);

  for (const { name, file, content, code, message, at } of rows)
    it(`${name} is ${code} within a second or two`, () =>
      inFolder({}, async (cwd) => {
        if (typeof content === "function") content(join(cwd, file));
        else writeFileSync(join(cwd, file), content);
        const fault = await faultOf(loadContract(file, { cwd }));
        expect(fault.code).to.equal(code);
        expect(fault.message).to.match(message);
        expect(placeText(fault.where)).to.match(at === "" ? /^a\.yaml/ : new RegExp(`^${file}:${at}$`));
      }));
});

function placeText(where: SourcePlace | string | null): string {
  return typeof where === "string" || where === null
    ? String(where)
    : `${where.file}:${where.line}:${where.column}`;
}
