/** What children are spawned with, so that each leads a process group of its own. Windows has none. */
export const OWN_GROUP: { readonly detached: boolean } = { detached: process.platform !== "win32" };
