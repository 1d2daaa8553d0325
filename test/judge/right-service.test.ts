import { expect } from "chai";
import { rooms, streaming } from "./contracts.ts";
import { RightRooms } from "./right-rooms.ts";
import { RightService, randomFrom } from "./right-service.ts";
import { Traffic } from "./traffic.ts";

const RUNS = 120;

interface Service {
  step(): void;
  settle(): void;
}

/** Lets a service and its clients go on at random, each frame on its way for a while. */
function violationsOf(traffic: Traffic, service: Service, steps: number): unknown[] {
  for (let step = 0; step < steps; step++) service.step();
  service.settle();
  traffic.wait(60_000);
  return traffic.violations;
}

describe("judge: a right service at the end of a slow line is never accused, whatever its clients do", function () {
  this.timeout(180_000);

  it(`streams, cancels, duplicates and bad frames on one connection (${RUNS} runs)`, () => {
    for (let seed = 1; seed <= RUNS; seed++) {
      const traffic = new Traffic(streaming());
      traffic.open();
      const service = new RightService(traffic, randomFrom(seed));
      expect(violationsOf(traffic, service, 120), `seed ${seed}`).to.deep.equal([]);
    }
  });

  it(`pushes and subscriptions of clients that come and go (${RUNS} runs)`, () => {
    for (let seed = 1; seed <= RUNS; seed++) {
      const traffic = new Traffic(rooms());
      const service = new RightRooms(traffic, randomFrom(seed));
      expect(violationsOf(traffic, service, 200), `seed ${seed}`).to.deep.equal([]);
    }
  });
});
