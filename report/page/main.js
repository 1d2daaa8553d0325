import { coverageView } from "./coverage-view.js";
import { detailView } from "./detail.js";
import { dataIn, duration, h, VERDICTS, visible } from "./dom.js";
import { testList } from "./test-list.js";

/**
 * @typedef {import("../html/page-data.ts").PageData} Data
 * @typedef {import("../html/page-data.ts").PageTest} Test
 */

/** @type {Data} */
const data = dataIn("data");
const texts = new Map(
  data.tests.map((test) => [test.id, `${test.title.join(" ")} ${test.rule} ${test.text}`.toLowerCase()]),
);
const byId = new Map(data.tests.map((test) => [test.id, test]));
/** @type {Set<string>} */
const wanted = new Set();

const search = h("input", {
  type: "search",
  id: "search",
  placeholder: "Search title, rule, text",
  oninput: () => refresh(),
});
const family = h("select", { id: "family", onchange: () => refresh() }, ...familyOptions());
const found = h("p", { class: "found", role: "status" });
const listElement = h("ul", { class: "tests", "aria-label": "Tests" });
const detail = h("section", { class: "detail", "aria-label": "The test" });
const list = testList(listElement);

function familyOptions() {
  const names = [...new Set(data.tests.map((test) => test.title[0] ?? ""))];
  return [
    h("option", { value: "" }, "all families"),
    ...names.map((name) => h("option", { value: name }, visible(name))),
  ];
}

function headView() {
  const outcome = /** @type {const} */ (["kept", "broken", "could not tell"])[data.exitCode];
  const when = new Date(data.startedAt).toISOString().replace("T", " ").slice(0, 16);
  return h(
    "header",
    { class: `exit-${data.exitCode}` },
    h("h1", {}, visible(data.document || "asyncproof"), h("span", { class: "outcome" }, outcome)),
    h(
      "p",
      { class: "dim" },
      visible(
        `${data.url === "" ? "" : `${data.url} · `}seed ${data.seed} · ${duration(data.durationMs)} · ${when} UTC`,
      ),
    ),
    data.error !== null &&
      h(
        "div",
        { class: "trouble", role: "alert" },
        h("code", {}, visible(data.error.code)),
        " ",
        visible(data.error.message),
        data.error.hint !== "" && h("pre", { tabindex: 0 }, visible(data.error.hint)),
      ),
    ...data.gates.map((gate) => h("p", { class: "trouble" }, `Gate not met: ${visible(gate)}`)),
  );
}

function filterView() {
  const kinds = /** @type {(keyof typeof VERDICTS)[]} */ (Object.keys(VERDICTS)).filter(
    (kind) => data.tally[kind] > 0,
  );
  const chips = kinds.map((kind) => {
    const { name, mark } = VERDICTS[kind];
    const toggle = () => {
      if (!wanted.delete(kind)) wanted.add(kind);
      chip.setAttribute("aria-pressed", String(wanted.has(kind)));
      refresh();
    };
    const chip = h(
      "button",
      { type: "button", class: `chip ${kind}`, "aria-pressed": "false", onclick: toggle },
      `${mark} ${data.tally[kind]} ${name}`,
    );
    return chip;
  });
  return h(
    "div",
    { class: "filter", role: "search" },
    h("div", { class: "chips", role: "group", "aria-label": "Show only" }, ...chips),
    h(
      "div",
      { class: "fields" },
      h("label", { for: "search", class: "hidden" }, "Search"),
      search,
      h("label", { for: "family", class: "hidden" }, "Family and channel"),
      family,
    ),
    found,
  );
}

function refresh() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = data.tests.filter(
    (test) =>
      (wanted.size === 0 || wanted.has(test.verdict)) &&
      (family.value === "" || test.title[0] === family.value) &&
      words.every((word) => texts.get(test.id)?.includes(word)),
  );
  found.textContent =
    shown.length === data.tests.length
      ? `${shown.length} tests`
      : `${shown.length} of ${data.tests.length} tests`;
  list.show(shown);
  list.mark(current());
}

function current() {
  return decodeURIComponent(location.hash.slice(1));
}

/** @param {boolean} byUser */
function openCurrent(byUser) {
  const test = byId.get(current()) ?? null;
  list.mark(current());
  detail.replaceChildren(
    test === null ? h("p", { class: "dim" }, "Choose a test to see what was said.") : detailView(test),
  );
  if (test === null || !byUser) return;
  document.getElementById("detail-title")?.focus({ preventScroll: true });
  detail.scrollIntoView({ block: "nearest" });
  detail.scrollTop = 0;
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
  if (event.key === "Escape" && event.target === search) {
    search.value = "";
    refresh();
    search.blur();
  }
  if (isTyping) return;
  if (event.key === "/") {
    event.preventDefault();
    search.focus();
  }
  const by = event.key === "j" ? 1 : event.key === "k" ? -1 : 0;
  const next = by === 0 ? null : list.beside(current(), by);
  if (next !== null) location.hash = next.id;
}

const help = h(
  "p",
  { class: "dim keys" },
  h("kbd", {}, "/"),
  " search  ",
  h("kbd", {}, "j"),
  " ",
  h("kbd", {}, "k"),
  " next, previous test  ",
  h("kbd", {}, "Esc"),
  " clear",
);
const main = h(
  "main",
  {},
  data.coverage !== null && coverageView(data.coverage),
  h(
    "section",
    { "aria-labelledby": "tests-title" },
    h("h2", { id: "tests-title" }, "Tests"),
    filterView(),
    help,
    h("div", { class: "columns" }, listElement, detail),
  ),
);
document.getElementById("app")?.replaceChildren(headView(), main);
addEventListener("hashchange", () => openCurrent(true));
addEventListener("keydown", onKey);
const firstBroken = data.tests.find((test) => test.verdict === "violated" || test.verdict === "error");
refresh();
if (current() === "" && firstBroken !== undefined) history.replaceState(null, "", `#${firstBroken.id}`);
openCurrent(false);
