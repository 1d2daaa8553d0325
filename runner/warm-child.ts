import type { ChildProcess } from "node:child_process";
import { stopGroup } from "./process-group.ts";
import { type ChildPlace, spawnMocha, WARM } from "./spawn-mocha.ts";

const GRACE_MS = 1000;

/** Mocha's next child, with everything loaded that does not depend on the tests. Each run gets one of its own. */
export class WarmChild implements AsyncDisposable {
  #waiting: { readonly child: ChildProcess; readonly key: string } | null = null;
  #place: ChildPlace | null = null;

  /** Process of the child that waits; null: none does. */
  get waiting(): number | null {
    return this.#waiting?.child.pid ?? null;
  }

  /** Gives the child that waits, or a new one where none does or its place is another. */
  take(place: ChildPlace): ChildProcess {
    const waiting = this.#waiting;
    this.#place = place;
    if (waiting === null || waiting.key !== keyOf(place) || hasEnded(waiting.child)) return spawnMocha(place);
    this.#waiting = null;
    return waiting.child;
  }

  /** Has a child wait where the last one ran. */
  async prepare(): Promise<void> {
    const place = this.#place;
    if (place === null) return;
    if (this.#waiting?.key === keyOf(place) && !hasEnded(this.#waiting.child)) return;
    await this[Symbol.asyncDispose]();
    this.begin(place);
  }

  /** Has a child wait there; none does yet. */
  begin(place: ChildPlace): void {
    const child = spawnMocha(place, WARM);
    // Nobody reads what it says before it has a job, and nobody has to: who takes it looks whether it lives.
    child.stdin?.on("error", () => {});
    child.on("error", () => {});
    this.#waiting = { child, key: keyOf(place) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting !== null) await stopGroup(waiting.child, GRACE_MS);
  }
}

/** What a child can't change any more once it has started. */
function keyOf({ cwd, env }: ChildPlace): string {
  return JSON.stringify([cwd, env["ASYNCPROOF_HOOKS"], env["NODE_OPTIONS"]]);
}

function hasEnded({ exitCode, signalCode, connected }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null || !connected;
}
