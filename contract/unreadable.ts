/** What the codes of a file system say to a person; each continues a sentence that begins with the file's name. */
export const FILE_REASONS: { readonly [code: string]: string } = {
  ENOENT: "is not there",
  ENOTDIR: "is not there",
  EISDIR: "is a folder",
  EACCES: "can't be read: you have no permission",
  EPERM: "can't be read: you have no permission",
  ELOOP: "can't be read: its links go round in a circle",
};

/** Why a file can't be read: `known.yaml is not there`; an error that no file system made says it itself. */
export function unreadable(error: unknown, name: string): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const reason = FILE_REASONS[code];
  if (reason !== undefined) return `${name} ${reason}`;
  return error instanceof Error ? error.message : String(error);
}
