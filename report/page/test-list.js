import { h, VERDICTS, visible } from "./dom.js";

/** @typedef {import("../html/page-data.ts").PageTest} Test */

/** So many rows at a time: the page is there at once, however many tests there are. */
const ROWS = 100;

/**
 * The list of tests under their headings, made as far as it is looked at.
 * @param {HTMLElement} element
 */
export function testList(element) {
  /** @type {readonly Test[]} */
  let tests = [];
  let made = 0;
  const more = h("button", { type: "button", class: "more", onclick: () => grow() }, "Show more");
  const watcher = new IntersectionObserver((entries) => {
    if (entries.some(({ isIntersecting }) => isIntersecting)) grow();
  });
  watcher.observe(more);

  /** @param {number} [upTo] */
  function grow(upTo = made + ROWS) {
    const rows = [];
    for (; made < Math.min(upTo, tests.length); made += 1) {
      const test = tests[made];
      if (test === undefined) break;
      const [heading = ""] = test.title;
      if (heading !== tests[made - 1]?.title[0])
        rows.push(h("li", { class: "heading" }, h("h3", {}, visible(heading))));
      rows.push(rowOf(test));
    }
    more.before(...rows);
    more.hidden = made >= tests.length;
  }

  return {
    /** @param {readonly Test[]} shown */
    show(shown) {
      tests = shown;
      made = 0;
      element.replaceChildren(more);
      grow();
    },
    /**
     * Marks a test as the one that is open; makes its row where it was not made.
     * @param {string} id
     */
    mark(id) {
      for (const row of element.querySelectorAll('[aria-current="true"]'))
        row.removeAttribute("aria-current");
      const index = tests.findIndex((test) => test.id === id);
      if (index < 0) return;
      if (index >= made) grow(index + ROWS);
      const row = document.getElementById(`row-${id}`);
      row?.setAttribute("aria-current", "true");
      if (row === null) return;
      // Inside the list only: the page stays where it is. Headings stick to its top.
      const top = row.getBoundingClientRect().top - element.getBoundingClientRect().top;
      const isSeen = top > 2 * row.offsetHeight && top < element.clientHeight / 2;
      if (!isSeen) element.scrollTop += top - element.clientHeight / 4;
    },
    /**
     * The test before or after another one.
     * @param {string} id
     * @param {number} by
     */
    beside(id, by) {
      const index = tests.findIndex((test) => test.id === id);
      return tests[index < 0 ? 0 : Math.max(0, Math.min(tests.length - 1, index + by))] ?? null;
    },
  };
}

/** @param {Test} test */
function rowOf(test) {
  const { mark, name } = VERDICTS[test.verdict];
  const inner = test.title.slice(1).join(" › ") || test.title.join(" › ");
  return h(
    "li",
    { class: "row" },
    h(
      "a",
      { href: `#${test.id}`, id: `row-${test.id}`, class: test.verdict },
      h("span", { class: "mark", "aria-hidden": "true" }, mark),
      h("span", { class: "name" }, visible(inner), h("span", { class: "hidden" }, `, ${name}`)),
      test.rule !== "" && h("code", { class: "rule" }, visible(test.rule)),
    ),
  );
}
