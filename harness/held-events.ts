import type { EventWriter, ScenarioEvent } from "./event-writer.ts";

/**
 * Holds back what one of many runs of a property tells, until it is known whether anybody wants to read it. Which
 * items of the contract it exercised is told at once: no other run says that again.
 */
export class HeldEvents implements EventWriter {
  readonly #to: EventWriter;
  #held: ScenarioEvent[] = [];

  constructor(to: EventWriter) {
    this.#to = to;
  }

  write(event: ScenarioEvent): void {
    if (event.kind === "covered") this.#to.write(event);
    else this.#held.push(event);
  }

  flush(): void {}

  /** Passes everything on, once. */
  tell(): void {
    for (const event of this.#held) this.#to.write(event);
    this.#held = [];
    this.#to.flush();
  }
}
