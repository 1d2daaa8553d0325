import { loadContract } from "../../dist/contract/index.js";

/**
 * What became of a document: `loaded` with its operations, `elsewhere` where it is about no WebSocket, or `refused`.
 * References may lead anywhere in the folder.
 */
export async function loaded(folder, { name, role }) {
  const start = performance.now();
  const options = { cwd: folder, root: folder, ...(role === null ? {} : { role }) };
  try {
    const { operations, warnings } = await loadContract(name, options);
    const { declared, elsewhere, leftOut } = operations;
    return {
      state: "loaded",
      operations: declared - elsewhere,
      read: declared - elsewhere - leftOut,
      elsewhere,
      findings: warnings.map(
        ({ code, message, where }) => `${where.file}:${where.line}:${where.column} ${code} ${message}`,
      ),
      loadMs: Math.round(performance.now() - start),
      why: "",
    };
  } catch (error) {
    const none = error?.code === "NO-WEBSOCKET";
    return {
      state: none ? "elsewhere" : "refused",
      operations: 0,
      read: 0,
      elsewhere: 0,
      findings: [],
      loadMs: Math.round(performance.now() - start),
      why: none ? error.message : `${error?.code ?? "FAULT"}: ${error?.message}`,
    };
  }
}
