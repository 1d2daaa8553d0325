import { isObject, type Json, pointerGet, pointerOf, pointerTokens } from "../contract/index.ts";
import { isIdName } from "./text-kinds.ts";

/** Requests of a connection that an answer may belong to. */
const REMEMBERED = 32;
const MOST_SCALARS = 24;
const MOST_PAIRS = 8000;
const MOST_DISTINCT = 64;
/** Of one place of an answer, sets of requests that are told apart. */
const MOST_SOURCES = 64;
const DEEPEST = 3;
/** With so many requests before it on its connection each one is compared. */
const COMPARED = 8;
/** So many values have to come back in a member that is called neither an id nor what it is called in the request. */
const FOR_OTHER_NAME = 4;
/** Of the answers that have the value, so many have to carry that of a request. */
const LEAST_MATCHED = 0.98;
const FREE_TEXT = /(^|_)(text|content|message|prompt|body|title|description|data|value|type)$/i;

interface Request {
  readonly name: string;
  /** Pointers by value. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

export type Requests = Request[];

interface Values {
  count: number;
  readonly distinct: Set<string>;
  /** Requests that came after one of the same name on their connection, and those with a value of their own there. */
  compared: number;
  fresh: number;
}

/** Requests and pointers that all had a value, and how often an answer had it then. */
interface Sources {
  readonly requests: readonly string[];
  count: number;
}

/** Where an id lies in each message that has one, with its evidence. */
export interface Correlated {
  readonly pointer: string;
  readonly matched: number;
  readonly of: number;
}

/** Notices which values of requests come back in what the service sends. */
export class Correlation {
  /** By answer and pointer: how often it carried the value of a request, by request and pointer. */
  readonly #pairs = new Map<string, Map<string, number>>();
  /** By answer: how often its value was that of just these requests and pointers. */
  readonly #sources = new Map<string, Map<string, Sources>>();
  readonly #present = new Map<string, number>();
  /** Some of the values of each place of an answer. */
  readonly #said = new Map<string, Set<string>>();
  readonly #values = new Map<string, Values>();
  #pairCount = 0;

  asked(recent: Requests, name: string, payload: Json): void {
    const values = new Map<string, string[]>();
    const before = recent.filter((one) => one.name === name).slice(-COMPARED);
    for (const [pointer, value] of scalarsOf(payload)) {
      values.set(value, [...(values.get(value) ?? []), pointer]);
      const noted = this.#note(`${name}\n${pointer}`, value);
      if (before.length === 0) continue;
      noted.compared += 1;
      if (before.every((one) => one.values.get(value)?.includes(pointer) !== true)) noted.fresh += 1;
    }
    recent.push({ name, values });
    if (recent.length > REMEMBERED) recent.shift();
  }

  answered(recent: Requests, name: string, payload: Json): void {
    for (const [pointer, value] of scalarsOf(payload)) {
      const key = `${name}\n${pointer}`;
      this.#present.set(key, (this.#present.get(key) ?? 0) + 1);
      const said = this.#said.get(key) ?? new Set<string>();
      this.#said.set(key, said);
      if (said.size < FOR_OTHER_NAME) said.add(value);
      const sources = sourcesOf(recent, value);
      if (sources.length === 0) continue;
      for (const one of sources) this.#pair(key, one);
      this.#from(key, sources);
    }
  }

