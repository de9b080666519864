// A newsroom of one's own for the journeys: the program on a free port, with a copy of the demo newsroom in a temporary folder.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, open, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { WITHDRAWN } from "./demo.mjs";

const ROOT = resolve(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "..");
const PROGRAM = process.env.CRIER_PROGRAM ?? join(process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"), "debug/crier");
/** A demo newsroom with every story voiced (scripts/parts/seed.py). Without it a newsroom begins empty and voices its own. */
const SEED = process.env.CRIER_SEED;

const READY_WITHIN_MS = 60_000;
const STOPS_WITHIN_MS = 20_000;
/** Voicing all of the demo with a debug build on a busy machine. */
const VOICED_WITHIN_MS = 840_000;
const LOOK_EVERY_MS = 50;

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

/** Runs a command of the program to its end; gives what it wrote, or throws it. */
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

/** Starts the program in the background: { ended(), log(), stop() }. */
async function start(args, logFile) {
  const handle = await open(logFile, "a");
  const child = spawn(PROGRAM, args, { env: environment(), stdio: ["ignore", handle.fd, handle.fd] });
  await handle.close();
  let ended = null;
  child.on("error", (error) => (ended = String(error)));
  child.on("exit", (code, signal) => (ended ??= `ended with ${signal ?? code}`));
  return {
    ended: () => ended,
    log: () => readFile(logFile, "utf8"),
    async stop() {
      if (ended !== null) return;
      child.kill("SIGTERM");
      const killer = setTimeout(() => child.kill("SIGKILL"), STOPS_WITHIN_MS);
      await once(child, "exit");
      clearTimeout(killer);
    },
  };
}

/**
 * A newsroom with the demo's stories, all voiced, and one that was withdrawn. `empty`: only the demo's program, an empty
 * newsroom and nobody who makes voices (`startWorker` does). `settings`: its crier.toml. Gives { url, data, run(…), take(…), invite(), signIn(page), log(), stop() }.
 */
export async function startNewsroom({ empty = false, settings = "" } = {}) {
  const home = await mkdtemp(join(tmpdir(), "crier-journey-"));
  const data = join(home, "data");
  if (SEED && !empty) await cp(SEED, data, { recursive: true, preserveTimestamps: true });
  if (settings) {
    await mkdir(data, { recursive: true });
    await writeFile(join(data, "crier.toml"), settings);
  }
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const place = ["--data", data, "--listen", `127.0.0.1:${port}`, "--public-url", url];
  const program = await start(empty ? ["serve", "--no-work", ...place] : ["demo", ...place], join(home, "log"));

  /** `crier COMMAND … --data` of this newsroom, while it runs. */
  const run = (...args) => crier(...args, "--data", data);
  /** Takes a story in by the command line; `name` becomes its slug when the front matter names none. */
  const take = async (name, markdown, ...options) => {
    const file = join(home, `${name}.md`);
    await writeFile(file, markdown);
    return run("import", file, ...options);
  };
  /** A one-time link to the desk. The command does not know on which port this newsroom listens. */
  const invite = async () => {
    const { pathname, search } = new URL((await run("staff")).trim());
    return url + pathname + search;
  };
  /** Signs a visitor in at the desk; gives the link, which is used up by it. */
  const signIn = async (page) => {
    const link = await invite();
    await page.goto(link);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(/\/desk$/);
    return link;
  };
  const stop = async () => {
    await program.stop();
    await rm(home, { recursive: true, force: true });
  };
  const newsroom = { url, data, home, run, take, invite, signIn, log: program.log, stop };
  try {
    await until(() => answers(`${url}/readyz`), READY_WITHIN_MS, "answer /readyz", program.ended);
    if (!empty) {
      await until(() => allVoiced(url), VOICED_WITHIN_MS, "voice all stories", program.ended);
      await take(WITHDRAWN.slug, WITHDRAWN.markdown.replace("---\n", `---\nslug: ${WITHDRAWN.slug}\n`), "--publish");
      await run("article", "retract", WITHDRAWN.slug, "--note", WITHDRAWN.note);
    }
  } catch (error) {
    const written = await program.log();
    await stop();
    throw new Error(`${error.message}\n${written.split("\n").slice(-25).join("\n")}`);
  }
  return newsroom;
}

/** `crier work` beside an empty newsroom. */
export const startWorker = (newsroom) => start(["work", "--data", newsroom.data], join(newsroom.home, "work.log"));

async function until(happens, within, what, ended) {
  const deadline = Date.now() + within;
  while (!(await happens())) {
    if (ended() !== null) throw new Error(`the newsroom ${ended()} and did not ${what}`);
    if (Date.now() > deadline) throw new Error(`the newsroom did not ${what} within ${within / 1000} s`);
    await sleep(LOOK_EVERY_MS);
  }
}

const answers = (url) => fetch(url).then((answer) => answer.ok, () => false);

/** Addresses of all published stories, as paths, by the sitemap. */
async function stories(url) {
  const sitemap = await (await fetch(`${url}/sitemap.xml`)).text();
  return [...new Set([...sitemap.matchAll(/<loc>[^<]*?(\/articles\/[^<?#]+)/g)].map(([, path]) => path))];
}

/** Stories that the demo brings: fewer are not all yet. */
const brought = readdir(join(ROOT, "crates/crier/demo/articles"), { recursive: true }).then(
  (names) => names.filter((name) => name.endsWith(".md")).length,
);

async function allVoiced(url) {
  const paths = await stories(url);
  if (paths.length < (await brought)) return false;
  for (const path of paths) {
    const { state } = await (await fetch(`${url}${path}/narration.json`)).json();
    if (state !== "ready") return false;
  }
  return true;
}
