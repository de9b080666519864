// The worker beside the pages: it keeps what they are made of, the stories that a listener takes along, and answers for the
// newsroom when there is no line. It never keeps what belongs to one person, and never takes a page away from under a voice.
import type { Told } from "../offline/names.ts";
import { asset, isNotKept, lookAgain, narration, own, page, picture, sound } from "./answers.ts";
import { takeIn, tidy } from "./builds.ts";
import { wayOf } from "./way.ts";

declare const self: ServiceWorkerGlobalScope;

void lookAgain().catch(() => {});

// A new build waits beside the old one until a page says that nothing is being heard (offline/build.ts).
self.addEventListener("install", (event) => event.waitUntil(takeIn()));

// From then on it answers for the pages that are open, too. None of them is loaded anew for that.
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim().then(tidy)));

self.addEventListener("message", (event) => {
  const told = event.data as Told;
  if (told.kind === "take-over") event.waitUntil(self.skipWaiting());
  if (told.kind === "claim") event.waitUntil(self.clients.claim());
  if (told.kind === "kept") event.waitUntil(lookAgain());
  if (told.kind === "tidy") event.waitUntil(tidy());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const way = wayOf({ method: request.method, url, mode: request.mode, accept: request.headers.get("accept") ?? "", cache: request.cache }, self.location.origin);
  const until = (work: Promise<unknown>) => event.waitUntil(work);
  switch (way) {
    case "page": return event.respondWith(page(request, false, until));
    case "visit": return event.respondWith(page(request, true, until));
    case "narration": return event.respondWith(narration(request));
    case "asset": return event.respondWith(asset(request));
    case "kept": return event.respondWith(own(request));
    // What is not here the browser fetches best by itself.
    case "sound": return isNotKept(url.pathname) ? undefined : event.respondWith(sound(request));
    case "picture": return isNotKept(url.pathname) ? undefined : event.respondWith(picture(request));
    case "other": return;
  }
});
