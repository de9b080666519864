// The worker's answers, on a line that can be cut and a cache in memory.
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

const HERE = "https://news.example.org";

class MemoryCache {
  readonly kept = new Map<string, Response>();
  #find(asked: Request | string, ignoreSearch = false): string | undefined {
    const { href, pathname } = new URL(typeof asked === "string" ? asked : asked.url, HERE);
    return [...this.kept.keys()].find((one) => one === href || (ignoreSearch && new URL(one).pathname === pathname));
  }
  async match(asked: Request | string, { ignoreSearch = false } = {}): Promise<Response | undefined> {
    return this.kept.get(this.#find(asked, ignoreSearch) ?? "")?.clone();
  }
  async put(asked: string, answer: Response): Promise<void> {
    this.kept.set(new URL(asked, HERE).href, answer);
  }
  async delete(asked: Request | string): Promise<boolean> {
    return this.kept.delete(this.#find(asked) ?? "");
  }
  async keys(): Promise<Request[]> {
    return [...this.kept.keys()].map((url) => new Request(url));
  }
}

const stores = new Map<string, MemoryCache>();
const open = (name: string) => stores.get(name) ?? stores.set(name, new MemoryCache()).get(name)!;
let line: (request: Request) => Promise<Response>;

Object.assign(globalThis, {
  BUILD: "b1",
  FILES: ["/assets/app-1.js"],
  LANGUAGES: ["en", "zh-Hant"],
  caches: { open: async (name: string) => open(name), keys: async () => [...stores.keys()], delete: async (name: string) => stores.delete(name) },
  fetch: (request: Request) => line(request),
});
// What it is built with is there before it is.
const answers = import("../src/worker/answers.ts");
const builds = import("../src/worker/builds.ts");

/** An answer as the newsroom gives it. */
function html(text: string, { status = 200, cacheControl = "no-cache" } = {}): Response {
  const answer = new Response(text, { status, headers: { "content-type": "text/html; charset=utf-8", "cache-control": cacheControl } });
  return Object.defineProperty(answer, "type", { value: "basic" });
}

const cut = async (): Promise<Response> => {
  throw new TypeError("Failed to fetch");
};
const silent = () => new Promise<Response>(() => {});

/** Asks for a page and waits until all is done that the worker does about it. */
async function ask(path: string, stays = false): Promise<Response> {
  const works: Promise<unknown>[] = [];
  const answer = await (await answers).page(new Request(HERE + path), stays, (work) => works.push(work));
  await Promise.all(works);
  return answer;
}

beforeEach(async () => {
  stores.clear();
  await open("crier-build-b1").put("/offline?ui=en", html("No connection"));
  await open("crier-build-b1").put("/offline?ui=zh-Hant", html("沒有連線"));
});

test("a page is the newsroom's own as long as there is a line, and a copy of it afterwards", async () => {
  line = async () => html("first");
  await ask("/articles/bell");
  line = async () => html("second");
  assert.equal(await (await ask("/articles/bell")).text(), "second");
  line = cut;
  assert.equal(await (await ask("/articles/bell")).text(), "second");
  // The same story, whatever stands behind its address.
  assert.equal(await (await ask("/articles/bell?utm_source=letter")).text(), "second");
});

test("without a line and a copy there is the page that says so, in the language of the address", async () => {
  line = cut;
  assert.equal(await (await ask("/sections/sports")).text(), "No connection");
  assert.equal(await (await ask("/sections/sports?ui=zh-Hant")).text(), "沒有連線");
  await open("crier-about").put("/downloads/language", new Response("zh-Hant"));
  assert.equal(await (await ask("/sections/sports")).text(), "沒有連線");
});

test("a page that changes without a load is told that there is no connection, and stays", async () => {
  line = cut;
  assert.equal((await ask("/sections/sports", true)).type, "error");
});

test("a newsroom that is away behind its web server is as good as no line", async () => {
  line = async () => html("front");
  await ask("/");
  line = async () => html("Bad Gateway", { status: 502 });
  assert.equal(await (await ask("/")).text(), "front");
  assert.equal((await ask("/tags/new")).status, 502, "without a copy it is shown what came");
});

test("what became of a page is never hidden by a copy", async () => {
  line = async () => html("story");
  await ask("/articles/bell");
  line = async () => html("taken back", { status: 410 });
  assert.equal((await ask("/articles/bell")).status, 410);
});

test("nothing is kept that belongs to one person, and no redirect", async () => {
  line = async ({ url }) => html("yours", { cacheControl: url.endsWith("/articles/bell") ? "private, no-store" : "no-cache" });
  for (const path of ["/wallet", "/account", "/orders/7", "/desk", "/search?q=x", "/articles/bell"]) await ask(path);
  line = async () => Object.defineProperty(html("elsewhere"), "redirected", { value: true });
  await ask("/about/voice");
  assert.deepEqual([...open("crier-pages").kept.keys()], []);
});

test("of the pages that were looked at the latest stay", async () => {
  line = async () => html("page");
  for (let n = 0; n < 45; n += 1) await ask(`/articles/story-${n}`);
  await ask("/articles/story-7");
  const kept = [...open("crier-pages").kept.keys()].map((url) => new URL(url).pathname);
  assert.equal(kept.length, 40);
  assert.equal(kept.at(-1), "/articles/story-7");
  assert.ok(!kept.includes("/articles/story-0"));
});

test("a line that brings nothing is waited for as long as a listener would", async (t) => {
  line = async () => html("story");
  await ask("/articles/bell");
  mock.timers.enable({ apis: ["setTimeout"] });
  t.after(() => mock.timers.reset());
  line = silent;
  const { page } = await answers;
  const copy = page(new Request(`${HERE}/articles/bell`), false, () => {});
  mock.timers.tick(4_000);
  assert.equal(await (await copy).text(), "story");
  const none = page(new Request(`${HERE}/articles/unseen`), false, () => {});
  mock.timers.tick(4_000);
  // Looking for a copy takes its turn.
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  mock.timers.tick(16_000);
  assert.equal(await (await none).text(), "No connection");
});

test("a kept sound is answered in parts, one that is not here is the newsroom's", async () => {
  const { sound, isNotKept, lookAgain } = await answers;
  await open("crier-kept").put("/audio/here.mp3", new Response("0123456789", { headers: { "content-type": "audio/mpeg" } }));
  await lookAgain();
  assert.ok(!isNotKept("/audio/here.mp3") && isNotKept("/audio/there.mp3"));
  line = cut;
  const part = await sound(new Request(`${HERE}/audio/here.mp3`, { headers: { range: "bytes=2-4" } }));
  assert.deepEqual([part.status, await part.text()], [206, "234"]);
  line = async () => new Response("theirs");
  assert.equal(await (await sound(new Request(`${HERE}/audio/there.mp3`))).text(), "theirs");
});

test("without a line a picture is shown in the size that is here", async () => {
  const { picture, lookAgain } = await answers;
  const digest = "ab".repeat(32);
  await open("crier-kept").put(`/pictures/${digest}-480.webp`, new Response("small"));
  await lookAgain();
  line = cut;
  assert.equal(await (await picture(new Request(`${HERE}/pictures/${digest}-1200.webp`))).text(), "small");
  assert.equal((await picture(new Request(`${HERE}/pictures/${"cd".repeat(32)}-480.webp`))).type, "error");
});

test("an older build goes when no window and no kept page needs it", async () => {
  const { tidy } = await builds;
  let running = "/assets/app-0.js";
  const window = { postMessage: (_: unknown, [port]: MessagePort[]) => port?.postMessage(running) };
  Object.assign(globalThis, { self: { clients: { matchAll: async () => [window] } } });
  await open("crier-build-b0").put("/assets/app-0.js", new Response(""));
  await open("crier-build-b0").put("/assets/app-1.js", new Response(""));
  await tidy();
  assert.ok(stores.has("crier-build-b0"), "a window still runs it");
  running = "/assets/app-1.js";
  await open("crier-kept").put("/articles/bell", html('<script data-app="/assets/app-0.js">'));
  await tidy();
  assert.ok(stores.has("crier-build-b0"), "a kept page names it");
  await open("crier-kept").delete("/articles/bell");
  await tidy();
  assert.ok(!stores.has("crier-build-b0"));
  assert.ok(stores.has("crier-build-b1"));
});
