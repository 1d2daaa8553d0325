/** What the live page is told, one at a time. Texts are masked and cut before. */
export type LiveEvent =
  | LiveFrame
  | {
      readonly kind: "note";
      readonly n: number;
      readonly at: number;
      readonly connection: string;
      readonly text: string;
    }
  | {
      readonly kind: "violation";
      readonly n: number;
      readonly at: number;
      readonly connection: string;
      /** The frame that it is about; null for none. */
      readonly frame: number | null;
      readonly rule: string;
      readonly summary: string;
      /** `asyncapi.yaml:214`; "" where nobody knows. */
      readonly where: string;
    }
  | LiveStats
  /** The page was too slow: so many were left out. */
  | { readonly kind: "lost"; readonly count: number };

export interface LiveFrame {
  readonly kind: "frame";
  /** Rising; the last one seen is asked for after a break. */
  readonly n: number;
  readonly at: number;
  readonly connection: string;
  readonly frame: number;
  readonly from: "client" | "server";
  readonly message: string;
  readonly size: number;
  readonly text: string;
}

export interface LiveStats {
  readonly kind: "stats";
  readonly open: number;
  readonly connections: number;
  readonly frames: number;
  readonly violations: number;
  readonly perSecond: number;
}