  #from(answer: string, requests: readonly string[]): void {
    const known = this.#sources.get(answer) ?? new Map<string, Sources>();
    this.#sources.set(answer, known);
    const key = requests.join("\n\n");
    const own = known.get(key) ?? { requests, count: 0 };
    if (known.size < MOST_SOURCES || own.count > 0) known.set(key, own);
    own.count += 1;
  }

  #note(key: string, value: string): Values {
    const known = this.#values.get(key) ?? { count: 0, distinct: new Set<string>(), compared: 0, fresh: 0 };
    this.#values.set(key, known);
    known.count += 1;
    if (known.distinct.size < MOST_DISTINCT) known.distinct.add(value);
    return known;
  }

  #pair(answer: string, request: string): void {
    const pairs = this.#pairs.get(answer) ?? new Map<string, number>();
    if (!pairs.has(request)) {
      if (this.#pairCount >= MOST_PAIRS) return;
      this.#pairCount += 1;
    }
    this.#pairs.set(answer, pairs);
    pairs.set(request, (pairs.get(request) ?? 0) + 1);
  }

  /** The id of each message, requests and answers. `fixed`: what the document says of it. */
  found(fixed: ReadonlyMap<string, string>): ReadonlyMap<string, Correlated> {
    const found = new Map<string, Correlated>();
    const score = (answer: string, request: string, hits: number): number =>
      hits * this.#idLike(request) * (keyOf(answer) === keyOf(request) ? 1 : 0.6);
    const requests = new Map<string, { pointer: string; score: number }>();
    for (const [answer, pairs] of this.#likely()) {
      if (!this.#isVaried(answer, [...pairs.keys()])) continue;
      for (const [request, hits] of pairs) {
        const { name, pointer } = split(request);
        if (fixed.has(name) && fixed.get(name) !== pointer) continue;
        const worth = score(answer, request, hits);
        if (worth > (requests.get(name)?.score ?? 0)) requests.set(name, { pointer, score: worth });
      }
    }
    for (const [answer, pairs] of this.#likely()) {
      const { name, pointer } = split(answer);
      if (fixed.has(name) && fixed.get(name) !== pointer) continue;
      const own = [...pairs].filter(
        ([request]) => requests.get(split(request).name)?.pointer === split(request).pointer,
      );
      const isSame = own.some(([request]) => keyOf(request) === keyOf(answer));
      if (!isSame && !this.#isVaried(answer, [...pairs.keys()])) continue;
      const named = new Set(own.map(([request]) => request));
      const sources = [...(this.#sources.get(answer)?.values() ?? [])];
      const matched = sources
        .filter(({ requests: from }) => from.some((one) => named.has(one)))
        .reduce((sum, { count }) => sum + count, 0);
      const of = this.#present.get(answer) ?? 0;
      if (matched < of * LEAST_MATCHED || matched <= (found.get(name)?.matched ?? 0)) continue;
      found.set(name, { pointer, matched, of });
    }
    for (const [name, { pointer }] of requests) {
      const of = this.#values.get(`${name}\n${pointer}`)?.count ?? 0;
      found.set(name, { pointer, matched: of, of });
    }
    return found;
  }

  *#likely(): Generator<[answer: string, pairs: ReadonlyMap<string, number>]> {
    for (const [answer, pairs] of this.#pairs) {
      const likely = new Map([...pairs].filter(([request]) => this.#idLike(request) > 0));
      const hits = [...likely.values()].reduce((sum, one) => Math.max(sum, one), 0);
      if (hits > 0) yield [answer, likely];
    }
  }

  /** A small number that is always the same is now and then the id of a request as well; so is any under another name. */
  #isVaried(answer: string, requests: readonly string[]): boolean {
    const key = keyOf(answer);
    const isSame = requests.some((request) => keyOf(request) === key);
    const named = isSame || isIdName(key) || /^\d+$/.test(key);
    const others = requests.map((request) => this.#values.get(request)?.distinct.size ?? 0);
    const enough = Math.min(
      named ? 2 : FOR_OTHER_NAME,
      this.#present.get(answer) ?? 0,
      others.reduce((most, one) => Math.max(most, one), 0),
    );
    return (this.#said.get(answer)?.size ?? 0) >= enough;
  }

  /** 0: no id; an id has another value in nearly each request, or the name of one. */
  #idLike(request: string): number {
    const values = this.#values.get(request);
    const key = keyOf(request);
    if (values === undefined || FREE_TEXT.test(key)) return 0;
    const { count } = values;
    const fresh = freshness(values);
    if (isIdName(key)) return fresh >= 0.5 || count < 4 ? 1 : 0.2;
    const position = /^\d+$/.test(key);
    return count >= 4 && fresh >= 0.9 ? (position ? 0.9 : 0.5) : 0;
  }
}

/** The share of requests with a value of their own: among all, or on their connection, where ids begin anew. */
function freshness({ count, distinct, compared, fresh }: Values): number {
  const among = distinct.size / Math.min(Math.max(count, 1), MOST_DISTINCT);
  return compared < 4 ? among : Math.max(among, fresh / compared);
}

/** The places that have the value in the latest request of each name: who asks for something may then say more about it. */
function sourcesOf(recent: Requests, value: string): string[] {
  const latest = new Map<string, readonly string[]>();
  for (const { name, values } of recent) {
    const pointers = values.get(value);
    if (pointers !== undefined) latest.set(name, pointers);
  }
  return [...latest].flatMap(([name, pointers]) => pointers.map((pointer) => `${name}\n${pointer}`)).sort();
}

function split(key: string): { readonly name: string; readonly pointer: string } {
  const [name = "", pointer = ""] = key.split("\n");
  return { name, pointer };
}

function keyOf(key: string): string {
  return pointerTokens(split(key).pointer).at(-1) ?? "";
}

/** The id in a payload as a text; null where there is none. */
export function idIn(payload: Json, pointer: string): string | null {
  const value = pointerGet(payload, pointer);
  return typeof value === "string" || typeof value === "number" ? JSON.stringify(value) : null;
}

/** Short texts and numbers that may be ids, by pointer. */
function scalarsOf(payload: Json, base = "", depth = 0): [pointer: string, value: string][] {
  const inner: readonly (readonly [string, Json])[] = Array.isArray(payload)
    ? depth === 0
      ? payload.slice(0, 4).map((item: Json, index) => [`${index}`, item] as const)
      : []
    : isObject(payload)
      ? Object.entries(payload)
      : [];
  return inner
    .flatMap(([key, value]): [string, string][] => {
      const pointer = `${base}${pointerOf(key)}`;
      if (typeof value === "number" && Number.isInteger(value)) return [[pointer, JSON.stringify(value)]];
      if (typeof value === "string")
        return value.length > 0 && value.length <= 80 && !/\s/.test(value)
          ? [[pointer, JSON.stringify(value)]]
          : [];
      return depth < DEEPEST ? scalarsOf(value, pointer, depth + 1) : [];
    })
    .slice(0, MOST_SCALARS);
}
