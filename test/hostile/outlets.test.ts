import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { shellWord } from "../../config/shell-word.ts";
import { fileNames } from "../../generator/file-names.ts";
import { root } from "../bin/cli.ts";
import { checkOutlet, noticed } from "./forms.ts";
import { FORMS, OUTLETS } from "./outlets.ts";
import { INNER, WRITERS } from "./outlet-list.ts";
import { MARK, PAYLOADS, UNSEEN } from "./payloads.ts";

/** Of so many texts each outlet gets one here. */
const SHARE = 10;

describe("an outlet", () => {
  it("gets at least 100 hostile texts, each with a mark", () => {
    expect(new Set(PAYLOADS).size).to.be.at.least(100);
    for (const text of PAYLOADS) expect(text).to.include(MARK);
    expect(PAYLOADS.filter((text) => UNSEEN.test(text)).length).to.be.at.least(15);
  });

  for (const [index, name] of [...OUTLETS.keys()].entries())
    it(`${name} lets no hostile text be more than text`, () =>
      // All of them take longer: outlets.slow.test.ts.
      checkOutlet(
        name,
        PAYLOADS.filter((_, number) => number % SHARE === index % SHARE),
      ));

  for (const form of FORMS)
    it(`is caught where it encodes nothing: ${form}`, async () => {
      expect(await noticed(form, PAYLOADS)).to.be.above(5);
    });

  it("has a test wherever a source file writes, or makes text", () => {
    const known = new Set([...OUTLETS.keys()].map((name) => name.replace(/\(.*/, "")));
    const makers = sources().flatMap(({ file, text }) => {
      if (!/^(report|explain|runner|generator\/(diff|types)|bin)\//.test(file)) return [];
      const found = text.matchAll(
        /^export (?:async )?function (\w+(?:Text|Html|Markdown|Reporter|Script|Annotations|Line|Snippet))\(/gm,
      );
      return [...found].map(([, name = ""]) => name);
    });
    expect(makers.length).to.be.above(30);
    expect(makers.filter((name) => !known.has(name) && !Object.hasOwn(INNER, name))).to.deep.equal([]);
    expect(Object.keys(INNER).filter((name) => !makers.includes(name))).to.deep.equal([]);
    const writers = sources().flatMap(({ file, text }) =>
      /process\.std(?:out|err)\.write\(|\b(?:writeFile|writeFileSync|appendFileSync|createWriteStream|writeSync)\(|console\.\w+\(/.test(
        text,
      )
        ? [file]
        : [],
    );
    expect(writers.filter((file) => !Object.hasOwn(WRITERS, file))).to.deep.equal([]);
    expect(Object.keys(WRITERS).filter((file) => !writers.includes(file))).to.deep.equal([]);
  });

  it("of bin/ writes nothing that no encoder has seen", () => {
    const raw = sources()
      .filter(({ file }) => file.startsWith("bin/"))
      .flatMap(({ file, text }) =>
        [...text.matchAll(/\.write\(([^;]*)\)/g)].map(([, what = ""]) => ({ file, what })),
      )
      .filter(
        ({ what }) =>
          !/plain\(|visibleJson\(|JSON\.stringify\(|errorText\(|[A-Za-z]Text\(|textOf\(|printed\(|jsonOf\(|summaryOf\(|findingAnnotations\(|texts|SCRIPTS|CLEAR|next|oneLine\(/.test(
            what,
          ),
      )
      .map(({ file, what }) => `${file}: ${what}`);
    expect(raw).to.deep.equal([]);
  });
});

describe("a name", () => {
  it("is one word for a shell, and runs nothing there", function () {
    if (process.platform === "win32") this.skip();
    const texts = PAYLOADS.filter(
      (text) => !text.includes("\0") && !/[\ud800-\udfff](?![\udc00-\udfff])/.test(text),
    );
    const words = texts.map((text) => shellWord(text)).join(" ");
    const out = execFileSync("/bin/sh", ["-c", `printf '%s\\0' ${words}`], { cwd: "/", encoding: "utf8" });
    expect(out.split("\0").slice(0, -1)).to.deep.equal(texts.map((text) => Buffer.from(text).toString()));
  });

  it("of a channel is a file name below the output folder, each its own", () => {
    const names = [...PAYLOADS, "..", ".", "", "/", "__proto__", "constructor", "toString", "con", "NUL"];
    const files = [...fileNames(names).values()];
    expect(new Set(files).size).to.equal(new Set(names).size);
    for (const file of files) expect(file).to.match(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
  });
});

function sources(): { readonly file: string; readonly text: string }[] {
  const rooms = [
    "contract",
    "config",
    "judge",
    "samples",
    "generator",
    "harness",
    "server",
    "traffic",
    "report",
    "explain",
    "runner",
    "bin",
  ];
  return rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(?:ts|mjs|cjs)$/.test(name) && !name.endsWith(".d.ts"))
      .map((name) => ({ file: `${room}/${name}`, text: readFileSync(join(root, room, name), "utf8") })),
  );
}
