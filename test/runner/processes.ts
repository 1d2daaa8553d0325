import { setTimeout as pause } from "node:timers/promises";

/** True when the process is gone, or is within two seconds: the dead stay listed until their parent has looked. */
export async function isGone(pid: number): Promise<boolean> {
  const end = performance.now() + 2000;
  while (performance.now() < end) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await pause(10);
  }
  return false;
}
