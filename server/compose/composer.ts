import type { FrameReader } from "../../contract/frame.ts";
import type { Json } from "../../contract/json.ts";
import type { Contract, Message } from "../../contract/model.ts";
import { ToolError } from "../../contract/tool-error.ts";
import type { Sampler } from "../../samples/index.ts";
import { type Bases, createBases } from "./base.ts";
import { type Edit, holds, settle } from "./edit.ts";

/** Makes messages that are valid by their schema, whatever the rules ask for. */
export interface Composer {
  readonly contract: Contract;
  /**
   * A valid payload of the message with the edits applied. `edits` is given the payload that it starts from; `turn`
   * takes one of the message's examples after the other. What the schema does not allow is left out and logged.
   * Throws STUB-OUTPUT where no valid payload comes about, STUB-MESSAGE where none can be made at all.
   */
  compose(message: Message, turn: number, edits: (base: Json) => readonly Edit[]): Json;
  /** The same from a payload that is valid already. */
  adjust(message: Message, payload: Json, edits: readonly Edit[]): Json;
  /** Throws STUB-OUTPUT for a payload that breaks the message's schema. */
  demand(message: Message, payload: Json): void;
}

export interface ComposerParts {
  readonly contract: Contract;
  readonly reader: FrameReader;
  readonly sampler: Sampler;
  readonly log: (line: string) => void;
}

export function createComposer({ contract, reader, sampler, log }: ComposerParts): Composer {
  const bases = createBases(reader, sampler);
  const told = new Set<string>();
  const tellOnce = (line: string): void => {
    if (told.has(line)) return;
    told.add(line);
    log(line);
  };
  const demand = (message: Message, payload: Json): void => {
    const [fault] = reader.check(message, payload);
    if (fault === undefined) return;
    throw new ToolError(
      "STUB-OUTPUT",
      `the stub's own ${message.name} is wrong at ${fault.at}: ${fault.message}`,
      {
        where: message.place,
        hint: "this is a fault of the stub or of a handler, not of the client",
      },
    );
  };
  const adjust = (message: Message, base: Json, edits: readonly Edit[]): Json => {
    const settled = settle(base, edits, (payload) => reader.check(message, payload).length === 0);
    if (settled === null) demand(message, base);
    for (const { at, why } of settled?.dropped ?? [])
      tellOnce(`${message.name}: \`${why}\` is left out, because the schema does not allow it at ${at}`);
    return settled?.payload ?? base;
  };
  return {
    contract,
    demand,
    adjust,
    compose: (message, turn, edits) => {
      const base = pickBase(bases, message, { turn, edits });
      return adjust(message, base, edits(base));
    },
  };
}

interface Wanted {
  readonly turn: number;
  readonly edits: (base: Json) => readonly Edit[];
}

/** The example that already says most of what is wanted; among equals the one whose turn it is. */
function pickBase(bases: Bases, message: Message, { turn, edits }: Wanted): Json {
  const examples = bases.of(message);
  if (examples.length === 1 && !message.error) return examples[0];
  const at = turn % examples.length;
  const rotated = [...examples.slice(at), ...examples.slice(0, at)];
  const misses = rotated.map(
    (base) => edits(base).filter((edit) => isFixed(edit) && !holds(base, edit)).length,
  );
  const best = rotated[misses.indexOf(Math.min(...misses))] ?? examples[0];
  // Words about another failure would mislead whoever reads them.
  return message.error && edits(best).some((edit) => isWhere(edit) && !holds(best, edit))
    ? bases.plain(message)
    : best;
}

/** Only what a case or refusal fixes says which example is meant; ids and echoes differ each time. */
function isFixed(edit: Edit): boolean {
  return isWhere(edit) || edit.values[0] === undefined;
}

function isWhere({ why }: Edit): boolean {
  return why.startsWith("where ");
}
