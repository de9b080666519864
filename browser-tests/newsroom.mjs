// A newsroom of one's own for a test: the program on a free port, with a copy of the demo newsroom in a temporary folder.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, open, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const ROOT = resolve(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "..");
const PROGRAM = process.env.CRIER_PROGRAM ?? join(process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"), "debug/crier");
/** A demo newsroom with every story voiced (scripts/parts/seed.py). Without it a newsroom begins empty and voices its own. */
const SEED = process.env.CRIER_SEED;

const READY_WITHIN_MS = 60_000;
const STOPS_WITHIN_MS = 20_000;
/** Voicing all of the demo with a debug build on a busy machine. */
const VOICED_WITHIN_MS = 900_000;

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** What steers the tests must not configure the newsroom. */
const environment = () => Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("CRIER_")));

/** Runs a command of the program on a newsroom's data to its end; gives what it wrote, or throws it. */
export async function crier(...args) {
  const child = spawn(PROGRAM, args, { env: environment(), stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let err = "";
  child.stdout.on("data", (data) => (out += data));
  child.stderr.on("data", (data) => (err += data));
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`crier ${args.join(" ")} ended with ${code}:\n${err}`);
  return out;
}

/** Starts `crier demo`; `fresh`: without the voiced copy, as on the first day. Gives { url, data, log(), stop() }. */
export async function startNewsroom({ fresh = false, options = [] } = {}) {
  const home = await mkdtemp(join(tmpdir(), "crier-journey-"));
  const data = join(home, "data");
  if (SEED && !fresh) await cp(SEED, data, { recursive: true, preserveTimestamps: true });
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const logFile = join(home, "log");
  const handle = await open(logFile, "a");
  const args = ["demo", "--data", data, "--listen", `127.0.0.1:${port}`, "--public-url", url, ...options];
  const child = spawn(PROGRAM, args, { env: environment(), stdio: ["ignore", handle.fd, handle.fd] });
  await handle.close();
  let ended = null;
  child.on("error", (error) => (ended = String(error)));
  child.on("exit", (code, signal) => (ended ??= `ended with ${signal ?? code}`));

  const log = () => readFile(logFile, "utf8");
  const stop = async () => {
    if (ended === null) {
      child.kill("SIGTERM");
      const killer = setTimeout(() => child.kill("SIGKILL"), STOPS_WITHIN_MS);
      await once(child, "exit");
      clearTimeout(killer);
    }
    await rm(home, { recursive: true, force: true });
  };
  const newsroom = { url, data, log, stop };
  try {
    await until(() => answers(`${url}/readyz`), READY_WITHIN_MS, "answer /readyz", () => ended);
    if (!fresh) await until(() => allVoiced(url), VOICED_WITHIN_MS, "voice all stories", () => ended);
  } catch (error) {
    const written = await log();
    await stop();
    throw new Error(`${error.message}\n${written.split("\n").slice(-25).join("\n")}`);
  }
  return newsroom;
}

async function until(happens, within, what, ended) {
  const deadline = Date.now() + within;
  while (!(await happens())) {
    if (ended() !== null) throw new Error(`the newsroom ${ended()} and did not ${what}`);
    if (Date.now() > deadline) throw new Error(`the newsroom did not ${what} within ${within / 1000} s`);
    await sleep(50);
  }
}

const answers = (url) => fetch(url).then((answer) => answer.ok, () => false);

/** Addresses of all published stories, as paths, by the sitemap. */
export async function stories(url) {
  const sitemap = await (await fetch(`${url}/sitemap.xml`)).text();
  const found = [...sitemap.matchAll(/<loc>[^<]*?(\/articles\/[^<?#]+)/g)].map(([, path]) => path);
  return [...new Set(found)].sort();
}

async function allVoiced(url) {
  const paths = await stories(url);
  for (const path of paths) {
    const { state } = await (await fetch(`${url}${path}/narration.json`)).json();
    if (state !== "ready") return false;
  }
  return paths.length > 0;
}
