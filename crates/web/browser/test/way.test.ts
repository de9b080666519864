import assert from "node:assert/strict";
import { test } from "node:test";
import { mayBeKept, pictureIn, wayOf } from "../src/worker/way.ts";

const HERE = "https://news.example.org";
const DIGEST = "3f".repeat(32);

/** What the worker does about a request for an address, as a picture or a sound asks for it unless told otherwise. */
function way(address: string, { method = "GET", mode = "no-cors", accept = "*/*", cache = "default" } = {}): string {
  return wayOf({ method, url: new URL(address, HERE), mode, accept, cache }, HERE);
}

test("each kind of file goes its own way", () => {
  assert.equal(way("/"), "other");
  assert.equal(way("/", { mode: "navigate" }), "page");
  assert.equal(way("/articles/x", { mode: "cors", accept: "text/html, application/xhtml+xml" }), "visit");
  assert.equal(way("/articles/x/narration.json"), "narration");
  assert.equal(way("/articles/x/transcript.vtt"), "narration");
  assert.equal(way(`/audio/${DIGEST}.mp3`), "sound");
  assert.equal(way(`/pictures/${DIGEST}-480.webp`), "picture");
  assert.equal(way("/assets/app-3f.js"), "asset");
  assert.equal(way("/downloads/programme.json"), "kept");
  assert.equal(way("/downloads", { mode: "navigate" }), "page");
});

test("what is sent, what is heard while it is made, and other sites are nobody's business here", () => {
  assert.equal(way("/listens", { method: "POST" }), "other");
  assert.equal(way("/articles/x/live.mp3"), "other");
  assert.equal(way("/wallet/coins.json", { accept: "application/json" }), "other");
  assert.equal(way("https://elsewhere.example.org/audio/x.mp3"), "other");
});

test("who asks for the newsroom's own answer gets no copy", () => {
  assert.equal(way("/articles/x/narration.json", { cache: "reload" }), "other");
  assert.equal(way("/", { mode: "navigate", cache: "reload" }), "other");
});

test("pages that are the same for everybody may be kept, whatever belongs to one person may not", () => {
  const may = (path: string, said = "no-cache") => mayBeKept(new URL(path, HERE), said);
  for (const path of ["/", "/?ui=zh-Hant", "/sections/sports", "/articles/%E9%90%98", "/publications/daily?page=2", "/about/voice", "/downloads", "/products/7"]) assert.ok(may(path), path);
  for (const path of ["/account", "/account/sign-in", "/wallet", "/orders", "/orders/7", "/desk", "/desk/articles/x", "/search?q=clinic", "/articles/x/narration.json", "/metrics"]) assert.ok(!may(path), path);
  for (const said of ["no-store", "private, no-cache", "private, no-store"]) assert.ok(!may("/articles/x", said), said);
});

test("a picture is the same in every size", () => {
  assert.equal(pictureIn(`/pictures/${DIGEST}-480.webp`), DIGEST);
  assert.equal(pictureIn(`/pictures/${DIGEST}-1200.jpg`), DIGEST);
  assert.equal(pictureIn("/pictures/strange.webp"), undefined);
});
