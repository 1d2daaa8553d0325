// What is fuzzed, with what, and what may come of it. Each target is fed by an arbitrary of fast-check.
import fc from "fast-check";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compileSequence, createFrameReader, loadContract, patternOf } from "../../dist/contract/index.js";
import { ToolError } from "../../dist/contract/tool-error.js";
import { createCoverageTally } from "../../dist/judge/index.js";
import { Hearing } from "../../dist/traffic/index.js";
import { deflateOf, FrameParser } from "../../dist/traffic/proxy/frame-parser.js";
import { FrameSplitter } from "../../dist/traffic/proxy/splitter.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Errors in order: those that a person is told, with a place. */
function inOrder(error) {
  if (!(error instanceof ToolError)) throw error;
}

export async function targets() {
  const document = "examples/python-agent/asyncapi.yaml";
  const { contract } = await loadContract(document, { cwd: root });
  const text = await readFile(join(root, document), "utf8");
  return [sequences(), patterns(), frames(), judge(contract), reader(contract), await loader(text)];
}

function sequences() {
  const word = fc.constantFrom(
    "a",
    "b",
    "token",
    "(",
    ")",
    "|",
    "*",
    "+",
    "?",
    "{2}",
    "{1,}",
    "{,3}",
    " ",
    "close(1000)",
    "close",
    "&",
    ",",
    "\n",
    "😀",
    "\0",
    "__proto__",
  );
  const arbitrary = fc.oneof(
    fc.array(word, { maxLength: 40 }).map((words) => words.join("")),
    fc.string({ maxLength: 60, unit: "binary" }),
  );
  return {
    name: "sequence",
    share: 30,
    arbitrary,
    take: (source) => guarded(() => compileSequence(source, "#", ["a", "b", "token"])),
  };
}

async function guarded(call) {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof SyntaxError)) inOrder(error);
  }
}

function patterns() {
  const part = fc.constantFrom(
    "a",
    "b",
    ".",
    "\\w",
    "[^a]",
    "(a|b)",
    "(a+)+",
    "(a*)*",
    "^",
    "$",
    "+",
    "*",
    "?",
    "{2,}",
    "|",
    "(?=a)",
    "(?!b)",
    "\\1",
    "\\u{61}",
    "[",
    "(",
    ")",
  );
  const arbitrary = fc.tuple(
    fc.array(part, { maxLength: 10 }).map((parts) => parts.join("")),
    fc.constantFrom("a", "ab", "b!"),
    fc.nat(300),
  );
  return {
    name: "pattern",
    share: 20,
    arbitrary,
    take: ([source, text, times]) => void patternOf(source)?.test(`${text.repeat(times)}!`),
  };
}

function frames() {
  const arbitrary = fc.tuple(
    fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 8 }),
    fc.constantFrom("client", "server"),
    fc.constantFrom(
      "",
      "permessage-deflate",
      "permessage-deflate; server_max_window_bits=9; client_no_context_takeover",
    ),
  );
  const take = async ([chunks, from, extensions]) => {
    const splitter = new FrameSplitter();
    const parser = new FrameParser(from, deflateOf(extensions), { message: () => {}, closeFrame: () => {} });
    for (const chunk of chunks) {
      const bytes = Buffer.from(chunk);
      splitter.push(bytes);
      const broken = await new Promise((resolve) => parser.write(bytes, resolve));
      if (broken !== null) break;
    }
    parser.end();
  };
  return { name: "frames", share: 20, arbitrary, take };
}

/** Frames that are nearly right: each a message of the document, with one thing in it changed. */
function framesOf(contract) {
  const said = contract.channels.flatMap(({ messages }) =>
    messages.flatMap(({ examples }) => examples.map(({ payload }) => payload)),
  );
  const value = fc.oneof(fc.jsonValue(), fc.constantFrom(...said));
  return fc.oneof(
    value.map((one) => JSON.stringify(one)),
    fc
      .tuple(fc.constantFrom(...said), fc.string(), fc.jsonValue())
      .map(([base, key, one]) => JSON.stringify({ ...base, [key]: one })),
    fc.string({ unit: "binary", maxLength: 50 }),
  );
}

function judge(contract) {
  const hearing = new Hearing(
    {
      contract,
      circumstances: { patienceMs: 1000, seesAll: true, othersToo: false, redacted: false },
      coverage: createCoverageTally(contract),
      channel: "",
    },
    { began: () => {}, verdict: () => {}, ended: () => {} },
  );
  const paths = contract.channels.map(({ path }) => path);
  const event = fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .tuple(fc.constantFrom("client", "server"), framesOf(contract))
        .map(([from, text]) => ({ kind: "frame", from, data: { kind: "text", text } })),
    },
    fc
      .tuple(fc.constantFrom("client", "server"), fc.uint8Array({ maxLength: 20 }))
      .map(([from, bytes]) => ({ kind: "frame", from, data: { kind: "binary", bytes } })),
    fc
      .tuple(fc.constantFrom("client", "server"), fc.nat(5000), fc.string())
      .map(([from, code, reason]) => ({ kind: "close", from, code, reason })),
    fc.constant({ kind: "failed", code: "PROTOCOL", message: "x" }),
  );
  const arbitrary = fc.tuple(fc.constantFrom(...paths, "/x", "/%", "//"), fc.array(event, { maxLength: 12 }));
  let turn = 0;
  const take = ([url, events]) => {
    turn += 1;
    const at = turn * 10;
    const connection = String(turn);
    hearing.take({ kind: "handshake", at, connection, url, headers: {}, midway: false });
    hearing.take({ kind: "open", at, connection, subprotocol: "" });
    for (const one of events) hearing.take({ ...one, at, connection });
    hearing.tick(at + 5000);
    hearing.take({ kind: "gone", at, connection });
  };
  return { name: "judge", share: 15, arbitrary, take };
}

function reader(contract) {
  const frameReader = createFrameReader(contract);
  const arbitrary = fc.tuple(
    fc.constantFrom(...contract.channels),
    fc.constantFrom("client", "server"),
    framesOf(contract),
  );
  return {
    name: "reader",
    share: 15,
    arbitrary,
    take: ([channel, from, text]) => void frameReader.read(channel, from, { kind: "text", text }),
  };
}

async function loader(text) {
  const cwd = await mkdtemp(join(tmpdir(), "asyncproof-fuzz-"));
  const lines = text.split("\n");
  const bit = fc.oneof(
    fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ":",
      "&a",
      "*a",
      "$ref: '#'",
      "null",
      "__proto__: 1",
      "1e999",
      "- ",
      "x-contract: 1",
      "\t",
      "payload: {not: {}}",
    ),
    fc.string({ maxLength: 8 }),
  );
  const edit = fc.tuple(fc.nat(lines.length - 1), fc.constantFrom("drop", "add", "twice", "cut"), bit);
  const arbitrary = fc.array(edit, { minLength: 1, maxLength: 4 });
  const take = async (edits) => {
    const changed = [...lines];
    for (const [at, how, what] of edits) {
      const line = changed[at] ?? "";
      if (how === "drop") changed.splice(at, 1);
      else if (how === "twice") changed.splice(at, 0, line);
      else changed[at] = how === "add" ? `${line}${what}` : `${line.slice(0, line.length / 2)}${what}`;
    }
    await writeFile(join(cwd, "asyncapi.yaml"), changed.join("\n"));
    await guarded(() => loadContract("asyncapi.yaml", { cwd }));
  };
  return { name: "loader", share: 0.05, arbitrary, take, close: () => rm(cwd, { recursive: true }) };
}
