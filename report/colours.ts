import picocolors from "picocolors";

export type Colours = ReturnType<typeof picocolors.createColors>;

/** Colours only for a person at a terminal who did not say otherwise (https://no-color.org). */
export function coloursFor(
  stream: { readonly isTTY?: boolean },
  wanted: { readonly color: boolean; readonly env: { readonly [name: string]: string | undefined } },
): Colours {
  const declined = !wanted.color || (wanted.env["NO_COLOR"] ?? "") !== "" || wanted.env["TERM"] === "dumb";
  return picocolors.createColors(stream.isTTY === true && !declined);
}
