import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

/** What a valid service keeps; the rest is about refusing. */
const POSITIVE = ["connection", "message", "reply", "stream", "push", "conversation"];
const DEADLINE_MS = 180_000;
const ENV = { ASYNCPROOF_CACHE: "off" };

/** Runs the plan of a document against its own stub, as a person would; stopped at a deadline. */
export async function ran(folder, { name, role, out }) {
  const start = performance.now();
  const events = `${out}.ndjson`;
  const words = ["run", join(folder, name), "--root", folder, "--out", out, "--jobs", "8", "--json"];
  if (role !== null) words.push("--role", role);
  const child = spawn(
    process.execPath,
    [resolve("bin/asyncproof"), ...words, "--report", `ndjson=${events}`],
    {
      env: { ...process.env, ...ENV },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  // It stops what it started when it is asked to.
  const deadline = setTimeout(() => child.kill("SIGTERM"), DEADLINE_MS);
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
  const [exitCode, signal] = await once(child, "close");
  clearTimeout(deadline);
  const told = parsed(await stdout);
  return {
    exitCode,
    signal,
    error: told === null ? await stderr : told.error,
    ...countsOf(await testsOf(events)),
    seconds: Math.round((performance.now() - start) / 100) / 10,
  };
}

async function textOf(stream) {
  let text = "";
  for await (const chunk of stream.setEncoding("utf8")) text += chunk;
  return text;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function testsOf(path) {
  const text = await readFile(path, "utf8").catch(() => "");
  const events = text.split("\n").filter((line) => line.includes('"testFinished"'));
  return events.map((line) => JSON.parse(line));
}

function countsOf(tests) {
  const positive = tests.filter(({ title }) => POSITIVE.includes(title[0].split(" ")[0]));
  const passed = (list) => list.filter(({ state }) => state === "passed").length;
  const failed = tests.filter(({ state }) => state === "failed");
  const pending = tests.filter(({ state }) => state === "pending");
  return {
    planned: tests.length,
    kept: passed(tests),
    violated: failed.filter(({ rule }) => rule !== "").length,
    errors: failed.filter(({ rule }) => rule === "").length,
    unspecified: pending.filter(({ pending }) => pending === "unspecified").length,
    notReached: pending.filter(({ pending }) => pending !== "unspecified").length,
    positive: positive.length,
    positiveKept: passed(positive),
    failures: failed.map(({ title, rule, error }) => `${rule || error}  ${title.join(" > ")}`),
    missed: positive
      .filter(({ state }) => state === "pending")
      .map(({ title, pending, text }) => `${pending}  ${title.join(" > ")}  ${text}`),
  };
}
