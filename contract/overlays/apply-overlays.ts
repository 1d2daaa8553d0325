import { jsonpath } from "json-p3";
import { below } from "../document/place.ts";
import type { Loading } from "../document/loading.ts";
import type { Json } from "../json.ts";
import type { Place } from "../model.ts";
import { bundled } from "./bundled.ts";
import { TreeEditor } from "./tree-editor.ts";
import { fault, type Overlay, type OverlayAction, readOverlay } from "./read-overlay.ts";

/**
 * Applies overlays in order, action by action. Throws OVERLAY, with the place in the overlay, for an action that finds
 * nothing or can't be applied to what it finds.
 */
export async function applyOverlays(files: readonly string[], cwd: string, loading: Loading): Promise<void> {
  for (const file of files) {
    const overlay = await readOverlay(file, cwd);
    for (const action of overlay.actions) {
      apply(action, overlay, loading);
      // An action may refer to files that nobody has needed before.
      await loading.tree.files.complete();
    }
  }
}

function apply(action: OverlayAction, overlay: Overlay, loading: Loading): void {
  const places = targetsOf(action, overlay, bundled(loading.tree));
  const editor = new TreeEditor(loading, { text: overlay.text, pointer: `${action.pointer}/update` });
  const { update } = action;
  if (update === null) {
    // From the last to the first: what is removed moves the items behind it.
    for (const place of places.toReversed()) editor.remove(place);
    return;
  }
  for (const place of places) editor.update(place, update.value);
}

function targetsOf({ target, pointer }: OverlayAction, { text }: Overlay, document: Json): Place[] {
  const where = text.placeOf(`${pointer}/target`, "value");
  const locations = query(target, document);
  if (typeof locations === "string")
    throw fault(`\`${target}\` is no JSONPath: ${locations}`, where, "RFC 9535 says how it is written");
  if (locations.length === 0)
    throw fault(
      `\`${target}\` finds nothing`,
      where,
      "names with other characters than letters and digits stand in brackets: $.channels['a/b']",
    );
  return locations.map((location) => below("#", ...location));
}

/** Where the nodes are, or what is wrong with the path. */
function query(target: string, document: Json): (string | number)[][] | string {
  try {
    // A document is plain JSON, and is only read.
    return jsonpath.query(target, document as Parameters<typeof jsonpath.query>[1]).locations();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
