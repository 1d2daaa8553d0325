const NUMBERED = /^example \d+$/;

/** The name of an example that the document gives none: its number, from 1. */
export function numberedExample(index: number): string {
  return `example ${index + 1}`;
}

/** How a sentence speaks of an example: by its name, or as `example 2`. */
export function exampleCalled(name: string): string {
  return NUMBERED.test(name) ? name : `the example ${name}`;
}
