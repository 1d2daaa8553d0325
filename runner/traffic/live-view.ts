import { commandless, visible } from "../../contract/plain-text.ts";
import type { ProxyStats } from "../../traffic/index.ts";

/** What a person sees while a proxy runs. */
export interface LiveView {
  /** Something happened. */
  line(text: string): void;
  /** Shows how much is carried, from now on. */
  watch(stats: () => ProxyStats & { readonly violations: number }): void;
  end(): void;
}

export interface Screen {
  readonly columns?: number;
  write(text: string): unknown;
}

const EVERY_MS = 500;
const CLEAR = "\r\u001b[K";

/** Lines as they come; `live` adds one below them that is written over and over. */
export function liveView(screen: Screen, live: boolean): LiveView {
  let timer: NodeJS.Timeout | null = null;
  let status = "";
  const show = (text: string): void => {
    status = text.slice(0, (screen.columns ?? 80) - 1);
    screen.write(`${CLEAR}${status}`);
  };
  return {
    line(text) {
      const shown = commandless(visible(text));
      screen.write(status === "" ? `${shown}\n` : `${CLEAR}${shown}\n${status}`);
    },
    watch(stats) {
      if (!live) return;
      let last = { frames: 0, at: performance.now() };
      timer = setInterval(() => {
        const { open, connections, frames, violations } = stats();
        const at = performance.now();
        const rate = Math.round(((frames - last.frames) * 1000) / (at - last.at));
        last = { frames, at };
        show(
          `${open} open, ${connections} connections, ${rate} frames/s, ${frames} frames, ${violations} violations`,
        );
      }, EVERY_MS);
      timer.unref();
    },
    end() {
      if (timer !== null) clearInterval(timer);
      if (status !== "") screen.write(CLEAR);
      status = "";
    },
  };
}
