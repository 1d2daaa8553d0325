/** Does the work for each item, `lanes` at a time, and gives the results in the items' order. The first error ends all. */
export async function inLanes<T, R>(
  items: readonly T[],
  lanes: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const queue = items.entries();
  let over = false;
  const lane = async (): Promise<void> => {
    for (const [index, item] of queue) {
      if (over) return;
      results[index] = await work(item);
    }
  };
  const running = Array.from({ length: Math.max(1, Math.min(lanes, items.length)) }, async () => {
    try {
      await lane();
    } catch (error) {
      over = true;
      throw error;
    }
  });
  await Promise.all(running);
  return results;
}
