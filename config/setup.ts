import { pointerOf } from "../contract/json-pointer.ts";
import { durationMs } from "./duration.ts";
import type { Layer } from "./layer.ts";
import {
  type Action,
  HOOKS,
  type HookFunction,
  type HookName,
  type Setup,
  type SetupFile,
  type TlsSpec,
  type TriggerSpec,
} from "./setup-model.ts";

/** What holds where nobody says anything. */
export const SETUP_DEFAULTS = {
  headers: {},
  tls: {},
  proxy: null,
  hooks: {},
  triggers: {},
  hookTimeout: "10s",
  rate: null,
  known: null,
} as const;

/** Nothing said. */
export const NO_SETUP: Setup = setupOf({}, []);

/** Resolves the keys about reaching and preparing the service; functions come from the layers beside their values. */
export function setupOf(settings: SetupFile, layers: readonly Layer[]): Setup {
  const functions = new Map(layers.flatMap((layer) => [...(layer.functions ?? [])]));
  const { headers = {}, proxy = null, rate = null, known = null, hookTimeout } = settings;
  return {
    headers,
    tls: tlsOf(settings.tls ?? {}),
    proxy,
    hooks: hooksOf(settings.hooks ?? {}, functions),
    triggers: Object.fromEntries(
      Object.entries(settings.triggers ?? {}).map(([name, spec]) => [
        name,
        actionOf(spec, functions.get(pointerOf("triggers", name))),
      ]),
    ),
    hookTimeoutMs: durationMs(hookTimeout ?? SETUP_DEFAULTS.hookTimeout) ?? 0,
    rate,
    known,
  };
}

function hooksOf(
  specs: NonNullable<SetupFile["hooks"]>,
  functions: ReadonlyMap<string, HookFunction>,
): Setup["hooks"] {
  const hooks: { [name in HookName]?: Action } = {};
  for (const name of HOOKS) {
    const spec = specs[name];
    if (spec !== undefined) hooks[name] = actionOf(spec, functions.get(pointerOf("hooks", name)));
  }
  return hooks;
}

/** A function of the file stands in the checked values as a command that is never run. */
function actionOf(spec: TriggerSpec, call: HookFunction | undefined): Action {
  if (call !== undefined) return { kind: "function", call };
  if (typeof spec === "function") return { kind: "function", call: spec };
  if ("command" in spec) return { kind: "command", command: spec.command };
  return { kind: "request", request: spec.request };
}

function tlsOf({ ca = [], cert, key, passphrase, rejectUnauthorized }: TlsSpec): Setup["tls"] {
  return {
    ca: typeof ca === "string" ? [ca] : ca,
    cert: cert ?? null,
    key: key ?? null,
    passphrase: passphrase ?? null,
    rejectUnauthorized: rejectUnauthorized ?? true,
  };
}
