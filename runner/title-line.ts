/** A title as one line; as failures print it. */
export function titleLine(title: readonly string[]): string {
  return title.join(" > ");
}
