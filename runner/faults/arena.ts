import { ToolError } from "../../contract/tool-error.ts";
import type { SelectedFault, Stub, StubOptions } from "../../server/index.ts";
import type { Bench } from "./bench.ts";
import type { TrialResult } from "./bench-model.ts";

/** `long`: so that on a busy machine nothing is too late but what never comes. */
export type Patience = "usual" | "long";

/** How many times the usual patience is a long one. */
export const LONG = 5;

/** Stubs in this process, tests in another: one of each for all faults. */
export interface Arena {
  /** A fresh stub with these faults, and how long its tests wait where the document declares no deadline. */
  start(faults: readonly (string | SelectedFault)[], patience?: Patience): Promise<Opponent>;
  /** Is this test green before a right stub? Asked once a test. */
  isSound(title: string): Promise<boolean>;
}

/** One stub, as tests see it. */
export interface Opponent extends AsyncDisposable {
  /** Has the fault changed anything so far? */
  shown(): boolean;
  /** Has the stub come to a place where the fault could show? */
  asked(): boolean;
  fight(title: string): Promise<TrialResult>;
}

export interface ArenaOptions {
  readonly bench: Bench;
  readonly patienceMs: number;
  readonly stub: Pick<StubOptions, "contract" | "config">;
}

/** Where faults meet tests. The stub is loaded with it. */
export async function createArena({ bench, patienceMs, stub: options }: ArenaOptions): Promise<Arena> {
  const { startStub } = await import("../../server/index.ts");
  let targets = 0;
  const start: Arena["start"] = async (faults, patience = "usual") => {
    targets += 1;
    const target = targets;
    const stub = await startStub({ ...options, faults, unsolicited: true });
    return opponent({
      bench,
      stub,
      patienceMs: patience === "long" ? LONG * patienceMs : patienceMs,
      target,
    });
  };
  const sound = new Map<string, Promise<boolean>>();
  const proveSound = async (title: string): Promise<boolean> =>
    (await isGreen(title, "usual")) || (await isGreen(title, "long"));
  const isGreen = async (title: string, patience: Patience): Promise<boolean> => {
    await using right = await start([], patience);
    const { state, error, text } = await right.fight(title);
    // What is wrong with the user's own settings would look like a kill of every fault.
    if (error !== "")
      throw new ToolError("NOT-JUDGED", `a test fails before the right stub: ${title}`, { hint: text });
    return state === "passed" || state === "pending";
  };
  const isSound = (title: string): Promise<boolean> => {
    const known = sound.get(title) ?? proveSound(title);
    sound.set(title, known);
    return known;
  };
  return { start, isSound };
}

interface Pairing {
  readonly bench: Bench;
  readonly stub: Stub;
  readonly patienceMs: number;
  readonly target: number;
}

function opponent({ bench, stub, patienceMs, target }: Pairing): Opponent {
  const { url, faults } = stub;
  return {
    shown: () => faults.some(({ shown }) => shown),
    asked: () => faults.some(({ asked, shown }) => asked || shown),
    fight: (title) => bench.try({ target, url, patienceMs, title }),
    [Symbol.asyncDispose]: () => stub.close(),
  };
}
