import type { FrameReader } from "../../contract/frame.ts";
import type { Json } from "../../contract/json.ts";
import type { Message } from "../../contract/model.ts";
import { ToolError } from "../../contract/tool-error.ts";
import { type Sampler, Unsatisfiable } from "../../samples/index.ts";

/** What messages are made from. */
export interface Bases {
  /** Valid payloads to start from: the declared examples that keep to the schema, else a sample; at least one. */
  of(message: Message): readonly [Json, ...Json[]];
  /** A sample, which says nothing in particular: for an error that no example is about. */
  plain(message: Message): Json;
}

/** Throws (at use) STUB-MESSAGE for a message of which no valid payload can be made: it searches for one only once. */
export function createBases(reader: FrameReader, sampler: Sampler): Bases {
  const known = new WeakMap<Message, readonly [Json, ...Json[]]>();
  const impossible = new WeakMap<Message, unknown>();
  const samples = new WeakMap<Message, Json>();
  return {
    plain: (message) => {
      let sample = samples.get(message);
      if (sample === undefined) {
        sample = sampleOf(message, sampler);
        samples.set(message, sample);
      }
      return sample;
    },
    of: (message) => {
      if (impossible.has(message)) throw impossible.get(message);
      try {
        const bases = known.get(message) ?? makeBases(message, reader, sampler);
        known.set(message, bases);
        return bases;
      } catch (error) {
        impossible.set(message, error);
        throw error;
      }
    },
  };
}

function makeBases(message: Message, reader: FrameReader, sampler: Sampler): readonly [Json, ...Json[]] {
  const valid = message.examples
    .map(({ payload }) => payload)
    .filter((payload) => reader.check(message, payload).length === 0);
  const [first, ...rest] = valid;
  return first === undefined ? [sampleOf(message, sampler)] : [first, ...rest];
}

/** Binary content is made when it is sent. */
function sampleOf({ name, content, place }: Message, sampler: Sampler): Json {
  if (content.kind === "binary") return null;
  if (content.kind === "unchecked")
    throw new ToolError("STUB-MESSAGE", `the stub can't make the message ${name}: ${content.why}`, {
      where: place,
      hint: "no message of this content can be made up; an example would do: its text is sent as it stands",
    });
  try {
    return sampler.valid(content.schema, name);
  } catch (error) {
    if (!(error instanceof Unsatisfiable)) throw error;
    throw new ToolError("STUB-MESSAGE", `the stub can't make the message ${name}: ${error.reason}`, {
      where: place,
      hint: "no value was found that its schema allows; an example would do",
    });
  }
}
