// Of each benchmark's result (what lies in its JSON) the rows of the one table: what, ratio, spread over the rounds, gate.
import { median, spread } from "../frame.mjs";

const row = (what, value, more = {}) => ({
  what,
  value,
  unit: "x",
  spread: null,
  most: null,
  least: null,
  ...more,
});

/** Ratios of two contenders, round by round. */
function ratio(what, values, than, more = {}) {
  const ratios = values.map((value, round) => value / than[round]);
  return row(what, median(ratios), { spread: spread(ratios), ...more });
}

/** What a benchmark measured, spreads null where its result has no single rounds. */
const ROWS = {
  start: ({ rows }) =>
    rows.map(({ what, value, spread, most, unit }) => row(what, value, { spread, most, unit })),
  growth: ({ rows }) => rows.map(({ what, value, spread, most }) => row(what, value, { spread, most })),
  load: ({ measured, gates }) =>
    gates.map(({ name, value, most }) => {
      const [first, than] = name.replace("memory: ", "").split(" / ");
      const figure = name.startsWith("memory: ") ? "megabytes" : "cpuMs";
      if (than === undefined) return row(name, value, { most, unit: "" });
      return ratio(
        name,
        measured[first].map((one) => one[figure]),
        measured[than].map((one) => one[figure]),
        { most },
      );
    }),
  suite: ({ cpuMs }) => [ratio("CPU of a run against a bare replay", cpuMs.suite, cpuMs.bare, { most: 1.5 })],
  stub: ({ rows, all }) => {
    const own = rows.find(({ kind }) => kind === "asyncproof");
    const each = (figure) => spread(all.asyncproof.map(({ ratio }) => ratio[figure]));
    return [
      row("stub: CPU a message against a bare echo", own.ratio.cpu, { most: 2, spread: each("cpu") }),
      row("stub: replies a second against a bare echo", own.ratio.rate, { least: 0.5, spread: each("rate") }),
      row("stub: replies a second against Scalar's mock", own.ratio.scalar, {
        least: 1,
        spread: each("scalar"),
      }),
      row("stub: memory of an idle connection against ws", own.ratio.memory, { most: 2 }),
      row("stub: start against node", own.ratio.start, { most: 4, spread: each("start") }),
    ];
  },
  proxy: ({ rate, cpu, parse, peakMB, peakMBLarge, samples = null }) => {
    const each = (figure) =>
      samples === null
        ? null
        : spread(samples.proxy.map((one, round) => one[figure] / samples.messages[round][figure]));
    return [
      row("proxy: messages a second against a relay", rate, { least: 0.75, spread: each("rate") }),
      row("proxy: CPU a message against a relay", cpu, { most: 1.35, spread: each("cpuMicros") }),
      row("recorded traffic against JSON.parse alone", parse, { least: 0.7 }),
      row("recorded traffic: memory of 4 times the file", peakMBLarge / peakMB),
    ];
  },
};

/** Rows of a benchmark; none for one whose result is no ratio to a floor (samples). */
export function rowsOf(name, result) {
  return Object.hasOwn(ROWS, name)
    ? ROWS[name](result).map((one) => ({ bench: name, ...one, met: isMet(one) }))
    : [];
}

function isMet({ value, most, least }) {
  return (most === null || value <= most) && (least === null || value >= least);
}
