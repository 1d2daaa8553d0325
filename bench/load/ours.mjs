// Reads a document as the tool does: `node ours.mjs FILE [CACHE]`.
import { dirname, basename } from "node:path";
import { loadContract } from "../../dist/contract/index.js";

const [file, cache = null] = process.argv.slice(2);
const { contract } = await loadContract(basename(file), { cwd: dirname(file), cache });
if (contract.channels.length === 0) process.exit(1);
