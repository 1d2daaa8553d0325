import { type Config, NO_SETUP } from "../../config/index.ts";

/** A resolved config that says nothing but who connects. */
export const CONFIG: Config = {
  credentials: {},
  identities: ["alice", "bob", "carol"].map((name) => ({ name, claims: {}, credentials: {} })),
  values: {},
  allow: {},
  patienceMs: 2000,
  quietMs: 100,
  maxWaitMs: 5000,
  url: null,
  start: null,
  port: null,
  templates: null,
  out: "generated-tests",
  runs: 20,
  seed: 1,
  reading: { overlays: [], root: null, allowRemote: false, cache: null },
  setup: NO_SETUP,
  file: null,
  origins: {},
};
