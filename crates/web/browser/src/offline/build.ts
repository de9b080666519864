// The worker beside the pages: begun with the first page, exchanged for a newer one when nothing is being heard.
import type { Voice } from "../player/voice.ts";
import { ABOUT, LANGUAGE } from "./names.ts";
import type { Question, Told } from "./names.ts";

/** A window that stays open asks this often whether there is another build. */
const ASK_EVERY_MS = 60 * 60_000;

let newer = false;

/** Gives the worker its work. Without one (no safe connection, an old browser) everything but keeping goes on. */
export async function startWorker(voice: Voice): Promise<void> {
  const { serviceWorker } = navigator;
  if (!serviceWorker || !isSecureContext) return;
  const app = document.querySelector<HTMLElement>("script[data-app]")?.dataset["app"] ?? "";
  serviceWorker.addEventListener("message", ({ data, ports }: MessageEvent<Question>) => {
    if (data?.kind === "which-build") ports[0]?.postMessage(app);
  });
  serviceWorker.startMessages();
  let before = serviceWorker.controller;
  serviceWorker.addEventListener("controllerchange", () => {
    newer ||= !!before;
    before = serviceWorker.controller;
  });
  const registration = await serviceWorker.register("/sw.js", { updateViaCache: "none" });

  // Another build takes over without any page being loaded for it. It waits for a pause all the same: what is being heard
  // should not change hands in the middle of a sentence.
  const exchange = () => {
    if (!voice.wants && serviceWorker.controller) registration.waiting?.postMessage({ kind: "take-over" } satisfies Told);
  };
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", exchange));
  voice.on("state", exchange);
  exchange();

  // A page that was on its way while the worker began has been overlooked by it.
  void serviceWorker.ready.then(({ active }) => {
    if (!serviceWorker.controller) active?.postMessage({ kind: "claim" } satisfies Told);
  });

  let asked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() - asked < ASK_EVERY_MS) return;
    asked = Date.now();
    void registration.update().catch(() => {});
  });
  // The scripts of a page live as long as its window. Once there is another build, the next way to another page is a whole
  // load, when nothing is being heard.
  document.addEventListener("turbo:before-visit", (event) => {
    if (!newer || voice.wants) return;
    event.preventDefault();
    location.assign((event as CustomEvent<{ url: string }>).detail.url);
  });
  registration.active?.postMessage({ kind: "tidy" } satisfies Told);
}

/** The page that stands in for others without a line should speak as this one does. */
export async function tellLanguage(): Promise<void> {
  if (!("caches" in globalThis)) return;
  await (await caches.open(ABOUT)).put(LANGUAGE, new Response(document.documentElement.lang));
}
