// What a listener heard, lined up, saved and follows, in one part that comes after the player.
import { makeRoom, showBars, showRows } from "./bars.ts";
import { give } from "./given.ts";
import type { Given } from "./given.ts";
import { Listening } from "./listening.ts";
import { showListPage } from "./pages.ts";
import { showTools, watchTools } from "./tools.ts";

let begun: Listening | undefined;

function begin(given: Given): Listening {
  give(given);
  const listening = new Listening(given.voice);
  watchTools(listening);
  document.addEventListener("turbo:before-render", () => makeRoom(listening));
  listening.on(() => {
    showBars(listening);
    void showRows(listening);
  });
  return listening;
}

/** Called for each page shown. */
export function readyListening(given: Given): void {
  const listening = (begun ??= begin(given));
  showTools(listening);
  showBars(listening);
  void showRows(listening);
  listening.ask();
  showListPage(listening, given.voice);
}
