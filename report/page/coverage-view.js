import { h, svg, visible } from "./dom.js";

/**
 * @typedef {import("../html/page-data.ts").PageCoverage} Coverage
 * @typedef {{ name: string, exercised: number, declared: number }} Bar
 */

/**
 * How much of the contract the run has exercised: a bar for each channel, and inside it one for each operation and
 * message; then what is open, with reasons.
 * @param {Coverage} coverage
 */
export function coverageView(coverage) {
  const { percent, exercised, declared, open } = coverage;
  const channels = [...new Set(coverage.groups.map(({ channel }) => channel))];
  return h(
    "section",
    { class: "coverage", "aria-labelledby": "coverage-title" },
    h("h2", { id: "coverage-title" }, "Contract coverage"),
    h(
      "p",
      { class: "big" },
      h("strong", {}, `${percent} %`),
      ` ${exercised} of ${declared} promises exercised`,
    ),
    h("div", { class: "channels" }, ...channels.map((channel) => channelView(coverage, channel))),
    open.length > 0 && openView(coverage),
  );
}

/**
 * @param {Coverage} coverage
 * @param {string} channel
 */
function channelView({ groups }, channel) {
  const own = groups.filter((group) => group.channel === channel);
  const bars = own.map((group) => ({ ...group, name: group.subject || "(the connection)" }));
  const total = bars.reduce(
    (sum, { exercised, declared }) => ({
      name: sum.name,
      exercised: sum.exercised + exercised,
      declared: sum.declared + declared,
    }),
    { name: channel || "every channel", exercised: 0, declared: 0 },
  );
  return h(
    "details",
    { class: "channel" },
    h("summary", {}, barView(total)),
    h("ul", { class: "bars" }, ...bars.map((bar) => h("li", {}, barView(bar)))),
  );
}

/** @param {Bar} bar */
function barView({ name, exercised, declared }) {
  const share = declared === 0 ? 100 : (exercised / declared) * 100;
  const title = `${visible(name)}: ${exercised} of ${declared}`;
  return h(
    "span",
    { class: "bar" },
    h("span", { class: "bar-name" }, visible(name)),
    svg(
      "svg",
      { role: "img", "aria-label": title, class: "bar-picture", height: 12 },
      svg("rect", { class: "open", width: "100%", height: 12, rx: 3 }),
      svg("rect", { class: "done", width: `${share}%`, height: 12, rx: 3 }),
    ),
    h("span", { class: "bar-count" }, `${exercised}/${declared}`),
  );
}

/** @param {Coverage} coverage */
function openView({ open }) {
  const counts = new Map();
  for (const { reason } of open) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const reasons = [...counts].map(([reason, count]) => `${count} ${reason}`).join(", ");
  const body = h("div", {});
  const fill = () => {
    if (body.firstChild === null) body.append(openTable(open));
  };
  return h(
    "details",
    { class: "open-items", ontoggle: fill },
    h("summary", {}, `Not exercised: ${reasons}`),
    body,
  );
}

/** @param {Coverage["open"]} open */
function openTable(open) {
  const head = ["what", "where", "why not"].map((name) => h("th", { scope: "col" }, name));
  const rows = open.map(({ channel, subject, label, reason, at }) =>
    h(
      "tr",
      {},
      h("td", {}, visible([channel, subject, label].filter(Boolean).join(" › "))),
      h("td", {}, h("code", {}, visible(at))),
      h("td", {}, reason),
    ),
  );
  const table = h("table", {}, h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...rows));
  return h(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": "What was not exercised" },
    table,
  );
}
