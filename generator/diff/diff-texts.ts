import { isObject, type Json, jsonEqual } from "../../contract/json.ts";
import { walkSchema } from "../../contract/index.ts";
import type { Recorder } from "./recorder.ts";

/** Words of a schema that are for people. */
const WORDS = ["title", "description", "default", "example", "examples", "deprecated", "$comment"];

/** Titles, descriptions, versions, examples: what no frame can break. */
export function diffTexts(recorder: Recorder): void {
  const { old, new: now } = recorder;
  if (old.title !== now.title)
    recorder.say(
      "TEXT-CHANGED",
      { old: "#/info/title", new: "#/info/title" },
      "the document has another title",
    );
  const version = { old: "#/info/version", new: "#/info/version" };
  if (old.version !== now.version)
    recorder.say("VERSION-CHANGED", version, `version ${now.version}, before ${old.version}`);
  if (old.asyncapi !== now.asyncapi)
    recorder.say(
      "VERSION-CHANGED",
      { old: "#/asyncapi", new: "#/asyncapi" },
      `AsyncAPI ${now.asyncapi}, before ${old.asyncapi}`,
    );
  for (const [name, entry] of Object.entries(old.schemas)) {
    const other = Object.hasOwn(now.schemas, name) ? now.schemas[name] : undefined;
    if (other === undefined || jsonEqual(entry.schema, other.schema)) continue;
    const inner = new Map([...walkSchema(other.schema)].map((one) => [one.pointer, one.schema]));
    for (const { pointer, schema } of walkSchema(entry.schema)) {
      const same = inner.get(pointer);
      if (!differs(schema, same)) continue;
      const spot = { old: `${entry.place}${pointer}`, new: `${other.place}${pointer}` };
      recorder.say("TEXT-CHANGED", spot, "a schema is described in other words");
    }
  }
}

function differs(left: Json, right: Json | undefined): boolean {
  if (!isObject(left) || !isObject(right)) return false;
  return WORDS.some((word) => !jsonEqual(left[word], right[word]));
}
