import { createFrameReader, hasWayOut, messageNamed, stepSequence } from "../../contract/index.ts";
import type { FrameReader } from "../../contract/frame.ts";
import type { Json } from "../../contract/json.ts";
import type { Channel, ClientOperation, Contract, Message } from "../../contract/model.ts";
import { createSampler, type Sampler } from "../../samples/index.ts";
import { type Composer, createComposer } from "../compose/composer.ts";
import { createPlots } from "../exchange/plots.ts";
import { successScript } from "../exchange/script.ts";

/** What is needed to tell, without a running stub, whether a fault can show. */
export interface Lab {
  readonly contract: Contract;
  readonly reader: FrameReader;
  readonly composer: Composer;
  readonly sampler: Sampler;
}

const LABS = new WeakMap<Contract, Lab>();

export function labFor(contract: Contract): Lab {
  const lab = LABS.get(contract) ?? makeLab(contract);
  LABS.set(contract, lab);
  return lab;
}

function makeLab(contract: Contract): Lab {
  const reader = createFrameReader(contract);
  const sampler = createSampler(contract, 1);
  const composer = createComposer({ contract, reader, sampler, log: () => undefined });
  return { contract, reader, composer, sampler };
}

/** The messages of a usual exchange that goes well, in their order. */
export function usualReplies(channel: Channel, operation: ClientOperation): readonly Message[] {
  const script = successScript(createPlots().of(channel, operation), ["usual"]);
  if (script.kind !== "messages" || script.fails) return [];
  return script.steps.flatMap((on) => (on.kind === "name" ? [messageNamed(channel, on.name)] : []));
}

/** How a usual exchange ends: it is over, open for more, or has no replies at all. */
export function usualEnd(channel: Channel, operation: ClientOperation): "over" | "open" | "none" {
  if (operation.sequence.kind === "none") return "none";
  const { sequence } = operation.sequence;
  const names = usualReplies(channel, operation).map(({ name }) => name);
  const state = names.reduce((at, name) => stepSequence(sequence, at, name) ?? at, 0);
  return hasWayOut(sequence, state) ? "open" : "over";
}

/** A valid payload; null for a message that can't be made. */
export function sampleOf({ composer }: Lab, message: Message): Json | null {
  if (message.content.kind !== "json") return null;
  try {
    return composer.compose(message, 0, () => []);
  } catch {
    return null;
  }
}
