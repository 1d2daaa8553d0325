const ROOM = /^#[a-z0-9-]{1,20}$/;
const ID = /^[A-Za-z0-9-]{1,36}$/;
const MAX_TEXT = 500;

const isRoom = (value) => typeof value === "string" && ROOM.test(value);
const isId = (value) => typeof value === "string" && ID.test(value);
const isText = (value) => typeof value === "string" && value !== "" && [...value].length <= MAX_TEXT;

/** The fields of each message that a client may send, with their checks. Other fields are let through. */
const FIELDS = new Map([
  ["join", { room: isRoom }],
  ["leave", { room: isRoom }],
  ["say", { id: isId, room: isRoom, text: isText }],
]);

/**
 * What a text frame is: `{kind: "malformed"}`, `{kind: "unknown"}`, `{kind: "invalid", field}` or
 * `{kind: "valid", message}`.
 */
export function readMessage(text) {
  let message;
  try {
    message = JSON.parse(text);
  } catch {
    return { kind: "malformed" };
  }
  const fields = FIELDS.get(message?.type);
  if (fields === undefined) return { kind: "unknown" };
  const broken = Object.entries(fields).find(([name, holds]) => !holds(message[name]));
  return broken === undefined ? { kind: "valid", message } : { kind: "invalid", field: broken[0] };
}
