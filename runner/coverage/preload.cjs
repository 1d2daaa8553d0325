// Loaded into the service under test by `run --coverage` (through NODE_OPTIONS). A process that a signal ends without
// a handler of its own writes no V8 coverage; and one built with `nyc instrument` keeps its counters in memory. Both
// are written here, and the process ends as it would have without us.
"use strict";

const { writeFileSync } = require("node:fs");
const { join } = require("node:path");
const v8 = require("node:v8");

const folder = process.env.NODE_V8_COVERAGE;

if (folder) {
  const save = () => {
    v8.takeCoverage();
    const counters = globalThis.__coverage__;
    if (counters !== undefined)
      writeFileSync(join(folder, `istanbul-${process.pid}.json`), JSON.stringify(counters));
  };
  process.on("exit", save);
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) {
    const last = () => {
      save();
      // Nobody else handles it: let it do what it does without us.
      if (process.listenerCount(signal) > 1) return;
      process.off(signal, last);
      process.kill(process.pid, signal);
    };
    process.prependListener(signal, last);
  }
}
