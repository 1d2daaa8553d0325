/** What a record has under a name of the document's or the user's; nothing of what every object inherits (`constructor`). */
export function own<T>(values: { readonly [name: string]: T }, name: string): T | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
