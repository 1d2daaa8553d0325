// What a suite can't do without: connections, frames, JSON.parse, and a schema for every message that comes.
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { SignJWT } from "jose";
import { WebSocket } from "ws";
import { parse } from "yaml";

const [, , file, url, secret] = process.argv;
const recording = JSON.parse(readFileSync(file, "utf8"));
const document = parse(readFileSync("asyncapi.yaml", "utf8"));
const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
ajv.addSchema(document, "document");
const checks = new Map();
for (const { messages } of Object.values(document.channels))
  for (const [name, { $ref }] of Object.entries(messages))
    checks.set(name, ajv.compile({ $ref: `document${$ref}/payload` }));
const scope = "chat:use agent:stream agent:execute agent:updates";
const token = await new SignJWT({ sub: "alice", scope })
  .setProtectedHeader({ alg: "HS256" })
  .setExpirationTime("1h")
  .sign(new TextEncoder().encode(secret));

/** Says what the client said, each when as many frames have come as had come then, or nothing comes any more. */
function replay({ url: recorded, refused, frames }) {
  const { pathname, searchParams } = new URL(recorded);
  searchParams.set("token", refused ? "garbage" : token);
  const socket = new WebSocket(`${url}${pathname}?${searchParams}`, { perMessageDeflate: false });
  return new Promise((resolve) => {
    let at = 0;
    let timer;
    const step = (late) => {
      clearTimeout(timer);
      if (late && frames[at]?.from === "server") at += 1;
      while (frames[at]?.from === "client") {
        const { text } = frames[at];
        const long = /… \((\d+) characters\)$/.exec(text);
        if (socket.readyState === WebSocket.OPEN)
          socket.send(long === null ? text : text.slice(0, long.index).padEnd(Number(long[1])));
        at += 1;
      }
      if (at >= frames.length) socket.close();
      else timer = setTimeout(step, 100, true);
    };
    socket.on("open", () => step(false));
    socket.on("message", (data, isBinary) => {
      if (!isBinary) {
        const value = JSON.parse(data.toString());
        const check = checks.get(value.type);
        if (check !== undefined && !check(value)) throw new Error(`not valid: ${data}`);
      }
      at += 1;
      step(false);
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Connections of one test at once, eight tests at a time, as the suite has it. */
const tests = [...grouped(recording)];
const lane = async () => {
  for (let next = tests.shift(); next !== undefined; next = tests.shift())
    await Promise.all(next.map(replay));
};
await Promise.all(Array.from({ length: 8 }, lane));

function grouped(all) {
  const groups = new Map();
  for (const one of all) groups.set(one.test, [...(groups.get(one.test) ?? []), one]);
  return groups.values();
}
