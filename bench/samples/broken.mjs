export async function brokenFigures() {
  return { negatable: NaN, sites: NaN, single: NaN, median: NaN };
}
