import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { folderWith } from "../config/folder.ts";
import { asyncproof, PATIENT_MS } from "./cli.ts";
import { inTerminal, type Step } from "./terminal.ts";

interface Shell {
  readonly name: "bash" | "zsh" | "fish";
  /** Starts it with no settings but ours. */
  readonly command: readonly string[];
  /** Reads the script as its documentation says. */
  readonly reads: string;
  /** Shows what it was called with, in place of the command. */
  readonly shows: string;
  /** Where the shell finds such a script by itself; "" where a package of its own would look. */
  readonly looksAt: string;
}

const SHOW = 'asyncproof() { echo "G""OT: $@"; }; echo DO""NE';
const SHELLS: readonly Shell[] = [
  {
    name: "bash",
    command: ["bash", "--rcfile", ".bashrc", "-i"],
    reads: "source ./script",
    shows: SHOW,
    looksAt: "",
  },
  {
    name: "zsh",
    command: ["zsh", "-d", "-i"],
    reads: "source ./script",
    shows: SHOW,
    looksAt: "functions/_asyncproof",
  },
  {
    name: "fish",
    command: ["fish", "-i", "-C", "function fish_prompt; echo -n 'READY '; end"],
    reads: "source ./script",
    shows: 'function asyncproof; echo G""OT: $argv; end; echo DO""NE',
    looksAt: ".config/fish/completions/asyncproof.fish",
  },
];
const SETTINGS = {
  ".bashrc": "PS1='READY '\n",
  ".zshrc": "PS1='READY '; fpath=(./functions $fpath); autoload -U compinit; compinit -u -D\n",
};

describe("asyncproof completion", function () {
  this.timeout(2 * PATIENT_MS);

  for (const shell of SHELLS) {
    const scriptOf = async (): Promise<string> => (await asyncproof(["completion", shell.name])).stdout;
    /** What the command is called with when this is typed; Tab after the pieces. */
    const called = async (files: { readonly [name: string]: string }, first: string): Promise<string> => {
      const folder = folderWith({ ...SETTINGS, "orders.yaml": "", ...files });
      const home = folder.path;
      try {
        const typed = "asyncproof che\tord\t--ba\tmain --role s\t--report ju\tx.xml\r";
        const steps: Step[] = [
          ["READY", `${first}\r`],
          ["READY", `${shell.shows}\r`],
          ["DONE", typed],
          ["GOT:", "exit\r"],
        ];
        const env = { HOME: home, ZDOTDIR: home, XDG_CONFIG_HOME: join(home, ".config") };
        const { code, screen } = await inTerminal(shell.command, { cwd: home, env, steps });
        expect(code, screen).to.equal(0);
        return /GOT: .*/.exec(screen)?.[0] ?? screen;
      } finally {
        folder.remove();
      }
    };
    const WANTED = "GOT: check orders.yaml --base main --role server --report junit=x.xml";

    it(`completes commands, options, their values and files in ${shell.name}`, async () => {
      mustBeThere(shell.name);
      expect(await called({ script: await scriptOf() }, shell.reads)).to.equal(WANTED);
    });

    if (shell.looksAt !== "")
      it(`is found by ${shell.name} where it looks for such scripts`, async () => {
        mustBeThere(shell.name);
        expect(await called({ [shell.looksAt]: await scriptOf() }, "echo")).to.equal(WANTED);
      });

    it(`would be missed in ${shell.name}: without it a Tab completes no command`, async () => {
      mustBeThere(shell.name);
      expect(await called({}, "echo")).not.to.equal(WANTED);
    });
  }

  it("offers families, faults and kinds of reports in every shell", async () => {
    for (const { name: shell } of SHELLS) {
      const script = (await asyncproof(["completion", shell])).stdout;
      for (const word of ["concurrency", "no-reply", "junit=", "github"])
        expect(script, shell).to.match(new RegExp(`[ ("']${word}[ )"']`));
    }
  });

  it("knows every command in every shell", async () => {
    const help = (await asyncproof(["--help"])).stdout;
    const commands = [...help.matchAll(/^ {2}([a-z-]+) .*/gm)]
      .map(([, name = ""]) => name)
      .filter((name) => name !== "help");
    expect(commands).to.include.members(["run", "check", "merge-reports", "completion"]);
    for (const { name: shell } of SHELLS) {
      const script = (await asyncproof(["completion", shell])).stdout;
      for (const name of commands) expect(script, shell).to.match(new RegExp(`\\b${name}\\b`));
    }
  });
});

/** A shell that is not there is no reason to pass. */
function mustBeThere(shell: string): void {
  try {
    execFileSync(shell, ["--version"], { stdio: "ignore" });
  } catch {
    throw new Error(`this test types into ${shell}: install it (Debian: apt-get install bash zsh fish)`);
  }
}
