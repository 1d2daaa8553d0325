/** A regular expression, as far as it decides whether a text matches. */
export type PatternNode =
  | { readonly kind: "character"; readonly set: CharacterSet }
  | { readonly kind: "sequence"; readonly parts: readonly PatternNode[] }
  | { readonly kind: "choice"; readonly options: readonly PatternNode[] }
  | { readonly kind: "repeat"; readonly of: PatternNode; readonly least: number; readonly most: number }
  | { readonly kind: "edge"; readonly edge: Edge }
  | { readonly kind: "look"; readonly of: PatternNode; readonly ahead: boolean; readonly negative: boolean };

/** What stands between two characters: `^`, `$`, `\b`, `\B`. */
export type Edge = "start" | "end" | "word" | "no word";

/** What one character may be. */
export interface CharacterSet {
  has(character: string): boolean;
  /** Which of ASCII it has. */
  readonly ascii: readonly boolean[];
  /** May it have others? */
  readonly beyond: boolean;
}

/** True where no character is in both. */
export function areDisjoint(one: CharacterSet, other: CharacterSet): boolean {
  return !(one.beyond && other.beyond) && !one.ascii.some((has, code) => has && other.ascii[code] === true);
}
