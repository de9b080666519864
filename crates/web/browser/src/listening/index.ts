// What a listener heard, lined up, saved and follows: begins with the first page, and shows itself on each.
import { voice } from "../player/voice.ts";
import { makeRoom, showBars, showRows } from "./bars.ts";
import { Listening } from "./listening.ts";
import { showListPage } from "./pages.ts";
import { showTools, watchTools } from "./tools.ts";

const listening = new Listening(voice);

export function watchListening(): void {
  watchTools(listening);
  document.addEventListener("turbo:before-render", () => makeRoom(listening));
  listening.on(() => {
    showBars(listening);
    void showRows(listening);
  });
}

/** Called for each page shown. */
export function showListening(): void {
  showTools(listening);
  showBars(listening);
  void showRows(listening);
  listening.ask();
  showListPage(listening, voice);
}
