import { channelNamed } from "../../contract/index.ts";
import type { Contract } from "../../contract/model.ts";
import type { FaultPlace } from "../../server/index.ts";
import type { TestCard } from "./test-card.ts";

/** One fault at one place, and what is known of who notices it. */
export interface Suspect {
  readonly place: FaultPlace;
  /** Family of tests that has to notice it. */
  readonly family: string;
  /** The keyword that it breaks; "" for none. */
  readonly keyword: string;
}

/**
 * The tests that a fault at this place can touch, the most likely to notice it first, the shorter of equals first. A
 * fault of a channel touches nobody who does not connect to it.
 */
export function ranked(
  cards: readonly TestCard[],
  suspect: Suspect,
  contract: Contract,
): readonly TestCard[] {
  const { channel } = suspect.place;
  const names = namesFor(suspect.place, contract);
  return cards
    .filter((card) => channel === "" || card.connects.has(channel))
    .map((card) => ({ card, points: pointsOf(card, suspect, names) }))
    .toSorted((a, b) => b.points - a.points || a.card.size - b.card.size)
    .map(({ card }) => card);
}

/** Tests that have nothing to do with the fault, the farthest first: they have to stay green. */
export function unrelated(
  cards: readonly TestCard[],
  suspect: Suspect,
  contract: Contract,
): readonly TestCard[] {
  const { place, family } = suspect;
  const names = namesFor(place, contract);
  return cards
    .filter((card) => card.idle === "" && card.family !== family && card.family !== "idle")
    .filter((card) => ![...card.sends].some((name) => names.includes(name)) && !names.includes(card.heading))
    .map((card) => ({ card, away: Number(!card.connects.has(place.channel)) }))
    .toSorted((a, b) => b.away - a.away || a.card.size - b.card.size)
    .map(({ card }) => card);
}

/** The operation, its place in the document and its messages, under which a test may speak of it. */
function namesFor({ channel, operation }: FaultPlace, contract: Contract): readonly string[] {
  if (operation === "") return [];
  const found = channelNamed(contract, channel).operations.find(({ name }) => name === operation);
  if (found === undefined) return [operation];
  return [operation, found.place, ...(found.kind === "client" ? found.requests : found.messages)];
}

const FAMILY = 4;
const OPERATION = 4;
const KEYWORD = 3;
const SENDS = 2;
const OWN_FILE = 1;

/** Is the test about the fault's operation, or about the keyword that it breaks? */
export function concerns(card: TestCard, suspect: Suspect, contract: Contract): boolean {
  return isAbout(card, namesFor(suspect.place, contract)) || has(card, suspect.keyword);
}

function isAbout({ heading, covers }: TestCard, names: readonly string[]): boolean {
  return (
    names.includes(heading) ||
    covers.some((pointer) => names.some((name) => pointer === name || pointer.startsWith(`${name}/`)))
  );
}

function has({ heading, covers }: TestCard, keyword: string): boolean {
  const path = keyword.replaceAll(".", "/");
  return (
    keyword !== "" &&
    (heading === path.split("/").at(-1) || covers.some((pointer) => pointer.includes(`/${path}`)))
  );
}

function pointsOf(card: TestCard, { place, family, keyword }: Suspect, names: readonly string[]): number {
  const sends = [...card.sends].some((name) => names.includes(name));
  return (
    (card.family === family ? FAMILY : 0) +
    (isAbout(card, names) ? OPERATION : 0) +
    (has(card, keyword) ? KEYWORD : 0) +
    (sends ? SENDS : 0) +
    (card.channel === place.channel ? OWN_FILE : 0) -
    (card.idle === "" ? 0 : FAMILY)
  );
}
