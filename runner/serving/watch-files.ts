import type { Reloads } from "./reload.ts";

/** A save may be several writes: the file is read when it has not changed for so long. */
const CALM_MS = 60;

/** Tells of each change of the files until it is disposed of; changes that come while one is handled count once. */
export async function watchFiles(reloads: Reloads): Promise<AsyncDisposable> {
  const { watch } = await import("chokidar");
  const watcher = watch([...reloads.files], { ignoreInitial: true });
  let calm: NodeJS.Timeout | undefined;
  let work: Promise<void> = Promise.resolve();
  const handle = async (file: string): Promise<void> => {
    const before = reloads.files;
    await reloads.changed(file);
    watcher.unwatch(before.filter((one) => !reloads.files.includes(one)));
    watcher.add([...reloads.files]);
  };
  watcher.on("all", (_event, file) => {
    clearTimeout(calm);
    calm = setTimeout(() => {
      work = work.then(() => handle(file));
    }, CALM_MS);
  });
  await new Promise<void>((resolve) => watcher.once("ready", resolve));
  return {
    [Symbol.asyncDispose]: async () => {
      clearTimeout(calm);
      await watcher.close();
      await work;
    },
  };
}
