import type { Place } from "../../contract/model.ts";

interface Owner {
  readonly channel: string;
  readonly subject: string;
}

interface Known extends Owner {
  readonly from: Map<string, Set<number>>;
}

/** Remembers which steps of automata were told before, so that nothing has to be named for the second time. */
export class SeenSteps {
  readonly #places = new Map<Place, Known>();

  /** True for the first time. Of automata that several owners have at one place those of the first are remembered. */
  isNew(
    { channel, subject }: Owner,
    place: Place,
    { from, on }: { readonly from: number; readonly on: string },
  ): boolean {
    const known = this.#places.get(place);
    if (known === undefined) {
      this.#places.set(place, { channel, subject, from: new Map([[on, new Set([from])]]) });
      return true;
    }
    if (known.channel !== channel || known.subject !== subject) return true;
    const seen = known.from.get(on);
    if (seen?.has(from) === true) return false;
    if (seen === undefined) known.from.set(on, new Set([from]));
    else seen.add(from);
    return true;
  }
}
