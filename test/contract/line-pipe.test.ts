import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { linePipe } from "../../contract/line-pipe.ts";

const module = new URL("../../contract/line-pipe.ts", import.meta.url).href;

/** A process that has a pipe of lines as its descriptor 3, and runs `code`: what came out of it, and its exit code. */
async function told(code: string): Promise<{ readonly text: string; readonly code: number }> {
  const script = `const { linePipe } = await import(${JSON.stringify(module)}); const pipe = linePipe(3); ${code}`;
  const args = [...process.execArgv, "--input-type=module", "--eval", script];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "inherit", "inherit", "pipe"] });
  let text = "";
  child.stdio[3]?.on("data", (chunk) => {
    text += chunk;
    // It waits for this: what it wrote has come without its end.
    if (text.endsWith("last\n")) child.stdin?.end();
  });
  const [exit] = await once(child, "close", { signal: AbortSignal.timeout(30_000) });
  return { text, code: exit };
}

describe("contract/line-pipe", function () {
  this.timeout(60_000);

  it("keeps the order of all that ask for one descriptor, in another copy of it too", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lines-"));
    const fd = openSync(join(folder, "lines"), "w");
    const copy: { linePipe: typeof linePipe } = await import(`${module}?copy`);
    linePipe(fd).write("1");
    copy.linePipe(fd).write("2");
    linePipe(fd).write("3");
    copy.linePipe(fd).flush();
    closeSync(fd);
    expect(readFileSync(join(folder, "lines"), "utf8")).to.equal("1\n2\n3\n");
    rmSync(folder, { recursive: true });
  });

  it("writes by itself what nobody flushes", async () => {
    const { text } = await told(`pipe.write("first"); pipe.write("last"); process.stdin.resume();`);
    expect(text).to.equal("first\nlast\n");
  });

  it("writes at the end what is left, more than a pipe takes at once", async () => {
    const { text, code } = await told(
      `for (let n = 0; n < 3000; n += 1) pipe.write(String(n).padStart(99, "0")); process.exit(4);`,
    );
    expect([text.length, text.split("\n").at(-2), code]).to.deep.equal([
      300_000,
      "2999".padStart(99, "0"),
      4,
    ]);
  });

  it("holds nobody up whose reader is gone", async () => {
    const script = `const { linePipe } = await import(${JSON.stringify(module)});
      const pipe = linePipe(3); process.stdin.once("end", () => { pipe.write("lost"); pipe.flush(); process.exit(0); }).resume();`;
    const args = [...process.execArgv, "--input-type=module", "--eval", script];
    const child = spawn(process.execPath, args, { stdio: ["pipe", "inherit", "inherit", "pipe"] });
    child.stdio[3]?.destroy();
    child.stdin?.end();
    const [code] = await once(child, "close", { signal: AbortSignal.timeout(30_000) });
    expect(code).to.equal(0);
  });
});
