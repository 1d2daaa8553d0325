import { leaveGrounds } from "./ground.ts";

let hooked = false;

/** Lets Mocha call the config's `afterAll` when every test of this process is over. */
export function hookAfterAll(): void {
  if (hooked || typeof globalThis.after !== "function") return;
  hooked = true;
  globalThis.after("asyncproof: after all", async function (this: Mocha.Context) {
    // The hook has a deadline of its own, and it is told with its name.
    this.timeout(0);
    await leaveGrounds();
  });
}
