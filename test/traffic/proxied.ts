import type { Verdict } from "../../judge/index.ts";
import { type RunningProxy, type ProxyOptions, startProxy, type WireEvent } from "../../traffic/index.ts";

/** A proxy without a judge, that notes what it heard. */
export interface Heard {
  readonly proxy: RunningProxy;
  readonly events: WireEvent[];
  readonly lines: string[];
}

export async function proxied(
  port: number,
  more: Partial<ProxyOptions> = {},
  hear: (event: WireEvent) => readonly Verdict[] = () => [],
): Promise<Heard> {
  const events: WireEvent[] = [];
  const lines: string[] = [];
  const proxy = await startProxy({
    target: new URL(`ws://127.0.0.1:${port}`),
    tls: { rejectUnauthorized: true },
    headers: {},
    via: null,
    host: "127.0.0.1",
    port: 0,
    sample: 1,
    enforcer: null,
    urlOf: (url) => url,
    now: () => performance.now(),
    log: (line) => lines.push(line),
    hear: (event) => {
      events.push(event);
      return hear(event);
    },
    ...more,
  });
  return { proxy, events, lines };
}
