import type { Contract, Operation } from "../contract/index.ts";
import type { Violation } from "../judge/index.ts";
import type { Course } from "./course.ts";
import { keyOf, type Loosened, planOf } from "./plan.ts";

/**
 * Takes back what the traffic itself breaks: a word of a schema, the order of answers, an id, an opening, a message
 * that the service refuses as the document says. False where the violation is about nothing that was proposed.
 */
export function loosen(
  loosened: Loosened,
  { rule, place, faults }: Pick<Violation, "rule" | "place" | "faults">,
  {
    course,
    contract,
    channel,
  }: { readonly course: Course; readonly contract: Contract; readonly channel: string },
): boolean {
  if (faults.length > 0) {
    const before = loosened.words.size;
    for (const fault of faults) loosened.words.add(wordOf(fault));
    return loosened.words.size > before;
  }
  const path = contract.channels.find(({ name }) => name === channel)?.path ?? "";
  const lesson = course.channels.get(path);
  if (lesson === undefined) return false;
  const plan = planOf(lesson, loosened);
  if (rule === "NOT-ACCEPTED" && lesson.declared !== null) {
    const asked = operationsOf(contract).find((one) => one.place === place);
    const refused = plan.requests.find(
      ({ message }) =>
        message.declared === null && asked?.kind === "client" && asked.requests.includes(message.name),
    );
    if (refused !== undefined) {
      loosened.refused.add(keyOf(lesson, refused.message.name));
      return true;
    }
  }
  // Out of order for the proposal, and answered like any other.
  if (rule === "NOT-REFUSED" && lesson.declared?.conversation.kind === "sequence") {
    const before = loosened.first.size;
    loosened.first.add(path);
    if (loosened.first.size > before) return true;
  }
  if (/OPENING|TRIGGER/.test(rule) || place.includes("opening")) {
    if (loosened.openings.has(path)) return false;
    loosened.openings.add(path);
    return true;
  }
  const operation = operationsOf(contract).find(
    (one) => place === one.place || place.startsWith(`${one.place}/`),
  );
  const names = operation?.kind === "client" ? operation.requests : [];
  const message = contract.channels
    .flatMap(({ messages }) => messages)
    .find((one) => place === one.place || place.startsWith(`${one.place}/`));
  let any = false;
  for (const { message: asked, sequence } of plan.requests) {
    const blamed =
      names.includes(asked.name) ||
      (message !== undefined &&
        (sequence?.replies.includes(message.name) === true || asked.name === message.name)) ||
      (names.length === 0 && message === undefined);
    if (!blamed) continue;
    const key = keyOf(lesson, asked.name);
    const level = loosened.requests.get(key) ?? 0;
    if (level < 2) {
      loosened.requests.set(key, level === 0 ? 1 : 2);
      any = true;
    } else if (!loosened.ids.has(key)) {
      loosened.ids.add(key);
      any = true;
    }
  }
  if (message !== undefined && !any && !loosened.ids.has(keyOf(lesson, message.name))) {
    loosened.ids.add(keyOf(lesson, message.name));
    any = true;
  }
  return any;
}

function operationsOf({ channels }: Contract): readonly Operation[] {
  return channels.flatMap(({ operations }) => operations);
}

/** The word of a schema that is broken; of `required` the member that is missing. */
function wordOf({ place, keyword, message }: Violation["faults"][number]): string {
  const pointer = place.replace(/^#/, "");
  const name = keyword === "required" ? /'([^']+)'/.exec(message)?.[1] : undefined;
  return name === undefined ? pointer : `${pointer}/${name}`;
}
